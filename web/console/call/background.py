"""What stands behind a lead: where they came from, what they agreed to, their results, how far they have come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from audit.playbook import Playbook
from audit.sales.opening_question import where_they_stopped
from audit.store.calls import RevisionLine
from audit.store.tables import Consent
from reports.phrases import listed
from reports.wording import Wording
from web.console.call.answers_view import Said, said_so_far
from web.console.call.case import Case, stamp
from web.quiz.progress import extent_of

MARKS: Final = {
    "utm_source": "Source",
    "utm_medium": "Medium",
    "utm_campaign": "Campaign",
    "utm_term": "Term",
    "utm_content": "Content",
}
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A yes, with the words that were on the screen; `withdrawn` says when it was taken back, empty for not."""

    wording: str
    given: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A result: when, by whom, its range, and what had been changed."""

    number: int
    when: str
    who: str
    total: str
    likely: str
    changed: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Somebody who is not through: `answered` of `most` questions at most, and the question where they stand."""

    answered: int
    most: int
    stopped_at: str
    stopped_key: str
    opening: str
    said: tuple[Said, ...]
    last: str


def source_lines(case: Case) -> tuple[tuple[str, str], ...]:
    """Where they came from, as name and value."""
    return tuple((MARKS.get(name, name.replace("_", " ")), value) for name, value in case.audit.source.items())


def consent_lines(consents: Sequence[Consent], now: datetime) -> tuple[ConsentLine, ...]:
    """What they agreed to, with the moment of each."""
    return tuple(
        ConsentLine(one.wording, stamp(one.given_at, now), stamp(one.withdrawn_at, now) if one.withdrawn_at else "")
        for one in consents
    )


def history_lines(case: Case, lines: Sequence[RevisionLine], now: datetime) -> tuple[HistoryLine, ...]:
    """The results so far, the newest first."""
    words = Wording(case.playbook.head.locale, case.playbook.head.currency)
    return tuple(
        HistoryLine(
            number=one.number,
            when=stamp(one.made_at, now),
            who=one.made_by or "the company",
            total=words.money_range_short(one.total),
            likely=words.money(one.total.p50),
            changed=_changed(case.playbook, one.changed),
        )
        for one in lines
    )


def title_of(playbook: Playbook, key: str) -> str:
    """What a question or a benchmark is called."""
    question = playbook.question(key)
    if question is not None:
        return question.title
    benchmark = playbook.benchmarks.get(key)
    return benchmark.title if benchmark else key.replace("_", " ")


def _changed(playbook: Playbook, keys: Sequence[str]) -> str:
    named = [f"“{title_of(playbook, key)}”" for key in keys[:MOST_NAMED]]
    more = len(keys) - len(named)
    return listed([*named, f"{more} more"] if more else named)


def unfinished_of(case: Case, now: datetime) -> Unfinished | None:
    """How far somebody has come who has no result; None for who has one."""
    progress = case.found.progress
    if case.newest is not None or progress.next is None:
        return None
    question = case.playbook.question(progress.next)
    text = question.text if question else ""
    last = case.audit.last_answer_at
    return Unfinished(
        answered=len(progress.walked.relevant),
        most=extent_of(case.playbook).questions,
        stopped_at=text,
        stopped_key=progress.next,
        opening=where_they_stopped(text),
        said=said_so_far(progress),
        last=stamp(last, now) if last else "",
    )
