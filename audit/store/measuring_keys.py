"""Keys with which a program posts the measurements of one agreement. The secret is shown once; its hash is kept."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from audit.store.secret_hashes import hash_of
from audit.store.tables import Agreement, MeasuringKey, Membership, Person
from audit.store.upserts import changed_rows

PREFIX: Final = "plk_"
"""By which a secret that has gone astray is known for one of ours."""

MOST_KEYS: Final = 10
LONGEST_LABEL: Final = 60
LONGEST_SECRET: Final = 80
NOTE_EVERY: Final = timedelta(minutes=5)
"""How exactly it is known when a key was last used: a write each time would cost every request."""


@dataclass(frozen=True, slots=True)
class ListedKey:
    """A key as its list shows it, with who made it."""

    row: MeasuringKey
    made_by: str


def make(session: Session, agreement: Agreement, label: str, person_id: int, now: datetime) -> str | None:
    """Make a key; returns its secret, which is nowhere else. None if there are as many as there may be."""
    holding_ones = (MeasuringKey.agreement_id == agreement.id, MeasuringKey.revoked_at.is_(None))
    count = session.scalar(select(func.count()).select_from(MeasuringKey).where(*holding_ones)) or 0
    if count >= MOST_KEYS:
        return None
    secret = PREFIX + secrets.token_urlsafe(32)
    row = MeasuringKey(
        secret_hash=hash_of(secret), agreement_id=agreement.id, label=label, made_at=now, made_by_id=person_id
    )
    session.add(row)
    session.flush()
    return secret


def holding(session: Session, secret: str) -> MeasuringKey | None:
    """Return the key of a secret; None if it is unknown or revoked."""
    if len(secret) > LONGEST_SECRET:
        return None
    query = select(MeasuringKey).where(MeasuringKey.secret_hash == hash_of(secret), MeasuringKey.revoked_at.is_(None))
    return session.scalar(query)


def is_use_to_be_noted(key: MeasuringKey, now: datetime) -> bool:
    """Whether a key's last use was noted so long ago that it should be again."""
    return key.last_used_at is None or now - key.last_used_at >= NOTE_EVERY


def note_use(session: Session, key_id: int, now: datetime) -> None:
    """Note that a key was used just now."""
    changed_rows(session, update(MeasuringKey).where(MeasuringKey.id == key_id).values(last_used_at=now))


def of_agreement(session: Session, agreement: Agreement) -> Sequence[ListedKey]:
    """Return an agreement's keys: those that hold first, then the newest."""
    here = (Membership.person_id == MeasuringKey.made_by_id) & (Membership.company_id == agreement.company_id)
    query = (
        select(MeasuringKey, Membership.name, Person.email)
        .outerjoin(Membership, here)
        .outerjoin(Person, Person.id == MeasuringKey.made_by_id)
        .where(MeasuringKey.agreement_id == agreement.id)
    )
    rows = session.execute(query.order_by(MeasuringKey.revoked_at.is_not(None), MeasuringKey.id.desc())).all()
    return [ListedKey(row, name or email or "") for row, name, email in rows]


def exists(session: Session, agreement: Agreement, key_id: int) -> bool:
    """Whether the agreement has a key of that number, be it revoked or not."""
    query = select(MeasuringKey.id).where(MeasuringKey.agreement_id == agreement.id, MeasuringKey.id == key_id)
    return session.scalar(query) is not None


def revoke(session: Session, agreement: Agreement, key_id: int, now: datetime) -> bool:
    """Revoke one of an agreement's keys. False if it is none of its own, or revoked already."""
    its_own = (MeasuringKey.agreement_id == agreement.id, MeasuringKey.id == key_id)
    ending = update(MeasuringKey).where(*its_own, MeasuringKey.revoked_at.is_(None)).values(revoked_at=now)
    return bool(changed_rows(session, ending))
