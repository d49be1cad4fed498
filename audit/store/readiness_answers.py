"""What was answered about readiness: kept with the link's use, once; of each point of view the newest counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from audit.findings import Readiness
from audit.recovery.views import View
from audit.store.readiness_asks import of_agreement
from audit.store.secret_hashes import hash_of
from audit.store.tables import ReadinessAnswer, ReadinessAsk
from audit.store.upserts import changed_rows, insert

LONGEST_SECRET: Final = 64


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody said of one condition."""

    condition: str
    state: Readiness
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """Who answered from one point of view, when, and what they said of each condition, by its key."""

    ask: ReadinessAsk
    given: Mapping[str, Given]

    @property
    def states(self) -> Mapping[str, Readiness]:
        """The state of each condition by its key."""
        return {key: one.state for key, one in self.given.items()}


def heard(session: Session, agreement_id: int) -> Mapping[View, Heard]:
    """Return what was answered, of each point of view the newest."""
    newest: dict[View, ReadinessAsk] = {}
    for one in of_agreement(session, agreement_id):
        view, before = View(one.view), newest.get(View(one.view))
        if one.answered_at and (before is None or before.answered_at is None or one.answered_at > before.answered_at):
            newest[view] = one
    numbers = [one.id for one in newest.values()]
    rows = session.scalars(select(ReadinessAnswer).where(ReadinessAnswer.ask_id.in_(numbers))).all()
    return {
        view: Heard(
            newest[view],
            {
                row.condition: Given(row.condition, Readiness(row.state), row.comment)
                for row in rows
                if row.ask_id == newest[view].id
            },
        )
        for view in View
        if view in newest
    }


def find_linked(session: Session, secret: str, *, to_change: bool = False) -> ReadinessAsk | None:
    """Return what a link asks, answered or not, over or not; None for a link that was never made."""
    if len(secret) > LONGEST_SECRET:
        return None
    query = select(ReadinessAsk).where(ReadinessAsk.token_hash == hash_of(secret))
    return session.scalar(query.with_for_update() if to_change else query)


def can_be_answered(row: ReadinessAsk, now: datetime) -> bool:
    """Whether a link is still good for answering."""
    return row.answered_at is None and row.withdrawn_at is None and row.expires_at > now


def others_of(session: Session, row: ReadinessAsk, now: datetime) -> Sequence[ReadinessAsk]:
    """Return what else the same person is asked about the same agreement and has not answered, by point of view."""
    query = select(ReadinessAsk).where(
        ReadinessAsk.agreement_id == row.agreement_id,
        ReadinessAsk.person_id == row.person_id,
        ReadinessAsk.id != row.id,
    )
    found = [one for one in session.scalars(query) if can_be_answered(one, now)]
    return sorted(found, key=lambda one: list(View).index(View(one.view)))


def answer(session: Session, row: ReadinessAsk, given: Sequence[Given], now: datetime) -> bool:
    """Keep what somebody answered, and use their link up. False if the link is no longer good: nothing is kept.

    Of two that answer with the same link at once, one is kept.
    """
    unused = (
        ReadinessAsk.id == row.id,
        ReadinessAsk.answered_at.is_(None),
        ReadinessAsk.withdrawn_at.is_(None),
        ReadinessAsk.expires_at > now,
    )
    if changed_rows(session, update(ReadinessAsk).where(*unused).values(answered_at=now)) != 1:
        return False
    for one in given:
        values = {"ask_id": row.id, "condition": one.condition, "state": one.state, "comment": one.comment}
        changed_rows(session, insert(session, ReadinessAnswer).values(**values))
    return True
