"""What staff found out about a person during a call: put beside what they said themselves. The address stays theirs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.store import activity, leads
from audit.store.activity import Activity, Kind
from audit.store.tables import AuditRow, Contact, Lead


@dataclass(frozen=True, slots=True)
class Details:
    """Who somebody is; each may be empty. `phone` as audit.sales.reaching keeps it, `time_zone` as America/Chicago."""

    name: str
    role: str
    company: str
    phone: str
    time_zone: str


def to_change(session: Session, public_id: str) -> Contact | None:
    """Return the newest contact of an audit and keep others from changing it until the end.

    It is held before the lead is: in the order in which a person's own words come in.
    """
    of_it = select(Contact).join(AuditRow, AuditRow.id == Contact.audit_id).where(AuditRow.public_id == public_id)
    newest = of_it.order_by(Contact.given_at.desc(), Contact.id.desc()).limit(1)
    return session.scalar(newest.with_for_update(of=Contact))


def details_of(contact: Contact) -> Details:
    """Return what is known of a contact."""
    return Details(contact.name, contact.role, contact.company, contact.phone, contact.time_zone)


def change(
    session: Session, lead: Lead, contact: Contact, details: Details, account_id: int, now: datetime
) -> Activity | None:
    """Replace what is known, and keep the queue in step; the caller has locked both. None if nothing differs.

    The row of activity says which fields, and not what they say: a person's data stays in one place.
    """
    changed = _differing(asdict(details_of(contact)), asdict(details))
    if not changed:
        return None
    for field in changed:
        setattr(contact, field, getattr(details, field))
    audit = session.scalars(select(AuditRow).where(AuditRow.id == lead.audit_id)).one()
    leads.show_contact(session, audit, details.name, details.company, lead.email, now)
    lead.version += 1
    return activity.note(session, lead.audit_id, now, account_id, Kind.CONTACT, {}, {"fields": ",".join(changed)})


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(field for field in before if before[field] != after[field])
