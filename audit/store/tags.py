"""Words that sales puts on leads."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from audit.store import activity
from audit.store.activity import Activity, Kind
from audit.store.tables import Lead, LeadTag
from audit.store.upserts import changed_rows, insert

LONGEST_TAG = 40


def of_lead(session: Session, audit_id: int) -> Sequence[str]:
    """Return the tags of a lead, in order."""
    return session.scalars(select(LeadTag.tag).where(LeadTag.audit_id == audit_id).order_by(LeadTag.tag)).all()


def in_use(session: Session, limit: int) -> Sequence[str]:
    """Return the tags that are used most."""
    often = func.count().desc()
    return session.scalars(select(LeadTag.tag).group_by(LeadTag.tag).order_by(often, LeadTag.tag).limit(limit)).all()


def put_on(session: Session, lead: Lead, tag: str, account_id: int, now: datetime) -> Activity | None:
    """Put a tag on a lead, which the caller has locked. None if it has it already."""
    if not place(session, lead, tag):
        return None
    return activity.note(session, lead.audit_id, now, account_id, Kind.TAG, {"tag": ""}, {"tag": tag})


def take_off(session: Session, lead: Lead, tag: str, account_id: int, now: datetime) -> Activity | None:
    """Take a tag off a lead, which the caller has locked. None if it has it no more."""
    if not lift(session, lead, tag):
        return None
    return activity.note(session, lead.audit_id, now, account_id, Kind.TAG, {"tag": tag}, {"tag": ""})


def place(session: Session, lead: Lead, tag: str) -> bool:
    """Put a tag on, without its row of activity. False if it was there."""
    row = insert(session, LeadTag).values(audit_id=lead.audit_id, tag=tag).on_conflict_do_nothing()
    return _counted(lead, changed_rows(session, row))


def lift(session: Session, lead: Lead, tag: str) -> bool:
    """Take a tag off, without its row of activity. False if it was not there."""
    of_it = (LeadTag.audit_id == lead.audit_id, LeadTag.tag == tag)
    return _counted(lead, changed_rows(session, delete(LeadTag).where(*of_it)))


def _counted(lead: Lead, rows: int) -> bool:
    lead.version += 1 if rows else 0
    return bool(rows)
