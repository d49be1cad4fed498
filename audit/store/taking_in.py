"""Audits that find their company: when somebody signs in to whom they were sent, or when staff open the portal.

An audit that belongs to a company already is never touched: anybody can type any address beside an audit, so being a
contact of one lets nobody into the company that has it. Only an invitation does.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Exists, exists, or_, select
from sqlalchemy.orm import Session

from audit.store import companies
from audit.store.tables import AuditRow, AuditState, Company, CompanyAudit, Contact, Membership, Person

UNNAMED: Final = "Your company"
LONGEST_NAME: Final = 200


def is_known(session: Session, person_id: int) -> bool:
    """Whether a person may sign in: part of a company or invited to one, or a finished audit was sent to them."""
    part = exists().where(Membership.person_id == person_id, Membership.ended_at.is_(None))
    sent = exists().where(
        Contact.person_id == person_id, Contact.audit_id == AuditRow.id, AuditRow.state == AuditState.FINISHED
    )
    return bool(session.scalar(select(or_(part, sent))))


def take_in_theirs(session: Session, person: Person, now: datetime) -> Sequence[Company]:
    """Take the finished audits that were sent to a person, and are no company's, into companies of theirs.

    Each goes into the one that they have joined and that has the name which was given with the audit; else into a new
    one. Returns the companies that are new.
    """
    query = select(AuditRow, Contact).join(Contact, Contact.audit_id == AuditRow.id)
    query = query.where(Contact.person_id == person.id, AuditRow.state == AuditState.FINISHED, ~_taken())
    begun = []
    for audit, contact in session.execute(query.order_by(AuditRow.id).with_for_update(of=AuditRow)):
        if companies.of_audit(session, audit.id) is not None:
            continue  # somebody else was first, while we waited for the row
        company = _same_name(companies.companies_of(session, person.id), contact.company, audit)
        if company is None:
            company = companies.begin(session, _name(contact.company), now, is_sample=audit.is_sample)
            companies.join(session, company, person, contact.name, now)
            begun.append(company)
        companies.take_in(session, company, audit, now)
    return begun


def company_for(session: Session, audit: AuditRow, contact: Contact, now: datetime) -> Company:
    """Return the company of an audit. One that has none goes to a company of its contact's, or to a new one.

    A company of theirs is one that they have joined, or that staff opened to them. The audit's row is to be held.
    """
    found = companies.of_audit(session, audit.id)
    if found is not None:
        return found
    by_staff = (Membership.joined_at.is_(None), Membership.invited_by_id.is_(None), Membership.ended_at.is_(None))
    query = select(Company).join(Membership, Membership.company_id == Company.id)
    opened = session.scalars(query.where(Membership.person_id == contact.person_id, *by_staff).order_by(Company.id))
    theirs = (*companies.companies_of(session, contact.person_id), *opened)
    company = _same_name(theirs, contact.company, audit)
    if company is None:
        company = companies.begin(session, _name(contact.company), now, is_sample=audit.is_sample)
    companies.take_in(session, company, audit, now)
    return company


def _taken() -> Exists:
    return exists().where(CompanyAudit.audit_id == AuditRow.id)


def _same_name(found: Sequence[Company], name: str, audit: AuditRow) -> Company | None:
    """The company of that name. Invented audits and real ones never meet in one."""
    wanted = _name(name).casefold()
    same = (one for one in found if one.is_sample == audit.is_sample and one.name.strip().casefold() == wanted)
    return next(same, None)


def _name(given: str) -> str:
    return given.strip()[:LONGEST_NAME] or UNNAMED
