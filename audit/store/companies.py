"""Companies, and which audits and people are theirs. Everything of the portal is asked for with its company."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.store.tables import AuditRow, Company, CompanyAudit, Contact, Membership, Person
from audit.store.upserts import changed_rows, insert


def begin(session: Session, name: str, now: datetime, *, is_sample: bool = False) -> Company:
    """Make a company. Nobody is in it yet, and nothing is theirs."""
    company = Company(public_id=secrets.token_hex(12), name=name, made_at=now, is_sample=is_sample)
    session.add(company)
    session.flush()
    return company


def find(session: Session, public_id: str) -> Company | None:
    """Return the company of that public id."""
    return session.scalar(select(Company).where(Company.public_id == public_id))


def of_audit(session: Session, audit_id: int) -> Company | None:
    """Return the company that an audit belongs to."""
    query = select(Company).join(CompanyAudit, CompanyAudit.company_id == Company.id)
    return session.scalar(query.where(CompanyAudit.audit_id == audit_id))


def take_in(
    session: Session, company: Company, audit: AuditRow, now: datetime, *, retake_of: AuditRow | None = None
) -> None:
    """Have an audit belong to a company from now on. It must belong to none."""
    before = retake_of.id if retake_of else None
    session.add(CompanyAudit(audit_id=audit.id, company_id=company.id, retake_of_id=before, added_at=now))
    session.flush()


def audit_of(session: Session, company_id: int, public_id: str) -> AuditRow | None:
    """Return one of a company's audits; None for one of somebody else's, or none at all."""
    query = select(AuditRow).join(CompanyAudit, CompanyAudit.audit_id == AuditRow.id)
    return session.scalar(query.where(CompanyAudit.company_id == company_id, AuditRow.public_id == public_id))


def audits_of(session: Session, company_id: int) -> Sequence[AuditRow]:
    """Return a company's audits, the newest first."""
    query = select(AuditRow).join(CompanyAudit, CompanyAudit.audit_id == AuditRow.id)
    return session.scalars(query.where(CompanyAudit.company_id == company_id).order_by(AuditRow.id.desc())).all()


def join(session: Session, company: Company, person: Person, name: str, now: datetime) -> Membership:
    """Have a person be part of a company, or be so again."""
    query = select(Membership).where(Membership.company_id == company.id, Membership.person_id == person.id)
    membership = session.scalar(query.with_for_update())
    if membership is None:
        membership = Membership(company_id=company.id, person_id=person.id, name=name, invited_at=now)
        session.add(membership)
    membership.name = name or membership.name
    membership.joined_at, membership.ended_at = membership.joined_at or now, None
    session.flush()
    return membership


def membership_of(session: Session, person_id: int, company_public_id: str) -> tuple[Company, Membership] | None:
    """Return a person's place in a company; None unless they have joined it and are still part of it."""
    query = select(Company, Membership).join(Membership, Membership.company_id == Company.id)
    row = session.execute(
        query.where(
            Company.public_id == company_public_id,
            Membership.person_id == person_id,
            Membership.joined_at.is_not(None),
            Membership.ended_at.is_(None),
        )
    ).one_or_none()
    return (row[0], row[1]) if row else None


def companies_of(session: Session, person_id: int) -> Sequence[Company]:
    """Return the companies that a person is part of, by name."""
    query = select(Company).join(Membership, Membership.company_id == Company.id)
    theirs = (Membership.person_id == person_id, Membership.joined_at.is_not(None), Membership.ended_at.is_(None))
    return session.scalars(query.where(*theirs).order_by(Company.name, Company.id)).all()


def person_at(session: Session, address: str, now: datetime) -> Person:
    """Return the person of an address, whom somebody names for the first time perhaps."""
    email = address.lower()
    changed_rows(session, insert(session, Person).values(email=email, first_seen_at=now).on_conflict_do_nothing())
    return session.scalars(select(Person).where(Person.email == email)).one()


def person(session: Session, person_id: int) -> Person | None:
    """Return somebody by their number."""
    return session.get(Person, person_id)


def playbook_of(session: Session, company_id: int) -> str | None:
    """Return the content hash of the playbook of a company's newest audit: whose brand its mails carry."""
    query = select(AuditRow.playbook_hash).join(CompanyAudit, CompanyAudit.audit_id == AuditRow.id)
    return session.scalar(query.where(CompanyAudit.company_id == company_id).order_by(AuditRow.id.desc()).limit(1))


def playbook_sent_to(session: Session, person_id: int) -> str | None:
    """Return the same of the newest audit that a person is a contact of, or else of a company they are part of."""
    query = select(AuditRow.playbook_hash).join(Contact, Contact.audit_id == AuditRow.id)
    sent = session.scalar(query.where(Contact.person_id == person_id).order_by(AuditRow.id.desc()).limit(1))
    if sent is not None:
        return sent
    theirs = select(AuditRow.playbook_hash).join(CompanyAudit, CompanyAudit.audit_id == AuditRow.id)
    theirs = theirs.join(Membership, Membership.company_id == CompanyAudit.company_id)
    part = (Membership.person_id == person_id, Membership.ended_at.is_(None))
    return session.scalar(theirs.where(*part).order_by(AuditRow.id.desc()).limit(1))
