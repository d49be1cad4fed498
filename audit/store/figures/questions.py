"""The questions one by one: how many people reached each, answered it, and how long that took them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Integer, case, cast, extract, func, select
from sqlalchemy.orm import Session

from audit.store.figures.scope import Scope
from audit.store.tables import AnswerRow, AuditRow, PlaybookVersion

LONGEST_SECONDS = 1_800
"""Whoever takes longer has put the quiz aside: such a time says nothing about the question, and is left out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a playbook. `seconds` counts the answers by the whole seconds they took.

    `answered` may be more than `seconds` adds up to: answers after half an hour and more have no time in it.
    """

    playbook: str
    question: str
    reached: int
    answered: int
    seconds: Mapping[int, int]


@dataclass(slots=True)
class _Count:
    reached: int = 0
    answered: int = 0
    seconds: Counter[int] = field(default_factory=Counter)


def asked(session: Session, scope: Scope) -> Sequence[Asked]:
    """Return every question that was reached in the audits begun in that time, in no order."""
    took = _took(session)
    query = (
        select(AuditRow.playbook_hash, AnswerRow.question, took, func.count(), func.count(AnswerRow.answered_at))
        .join(AuditRow, AuditRow.id == AnswerRow.audit_id)
        .where(*scope.of_audits())
        .group_by(AuditRow.playbook_hash, AnswerRow.question, took)
    )
    names = dict(iter(session.execute(select(PlaybookVersion.content_hash, PlaybookVersion.name))))
    counts: dict[tuple[str, str], _Count] = {}
    for content_hash, question, seconds, reached, answered in session.execute(query):
        one = counts.setdefault((names[content_hash], question), _Count())
        one.reached += reached
        one.answered += answered
        if seconds is not None:
            one.seconds[seconds] += reached
    return [Asked(*key, one.reached, one.answered, one.seconds) for key, one in counts.items()]


def latest_hashes(session: Session, scope: Scope) -> Mapping[str, str]:
    """Return for each playbook of the scope the content hash of its newest version, by name."""
    query = select(PlaybookVersion.name, PlaybookVersion.content_hash).order_by(PlaybookVersion.first_seen_at)
    if scope.version is not None:
        query = query.where(PlaybookVersion.version == scope.version)
    return dict(iter(session.execute(query)))


def _took(session: Session) -> ColumnElement[int | None]:
    """Whole seconds from reading to answering: null without an answer, and beyond the longest.

    An answer that is as old as its reaching was given for a question that was never shown; it took no time.
    """
    reached, answered = AnswerRow.reached_at, AnswerRow.answered_at
    if session.get_bind().dialect.name == "sqlite":
        seconds = cast(func.round((func.julianday(answered) - func.julianday(reached)) * 86_400), Integer)
    else:
        seconds = cast(func.round(extract("epoch", answered - reached)), Integer)
    return case(((answered > reached) & (seconds <= LONGEST_SECONDS), seconds), else_=None)
