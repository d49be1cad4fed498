"""Readiness from four points of view and the quiz: side by side, where they disagree, and what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.findings import ConditionResult, Readiness, ReadinessResult
from audit.playbook.format import ConditionEntry, ReadinessFile
from audit.readiness import readiness_result
from audit.recovery.views import View

THE_ONE: Final[Mapping[View, str]] = {
    View.USES: "the one who will use it",
    View.RUNS: "the one who will run it",
    View.OWNS_DATA: "the one who owns the data",
    View.PAYS: "the one who pays",
}
"""Each view in the middle of a sentence."""

THE_QUIZ: Final = "the quiz"

_WORST_FIRST: Final = (Readiness.NO, Readiness.PARTLY, Readiness.YES)

Said = Mapping[View, Mapping[str, Readiness]]
"""What was answered: for each view that has answered, the state of each condition by its key."""


@dataclass(frozen=True, slots=True)
class ConditionViews:
    """One condition. `result.state` is what counts: the worst that one of the four says, "unknown" left aside.

    `said` has only the views that have answered. `quiz` is what the quiz settled, and counts while nobody else has
    said anything but "unknown". `disagreement` is a sentence, empty where all that is known agrees.
    """

    result: ConditionResult
    weeks_to_mend: float
    needed: bool
    said: Mapping[View, Readiness]
    quiz: Readiness
    rests_on_quiz: bool
    disagreement: str

    @property
    def missing(self) -> bool:
        """Whether it counts as a no."""
        return self.result.state is Readiness.NO


@dataclass(frozen=True, slots=True)
class ReadinessOfViews:
    """All of it. `conditions` stand with the weakest link first, then what is missing, in part, unknown, there.

    `result` is the engine's reading of the states that count; its conditions are in the playbook's order.
    """

    conditions: tuple[ConditionViews, ...]
    result: ReadinessResult
    answered: tuple[View, ...]
    silent: tuple[View, ...]

    @property
    def disagreed(self) -> int:
        """On how many conditions what is known disagrees."""
        return sum(1 for one in self.conditions if one.disagreement)

    @property
    def weakest(self) -> ConditionViews | None:
        """The weakest link, or None."""
        key = self.result.weakest
        return next((one for one in self.conditions if one.result.key == key), None)


def readiness_of(
    file: ReadinessFile, needs: Sequence[str], said: Said, quiz: Mapping[str, Readiness]
) -> ReadinessOfViews:
    """Return the readiness for a fix with these `needs`. `quiz` has the states that the quiz settled.

    Views are combined conservatively: the worst answer counts. Somebody who does not know neither helps nor harms.
    """
    states = {one.key: _counts(one.key, said, quiz) for one in file.condition}
    result = readiness_result(file, states, needs)
    of_key = {one.key: one for one in result.conditions}
    views = [_condition(one, of_key[one.key], needs, said, quiz) for one in file.condition]
    return ReadinessOfViews(
        conditions=tuple(sorted(views, key=_rank)),
        result=result,
        answered=tuple(view for view in View if view in said),
        silent=tuple(view for view in View if view not in said),
    )


def _of(key: str, said: Said) -> dict[View, Readiness]:
    return {view: said[view].get(key, Readiness.UNKNOWN) for view in View if view in said}


def _counts(key: str, said: Said, quiz: Mapping[str, Readiness]) -> Readiness:
    states = set(_of(key, said).values())
    return next((state for state in _WORST_FIRST if state in states), quiz.get(key, Readiness.UNKNOWN))


def _condition(
    entry: ConditionEntry, result: ConditionResult, needs: Sequence[str], said: Said, quiz: Mapping[str, Readiness]
) -> ConditionViews:
    theirs, settled = _of(entry.key, said), quiz.get(entry.key, Readiness.UNKNOWN)
    return ConditionViews(
        result=result,
        weeks_to_mend=entry.weeks_to_mend,
        needed=entry.key in needs,
        said=theirs,
        quiz=settled,
        rests_on_quiz=settled is not Readiness.UNKNOWN and set(theirs.values()) <= {Readiness.UNKNOWN},
        disagreement=_disagreement(theirs, settled),
    )


def _rank(one: ConditionViews) -> tuple[int, bool]:
    """The weakest link as the engine chooses it comes out first: of those that nobody can do without, one needed."""
    if one.missing:
        return (0 if one.result.weakest_link else 1), not one.needed
    order = (Readiness.PARTLY, Readiness.UNKNOWN, Readiness.YES)
    return 2 + order.index(one.result.state), not one.needed


def _disagreement(theirs: Mapping[View, Readiness], quiz: Readiness) -> str:
    """`The one who pays says yes, the one who will use it says no.`"""
    groups: dict[Readiness, list[str]] = {}
    for view, state in theirs.items():
        groups.setdefault(state, []).append(THE_ONE[view])
    groups.setdefault(quiz, []).append(THE_QUIZ)
    parts = [_says(groups[state], state) for state in reversed(_WORST_FIRST) if state in groups]
    if len(parts) < 2:  # two different answers make a disagreement
        return ""
    sentence = ", ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _says(who: Sequence[str], state: Readiness) -> str:
    if who == [THE_QUIZ]:
        return f"{THE_QUIZ} said {state}"
    named = who[0] if len(who) == 1 else f"{', '.join(who[:-1])} and {who[-1]}"
    return f"{named} {'says' if len(who) == 1 else 'say'} {state}"
