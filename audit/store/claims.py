"""Rows that are jobs: who works on one, until when, and what became of it.

A claim is a conditional UPDATE, so of any number of workers one gets the row. It is a lease: whoever does not
renew it in time has lost it, and nothing that they write afterwards counts, because every later step asks for
the claim again.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from audit.store.tables import Export, JobState, Mail, Paper, Removal, Report, SlackPost
from audit.store.upserts import changed_rows

JobTable = type[Report] | type[Mail] | type[SlackPost] | type[Export] | type[Removal] | type[Paper]


@dataclass(frozen=True, slots=True)
class Claim:
    """A job in hand. `attempt` counts from 1; `request_id` is the one of the page that asked for it."""

    table: JobTable
    row_id: int
    token: str
    attempt: int
    request_id: str


def claim(session: Session, table: JobTable, row_id: int, now: datetime, lease: timedelta) -> Claim | None:
    """Take a job that is due, or whose worker is gone. None if it is somebody else's, done, or not due yet."""
    token = secrets.token_hex(16)
    taken = changed_rows(
        session,
        update(table)
        .where(table.id == row_id, _claimable(table, now))
        .values(state=JobState.WORKING, claim=token, claimed_until=now + lease, attempts=table.attempts + 1),
    )
    if not taken:
        return None
    attempt, request_id = session.execute(select(table.attempts, table.request_id).where(table.id == row_id)).one()
    return Claim(table, row_id, token, attempt, request_id)


def renew(session: Session, held: Claim, now: datetime, lease: timedelta, **values: Any) -> bool:  # noqa: ANN401  # columns of the job
    """Keep a claim for longer, and note what else is known of the job. False if it was lost."""
    return _change(session, held, claimed_until=now + lease, **values)


def finish(session: Session, held: Claim, now: datetime, state: JobState = JobState.DONE, **values: Any) -> bool:  # noqa: ANN401  # columns of the job
    """Mark the job as done. False if the claim was lost: then somebody else's result counts."""
    return _change(session, held, state=state, finished_at=now, error=None, **_FREE, **values)


def put_back(session: Session, held: Claim, error: str, next_attempt_at: datetime) -> bool:
    """The attempt failed; another is due at `next_attempt_at`."""
    return _change(session, held, state=JobState.WAITING, error=error, next_attempt_at=next_attempt_at, **_FREE)


def hand_back(session: Session, held: Claim, now: datetime) -> bool:
    """The worker stops before it is done: the job is due at once, and the attempt does not count."""
    attempts = held.table.attempts - 1
    return _change(session, held, state=JobState.WAITING, next_attempt_at=now, attempts=attempts, **_FREE)


def give_up(session: Session, held: Claim, error: str, now: datetime) -> bool:
    """The last attempt failed. A person sees it and can have it run again."""
    return _change(session, held, state=JobState.FAILED, error=error, finished_at=now, **_FREE)


def run_again(session: Session, table: JobTable, row_id: int, now: datetime) -> bool:
    """Start a failed job anew. False if it has not failed."""
    fresh = {"state": JobState.WAITING, "attempts": 0, "next_attempt_at": now, "finished_at": None, "nudged_at": None}
    return bool(
        changed_rows(session, update(table).where(table.id == row_id, table.state == JobState.FAILED).values(**fresh))
    )


def due(
    session: Session, table: JobTable, now: datetime, nudged_before: datetime, limit: int
) -> Sequence[tuple[int, str]]:
    """Return (row id, request id) of jobs that could be claimed and were not nudged lately, the oldest first."""
    not_lately = or_(table.nudged_at.is_(None), table.nudged_at < nudged_before)
    found = session.execute(
        select(table.id, table.request_id)
        .where(_claimable(table, now), not_lately)
        .order_by(table.next_attempt_at, table.id)
        .limit(limit)
    )
    return [(row_id, request_id) for row_id, request_id in found]


def mark_nudged(session: Session, table: JobTable, row_ids: Sequence[int], now: datetime) -> None:
    """Note that the queue was told of these jobs."""
    changed_rows(session, update(table).where(table.id.in_(row_ids)).values(nudged_at=now))


_FREE: dict[str, None] = {"claim": None, "claimed_until": None}


def _claimable(table: JobTable, now: datetime) -> Any:  # noqa: ANN401  # a condition, as SQLAlchemy types it
    waiting = and_(table.state == JobState.WAITING, table.next_attempt_at <= now)
    left = and_(table.state == JobState.WORKING, table.claimed_until < now)
    return or_(waiting, left)


def _change(session: Session, held: Claim, **values: Any) -> bool:  # noqa: ANN401  # columns of the job
    table = held.table
    mine = (table.id == held.row_id, table.state == JobState.WORKING, table.claim == held.token)
    return bool(changed_rows(session, update(table).where(*mine).values(**values)))
