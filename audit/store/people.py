"""People who gave an e-mail address, what they said of themselves, and what they agreed to."""

from dataclasses import asdict, dataclass
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


def has_agreed(session: Session, audit_id: int) -> bool:
    """Whether somebody of an audit has agreed to something, and has not taken it back."""
    agreed = select(Consent.id).where(Consent.audit_id == audit_id, Consent.withdrawn_at.is_(None))
    return session.scalar(agreed.limit(1)) is not None


@dataclass(frozen=True, slots=True)
class Reach:
    """What else somebody said of themselves: a role, a phone number, and the browser's time zone. Each may be empty."""

    role: str = ""
    phone: str = ""
    time_zone: str = ""


def remember(
    session: Session, audit: AuditRow, email: str, name: str, company: str, now: datetime, reach: Reach = Reach()
) -> Person:
    """Return the person of that address, with what they said along with this audit.

    The latest words count; a field that is left empty this time keeps what was known.
    """
    address = email.lower()
    changed_rows(session, insert(session, Person).values(email=address, first_seen_at=now).on_conflict_do_nothing())
    person = session.scalars(select(Person).where(Person.email == address)).one()
    said = {"name": name, "company": company, **asdict(reach), "given_at": now}
    statement = insert(session, Contact).values(audit_id=audit.id, person_id=person.id, **said)
    latest = {field: value for field, value in said.items() if value}
    changed_rows(session, statement.on_conflict_do_update(index_elements=["audit_id", "person_id"], set_=latest))
    of_both = (Contact.audit_id == audit.id, Contact.person_id == person.id)
    known = session.execute(select(Contact.name, Contact.company).where(*of_both)).one()
    leads.show_contact(session, audit, known.name, known.company, address, now)
    return person


def agree(session: Session, audit: AuditRow, person: Person, purpose: str, wording: str, now: datetime) -> None:
    """Keep a consent with its wording and time. Agreeing again is no new consent."""
    values = {"audit_id": audit.id, "person_id": person.id, "purpose": purpose, "wording": wording, "given_at": now}
    changed_rows(session, insert(session, Consent).values(**values).on_conflict_do_nothing())
