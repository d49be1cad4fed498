"""Many leads to one owner at once, each with its own row of activity, and all of it back again."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.store import follow_ups, undoing
from audit.store.activity import Kind
from audit.store.tables import Activity, Lead


def assign_all(
    session: Session, public_ids: Collection[str], owner_id: int | None, account_id: int, now: datetime
) -> Sequence[int]:
    """Give leads to somebody or to nobody. Returns the numbers of the rows of activity: one for each that changed."""
    query = select(Lead).where(Lead.public_id.in_(public_ids)).order_by(Lead.audit_id).with_for_update()
    changed = [follow_ups.assign(session, lead, owner_id, account_id, now) for lead in session.scalars(query).all()]
    return [row.id for row in changed if row is not None]


def undo_all(session: Session, activity_ids: Collection[int], account_id: int, now: datetime) -> int:
    """Give leads back to whom they belonged to, where nobody has changed that since. Returns how many.

    Only what this person assigned is undone.
    """
    mine = (Activity.id.in_(activity_ids), Activity.account_id == account_id, Activity.kind == Kind.OWNER)
    rows = {row.audit_id: row for row in session.scalars(select(Activity).where(*mine)).all()}
    query = select(Lead).where(Lead.audit_id.in_(rows)).order_by(Lead.audit_id).with_for_update()
    leads = session.scalars(query).all()
    return sum(undoing.undo(session, lead, rows[lead.audit_id], account_id, now) is not None for lead in leads)
