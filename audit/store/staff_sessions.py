"""Browsers in which somebody is signed in to the console. The secret is in the cookie, its hash in the row."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from audit.store.secret_hashes import hash_of
from audit.store.tables import Account, StaffSession
from audit.store.upserts import changed_rows

LONGEST_IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
NOTE_EVERY = timedelta(minutes=5)
"""How exactly the list of sessions says when one was last used: a write each time would cost every page."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A session that holds, and whose it is."""

    session: StaffSession
    account: Account


def start(session: Session, account: Account, device: str, now: datetime) -> str:
    """Sign somebody in. Returns the secret for their cookie."""
    secret = secrets.token_urlsafe(32)
    session.add(
        StaffSession(
            secret_hash=hash_of(secret),
            account_id=account.id,
            device=device,
            made_at=now,
            seen_at=now,
            expires_at=now + LONGEST,
        )
    )
    account.last_signed_in_at = now
    return secret


def holding(session: Session, secret: str, now: datetime) -> Signed | None:
    """Return the session of a secret; None if it is unknown, ended, over, idle for too long, or its account shut."""
    query = select(StaffSession, Account).join(Account, Account.id == StaffSession.account_id)
    row = session.execute(
        query.where(
            StaffSession.secret_hash == hash_of(secret),
            StaffSession.ended_at.is_(None),
            StaffSession.expires_at > now,
            StaffSession.seen_at > now - LONGEST_IDLE,
            Account.disabled_at.is_(None),
        )
    ).one_or_none()
    return Signed(row[0], row[1]) if row else None


def note_use(session: Session, session_id: int, now: datetime) -> None:
    """Note that a session was used just now."""
    changed_rows(session, update(StaffSession).where(StaffSession.id == session_id).values(seen_at=now))


def end(session: Session, session_id: int, account_id: int, now: datetime) -> bool:
    """End a session of that account. False if it is none of theirs, or over already."""
    theirs = (StaffSession.id == session_id, StaffSession.account_id == account_id, StaffSession.ended_at.is_(None))
    return bool(changed_rows(session, update(StaffSession).where(*theirs).values(ended_at=now)))


def of_account(session: Session, account_id: int, now: datetime) -> Sequence[StaffSession]:
    """Return an account's sessions that hold, the one used last first."""
    query = select(StaffSession).where(
        StaffSession.account_id == account_id,
        StaffSession.ended_at.is_(None),
        StaffSession.expires_at > now,
        StaffSession.seen_at > now - LONGEST_IDLE,
    )
    return session.scalars(query.order_by(StaffSession.seen_at.desc(), StaffSession.id.desc())).all()


def end_all(session: Session, account_id: int, now: datetime, *, but: int | None = None) -> int:
    """End all sessions of an account, but for the one that is named. Returns how many were ended."""
    theirs = update(StaffSession).where(StaffSession.account_id == account_id, StaffSession.ended_at.is_(None))
    if but is not None:
        theirs = theirs.where(StaffSession.id != but)
    return changed_rows(session, theirs.values(ended_at=now))
