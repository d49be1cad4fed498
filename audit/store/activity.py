"""What happened with a lead, in time order: who changed what, from what to what."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.store.tables import Activity

__all__ = ["LEAD_KINDS", "Activity", "Kind", "as_text", "find", "newest_changes", "newest_of_note", "note", "of_lead"]


class Kind(StrEnum):
    """What somebody did. The keys of `before` and `after` follow from it."""

    STATUS = "status"  # status, reason; first_touch_at and first_touch_by_id where it was the first
    OWNER = "owner"  # owner_id
    NEXT_STEP = "next step"  # next_step, next_step_at: planned, or moved
    STEP_DONE = "step done"  # the same two, emptied
    TOUCH = "touch"  # how (after alone); with the first one also status, first_touch_at and first_touch_by_id
    TAG = "tag"  # tag: put on (before is empty) or taken off (after is)
    CONTACT = "contact"  # fields (after alone): which were changed, by comma, and never what they say
    NOTE = "note"  # written; `note_id` says which, for all four
    NOTE_CHANGED = "note changed"
    NOTE_REMOVED = "note removed"
    NOTE_RESTORED = "note restored"
    CORRECTION = "correction"  # staff changed answers or assumptions: the revision before, the revision after
    PDF_ASKED = "PDF asked"  # staff asked for a new PDF
    UNDONE = "undone"  # an earlier row was taken back: its before and after, the other way round


LEAD_KINDS: Final = frozenset(
    {Kind.STATUS, Kind.OWNER, Kind.NEXT_STEP, Kind.STEP_DONE, Kind.TOUCH, Kind.TAG, Kind.CONTACT, Kind.UNDONE}
)
"""Each row of these counts Lead.version up by one, and nothing else does. An UNDONE row about a note does not."""


def note(
    session: Session,
    audit_id: int,
    at: datetime,
    account_id: int | None,
    kind: Kind,
    before: Mapping[str, str],
    after: Mapping[str, str],
    note_id: int | None = None,
) -> Activity:
    """Add a row; `account_id` is none for the prospect and for Plumbline itself."""
    row = Activity(
        audit_id=audit_id,
        at=at,
        account_id=account_id,
        kind=kind,
        before=dict(before),
        after=dict(after),
        note_id=note_id,
    )
    session.add(row)
    session.flush()
    return row


def find(session: Session, audit_id: int, activity_id: int) -> Activity | None:
    """Return a row of that audit."""
    return session.scalar(select(Activity).where(Activity.id == activity_id, Activity.audit_id == audit_id))


def of_lead(session: Session, audit_id: int, limit: int) -> Sequence[Activity]:
    """Return the newest rows of an audit, the newest first."""
    query = select(Activity).where(Activity.audit_id == audit_id)
    return session.scalars(query.order_by(Activity.at.desc(), Activity.id.desc()).limit(limit)).all()


def newest_changes(session: Session, audit_id: int, limit: int) -> Sequence[Activity]:
    """Return the newest rows that counted the lead's version up, the newest first."""
    counted = (Activity.kind.in_(LEAD_KINDS), Activity.note_id.is_(None))
    query = select(Activity).where(Activity.audit_id == audit_id, *counted)
    return session.scalars(query.order_by(Activity.id.desc()).limit(limit)).all()


def newest_of_note(session: Session, audit_id: int, note_id: int) -> Activity | None:
    """Return what happened last with a note."""
    query = select(Activity).where(Activity.audit_id == audit_id, Activity.note_id == note_id)
    return session.scalar(query.order_by(Activity.id.desc()).limit(1))


def as_text(value: datetime | float | str | None) -> str:
    """Return a column's value as `before` and `after` keep it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return "" if value is None else str(value)
