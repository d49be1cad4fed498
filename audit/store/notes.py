"""What somebody wrote down about a lead. A note that is removed is kept aside, and can be had back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.store import activity
from audit.store.activity import Activity, Kind
from audit.store.tables import Lead, Note

TWICE = timedelta(minutes=1)
"""The same words by the same person within this time are one note: a button that was pressed twice."""


def of_lead(session: Session, audit_id: int) -> Sequence[Note]:
    """Return all notes of a lead, the newest first; those that were removed too."""
    query = select(Note).where(Note.audit_id == audit_id)
    return session.scalars(query.order_by(Note.made_at.desc(), Note.id.desc())).all()


def find(session: Session, audit_id: int, note_id: int, *, to_change: bool = False) -> Note | None:
    """Return a note of that audit. `to_change` keeps others from changing it until the end."""
    query = select(Note).where(Note.id == note_id, Note.audit_id == audit_id)
    return session.scalar(query.with_for_update() if to_change else query)


def write(session: Session, lead: Lead, text: str, account_id: int, now: datetime) -> Note:
    """Keep a note. The caller has locked the lead."""
    same = (Note.audit_id == lead.audit_id, Note.account_id == account_id, Note.text == text)
    fresh = (Note.made_at > now - TWICE, Note.removed_at.is_(None))
    known = session.scalar(select(Note).where(*same, *fresh).limit(1))
    if known is not None:
        return known
    note = Note(audit_id=lead.audit_id, account_id=account_id, text=text, made_at=now)
    session.add(note)
    session.flush()
    activity.note(session, lead.audit_id, now, account_id, Kind.NOTE, {}, {}, note.id)
    return note


def change(session: Session, note: Note, text: str, account_id: int, now: datetime) -> Activity:
    """Replace a note's words. The caller has locked it and looked at its version."""
    note.text = text
    note.changed_at = now
    note.version += 1
    return activity.note(session, note.audit_id, now, account_id, Kind.NOTE_CHANGED, {}, {}, note.id)


def remove(session: Session, note: Note, account_id: int, now: datetime) -> Activity:
    """Put a note aside."""
    note.removed_at = now
    note.version += 1
    return activity.note(session, note.audit_id, now, account_id, Kind.NOTE_REMOVED, {}, {}, note.id)


def have_back(session: Session, note: Note, account_id: int, now: datetime) -> Activity:
    """Take a note back that was put aside."""
    note.removed_at = None
    note.version += 1
    return activity.note(session, note.audit_id, now, account_id, Kind.NOTE_RESTORED, {}, {}, note.id)
