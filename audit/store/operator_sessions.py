"""Browsers in which an operator is signed in to the portal. The secret is in the cookie, its hash in the row."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from audit.store.secret_hashes import hash_of
from audit.store.tables import OperatorSession, Person
from audit.store.upserts import changed_rows

LONGEST_IDLE = timedelta(days=14)
LONGEST = timedelta(days=60)
NOTE_EVERY = timedelta(minutes=5)
"""How exactly it is known when a session was last used: a write each time would cost every page."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A session that holds, and whose it is."""

    session: OperatorSession
    person: Person


def start(session: Session, person: Person, device: str, now: datetime) -> str:
    """Sign an operator in. Returns the secret for their cookie."""
    secret = secrets.token_urlsafe(32)
    row = OperatorSession(
        secret_hash=hash_of(secret),
        person_id=person.id,
        device=device,
        made_at=now,
        seen_at=now,
        expires_at=now + LONGEST,
    )
    session.add(row)
    return secret


def holding(session: Session, secret: str, now: datetime) -> Signed | None:
    """Return the session of a secret; None if it is unknown, ended, over, or idle for too long."""
    query = select(OperatorSession, Person).join(Person, Person.id == OperatorSession.person_id)
    row = session.execute(
        query.where(
            OperatorSession.secret_hash == hash_of(secret),
            OperatorSession.ended_at.is_(None),
            OperatorSession.expires_at > now,
            OperatorSession.seen_at > now - LONGEST_IDLE,
        )
    ).one_or_none()
    return Signed(row[0], row[1]) if row else None


def note_use(session: Session, session_id: int, now: datetime) -> None:
    """Note that a session was used just now."""
    changed_rows(session, update(OperatorSession).where(OperatorSession.id == session_id).values(seen_at=now))


def end(session: Session, session_id: int, person_id: int, now: datetime) -> bool:
    """End a session of that person. False if it is none of theirs, or over already."""
    theirs = (OperatorSession.id == session_id, OperatorSession.person_id == person_id)
    ending = update(OperatorSession).where(*theirs, OperatorSession.ended_at.is_(None)).values(ended_at=now)
    return bool(changed_rows(session, ending))


def of_person(session: Session, person_id: int, now: datetime) -> Sequence[OperatorSession]:
    """Return a person's sessions that hold, the one used last first."""
    query = select(OperatorSession).where(
        OperatorSession.person_id == person_id,
        OperatorSession.ended_at.is_(None),
        OperatorSession.expires_at > now,
        OperatorSession.seen_at > now - LONGEST_IDLE,
    )
    return session.scalars(query.order_by(OperatorSession.seen_at.desc(), OperatorSession.id.desc())).all()


def end_all(session: Session, person_id: int, now: datetime, *, but: int | None = None) -> int:
    """End all sessions of a person, but for the one that is named. Returns how many were ended."""
    theirs = (OperatorSession.person_id == person_id, OperatorSession.ended_at.is_(None))
    ending = update(OperatorSession).where(*theirs)
    if but is not None:
        ending = ending.where(OperatorSession.id != but)
    return changed_rows(session, ending.values(ended_at=now))
