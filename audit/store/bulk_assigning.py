"""Many leads to one owner at once, each with its own row of activity, and all of it back again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.store import follow_ups, undoing
from audit.store.activity import Kind
from audit.store.tables import Activity, Lead


@dataclass(frozen=True, slots=True)
class Assigned:
    """What came of it: the numbers of the rows of activity, one for each lead that changed hands; how many did not.

    `already` were with the new owner, `overtaken` were given to somebody else since they were looked at.
    """

    rows: Sequence[int]
    already: int
    overtaken: int


def assign_all(
    session: Session, seen: Mapping[str, int | None], owner_id: int | None, account_id: int, now: datetime
) -> Assigned:
    """Give leads to somebody or to nobody. `seen` has their public ids with the owner that each was seen with.

    A lead that has another owner meanwhile stays with them: nobody's choice is overwritten unseen.
    """
    query = select(Lead).where(Lead.public_id.in_(seen)).order_by(Lead.audit_id).with_for_update()
    leads = session.scalars(query).all()
    rest = [lead for lead in leads if lead.owner_id != owner_id]
    as_seen = [lead for lead in rest if lead.owner_id == seen[lead.public_id]]
    changed = [follow_ups.assign(session, lead, owner_id, account_id, now) for lead in as_seen]
    rows = [row.id for row in changed if row is not None]
    return Assigned(rows, len(leads) - len(rest), len(rest) - len(as_seen))


def undo_all(session: Session, activity_ids: Collection[int], account_id: int, now: datetime) -> int:
    """Give leads back to whom they belonged to, where nobody has changed that since. Returns how many.

    Only what this person assigned is undone.
    """
    mine = (Activity.id.in_(activity_ids), Activity.account_id == account_id, Activity.kind == Kind.OWNER)
    rows = {row.audit_id: row for row in session.scalars(select(Activity).where(*mine)).all()}
    query = select(Lead).where(Lead.audit_id.in_(rows)).order_by(Lead.audit_id).with_for_update()
    leads = session.scalars(query).all()
    return sum(undoing.undo(session, lead, rows[lead.audit_id], account_id, now) is not None for lead in leads)
