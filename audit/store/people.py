"""People who gave an e-mail address, what they said of themselves, and what they agreed to."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.store import leads
from audit.store.tables import AuditRow, Consent, Contact, Person
from audit.store.upserts import changed_rows, insert


def contact_of(session: Session, audit_id: int) -> Contact | None:
    """Return the newest contact of an audit."""
    newest = select(Contact).where(Contact.audit_id == audit_id).order_by(Contact.given_at.desc(), Contact.id.desc())
    return session.scalar(newest.limit(1))


def remember(session: Session, audit: AuditRow, email: str, name: str, company: str, now: datetime) -> Person:
    """Return the person of that address, with what they said along with this audit. The latest words count."""
    address = email.lower()
    changed_rows(session, insert(session, Person).values(email=address, first_seen_at=now).on_conflict_do_nothing())
    person = session.scalars(select(Person).where(Person.email == address)).one()
    said = {"name": name, "company": company, "given_at": now}
    statement = insert(session, Contact).values(audit_id=audit.id, person_id=person.id, **said)
    changed_rows(session, statement.on_conflict_do_update(index_elements=["audit_id", "person_id"], set_=said))
    leads.show_contact(session, audit, name, company, address, now)
    return person


def agree(session: Session, audit: AuditRow, person: Person, purpose: str, wording: str, now: datetime) -> None:
    """Keep a consent with its wording and time. Agreeing again is no new consent."""
    values = {"audit_id": audit.id, "person_id": person.id, "purpose": purpose, "wording": wording, "given_at": now}
    changed_rows(session, insert(session, Consent).values(**values).on_conflict_do_nothing())
