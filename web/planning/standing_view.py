"""Readiness in words: each point of view with who was asked, each condition with what everybody said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from audit.findings import Readiness
from audit.recovery.readiness_views import ConditionViews
from audit.recovery.views import WHO, View
from web.planning.known import Known

SAYS: Final = {
    Readiness.YES: "Yes",
    Readiness.PARTLY: "Partly",
    Readiness.NO: "No",
    Readiness.UNKNOWN: "Does not know",
}
COUNTS: Final = {
    Readiness.YES: "In place",
    Readiness.PARTLY: "In place in part",
    Readiness.NO: "Missing",
    Readiness.UNKNOWN: "Not known yet",
}


@dataclass(frozen=True, slots=True)
class ViewShown:
    """One point of view. `state` is answered, waiting, over or unasked; `number` is the ask that a button is about.

    `waits`: a link is open, also where an earlier answer is there. `sentence` says all that.
    """

    who: str
    state: str
    sentence: str
    number: int
    waits: bool


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """What one said of a condition. `tone` is the state's own word, empty for none."""

    who: str
    says: str
    tone: str
    comment: str
    name: str


@dataclass(frozen=True, slots=True)
class ConditionShown:
    """One condition, ready to print. `counts` is what it comes to, in words."""

    about: ConditionViews
    weakest: bool
    counts: str
    answers: tuple[AnswerShown, ...]


def views_shown(known: Known, now: datetime) -> Sequence[ViewShown]:
    """The four points of view, in their order."""
    waiting = known.open_asks(now)
    return [_view(known, view, view in waiting) for view in View]


def conditions_shown(known: Known) -> Sequence[ConditionShown]:
    """The conditions, the weakest link first."""
    return [
        ConditionShown(
            about=one,
            weakest=one.result.key == known.ready.result.weakest,
            counts=COUNTS[one.result.state],
            answers=tuple(_answers(known, one)),
        )
        for one in known.ready.conditions
    ]


def _view(known: Known, view: View, waits: bool) -> ViewShown:  # noqa: FBT001  # read by its name just above
    newest = next((one for one in known.asks if one.view == view and one.withdrawn_at is None), None)
    heard, day = known.heard.get(view), known.words.day
    said = []
    if heard and heard.ask.answered_at:
        said.append(f"{heard.ask.name} answered on {day(heard.ask.answered_at.date())}.")
    if waits and newest:
        again = "was asked again" if heard else "was asked"
        said.append(
            f"{newest.name} {again} on {day(newest.asked_at.date())}. "
            f"The link is good until {day(newest.expires_at.date())}."
        )
    elif newest and newest.answered_at is None:
        said.append(f"{newest.name} did not answer in time; the link is over.")
    state = "answered" if heard else "waiting" if waits else "over" if newest else "unasked"
    return ViewShown(WHO[view], state, " ".join(said) or "Nobody was asked yet.", newest.id if newest else 0, waits)


def _answers(known: Known, one: ConditionViews) -> Sequence[AnswerShown]:
    shown = []
    for view in View:
        heard = known.heard.get(view)
        given = heard.given.get(one.result.key) if heard else None
        if heard and given:
            shown.append(AnswerShown(WHO[view], SAYS[given.state], given.state, given.comment, heard.ask.name))
        else:
            shown.append(AnswerShown(WHO[view], "No answer yet", "", "", ""))
    if one.quiz is not Readiness.UNKNOWN:
        shown.append(AnswerShown("The quiz", SAYS[one.quiz], one.quiz, "", ""))
    return shown
