"""Taking a slip back: the last thing that somebody did, while nothing later has changed the same.

Undoing is a further row of activity, with before and after the other way round; the row that was undone keeps when.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.store import activity, notes, tags
from audit.store.activity import Activity, Kind
from audit.store.follow_ups import Value, set_columns
from audit.store.tables import Lead

CAN_BE_UNDONE: Final = frozenset(
    {Kind.STATUS, Kind.OWNER, Kind.NEXT_STEP, Kind.STEP_DONE, Kind.TOUCH, Kind.TAG, Kind.NOTE_REMOVED}
)
_MOMENTS: Final = frozenset({"next_step_at", "first_touch_at"})
_NUMBERS: Final = frozenset({"owner_id", "first_touch_by_id"})
_COLUMNS: Final = frozenset({"status", "reason", "next_step"}) | _MOMENTS | _NUMBERS


def last_of(session: Session, audit_id: int, account_id: int) -> Activity | None:
    """Return the last thing of the kinds above that somebody did with a lead, if it can be undone still.

    What they took back already does not count: they can go back step by step.
    """
    counts = (Activity.undone_at.is_(None), Activity.kind.in_(CAN_BE_UNDONE))
    mine = (Activity.audit_id == audit_id, Activity.account_id == account_id)
    row = session.scalar(select(Activity).where(*mine, *counts).order_by(Activity.id.desc()).limit(1))
    return row if row is not None and can_be_undone(session, row) else None


def can_be_undone(session: Session, row: Activity) -> bool:
    """Whether nothing later has changed what this row changed."""
    if row.kind not in CAN_BE_UNDONE or row.undone_at is not None:
        return False
    mine = _changed(row)
    return not any(mine & _held(later) for later in _later(session, row))


def undo(session: Session, lead: Lead, row: Activity, account_id: int, now: datetime) -> Activity | None:
    """Take a row back; the caller has locked the lead. None, and nothing is changed, if that cannot be any more."""
    if row.audit_id != lead.audit_id or not can_be_undone(session, row):
        return None
    if row.kind == Kind.NOTE_REMOVED:
        _have_note_back(session, row)
    elif row.kind == Kind.TAG:
        _swap_tag(session, lead, row)
    else:
        _take_columns_back(lead, row, now)
    row.undone_at = now
    return activity.note(session, lead.audit_id, now, account_id, Kind.UNDONE, row.after, row.before, row.note_id)


def _later(session: Session, row: Activity) -> Sequence[Activity]:
    """Return what was done since and still holds."""
    holds = (Activity.undone_at.is_(None), Activity.kind != Kind.UNDONE)
    since = (Activity.audit_id == row.audit_id, Activity.id > row.id)
    return session.scalars(select(Activity).where(*since, *holds)).all()


def _changed(row: Activity) -> frozenset[str]:
    """Return what a row changed: columns of the lead, a tag, a note."""
    if row.note_id is not None:
        return frozenset({f"note {row.note_id}"})
    if row.kind == Kind.TAG:
        return frozenset({f"tag {row.before['tag'] or row.after['tag']}"})
    return frozenset(row.before) & _COLUMNS


def _held(row: Activity) -> frozenset[str]:
    """Return what a later row stands in the way of. Whoever tried again relies on the first touch."""
    return _changed(row) | ({"first_touch_at"} if row.kind == Kind.TOUCH else frozenset())


def _have_note_back(session: Session, row: Activity) -> None:
    note = notes.find(session, row.audit_id, row.note_id or 0, to_change=True)
    if note is not None:
        note.removed_at = None
        note.version += 1


def _swap_tag(session: Session, lead: Lead, row: Activity) -> None:
    if tag := row.after["tag"]:
        tags.lift(session, lead, tag)
    else:
        tags.place(session, lead, row.before["tag"])


def _take_columns_back(lead: Lead, row: Activity, now: datetime) -> None:
    set_columns(lead, {name: _value(name, said) for name, said in row.before.items() if name in _COLUMNS}, now)
    if "first_touch_at" in row.before:
        # The clock runs as if nothing had been. Of a turn that was told of already, nobody is told again.
        lead.next_turn_at = lead.amber_at


def _value(name: str, said: str) -> Value:
    if name in _MOMENTS:
        return datetime.fromisoformat(said) if said else None
    if name in _NUMBERS:
        return int(said) if said else None
    return said
