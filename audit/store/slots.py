"""What may happen once in a while, as one mail to an address an hour."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete
from sqlalchemy.orm import Session

from audit.store.tables import Slot
from audit.store.upserts import changed_rows, insert


def take(session: Session, key: str, now: datetime, until: datetime) -> bool:
    """Take a slot until `until`. False while somebody has it, also if two ask at the same moment."""
    statement = insert(session, Slot).values(key_hash=_hash(key), free_at=until)
    statement = statement.on_conflict_do_update(
        index_elements=["key_hash"], set_={"free_at": until}, where=Slot.free_at <= now
    )
    return changed_rows(session, statement) == 1


def forget(session: Session, key: str) -> None:
    """Remove a slot: its hash could be compared with that of an address."""
    changed_rows(session, delete(Slot).where(Slot.key_hash == _hash(key)))


def forget_free(session: Session, now: datetime) -> int:
    """Remove the slots that anybody could take anyway. Returns how many there were."""
    return changed_rows(session, delete(Slot).where(Slot.free_at <= now))


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()
