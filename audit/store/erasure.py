"""Erasing a person: everything that is about them, in one transaction. What stays names nobody.

An audit that is theirs alone goes as a whole. One that somebody else gave an address for, too, or that belongs to a
company with other people, stays without them. What they were to companies is in audit.store.erasing_companies.
Files, and lists that may hold them, are removed after it by a job of its own (audit.store.removals).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from audit.store import companies, erasing_companies, exports, leads, mentions, operator_links, people, removals, slots
from audit.store.tables import (
    AuditRow,
    CompanyAudit,
    Consent,
    Contact,
    Mail,
    Person,
    Report,
    Revision,
    Token,
    TokenPurpose,
)
from audit.store.upserts import changed_rows

ERASED = "erased a person"
"""In the access log."""

LATER = timedelta(hours=1)
"""Files are removed twice: at once, and when whoever was just writing one has surely ended."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Which audits go as a whole, and which stay because somebody else is part of them; by number."""

    alone: Sequence[int]
    shared: Sequence[int]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each go. `mentions` are notes and the like in which somebody's name was replaced.

    `companies` are those of the portal that go as a whole, `companies_left` those that go on without them.
    """

    audits: int
    audits_kept: int
    contacts: int
    consents: int
    mails: int
    reports: int
    companies: int = 0
    companies_left: int = 0
    exports: int = 0
    mentions: int = 0

    @property
    def detail(self) -> Mapping[str, str]:
        """As the access log keeps it."""
        return {name: str(number) for name, number in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Erased:
    """What went, and the removals that are due now."""

    counts: Counts
    removal_ids: Sequence[int]


def reach_of(session: Session, person_id: int) -> Reach:
    """Return which audits erasing a person would take."""
    theirs = session.scalars(_audits_of(person_id).order_by(Contact.audit_id)).all()
    others = select(Contact.audit_id).where(Contact.audit_id.in_(theirs), Contact.person_id != person_id)
    kept = erasing_companies.with_other_people(person_id)
    shared = {*session.scalars(others), *session.scalars(kept.where(CompanyAudit.audit_id.in_(theirs)))}
    return Reach([one for one in theirs if one not in shared], [one for one in theirs if one in shared])


def foreseen(session: Session, person: Person) -> Counts:
    """Return what would go, for the page that asks whether it shall; without what is found only while erasing."""
    reach, found = reach_of(session, person.id), erasing_companies.companies_of(session, person.id)
    return Counts(
        audits=len(reach.alone),
        audits_kept=len(reach.shared),
        contacts=_count(session, select(Contact.id).where(Contact.person_id == person.id)),
        consents=_count(session, select(Consent.id).where(Consent.person_id == person.id)),
        mails=_count(session, select(Mail.id).where(_mails_about(person, reach))),
        reports=len(_reports_to_go(session, person.id, reach)),
        companies=len(found.alone),
        companies_left=len(found.shared),
    )


def erase(session: Session, person_id: int, now: datetime) -> Erased | None:
    """Erase a person; None if there is none. The caller notes it in the access log, and nudges the removals.

    Whoever adds to one of the audits at this moment waits, and finds it gone. The audits are locked before the
    person: in the order in which a person's own words come in.
    """
    session.scalars(select(AuditRow.id).where(AuditRow.id.in_(_audits_of(person_id))).with_for_update()).all()
    person = session.scalar(select(Person).where(Person.id == person_id).with_for_update())
    if person is None:
        return None
    counts, reach, said = foreseen(session, person), reach_of(session, person.id), _what_they_said(session, person)
    theirs = erasing_companies.companies_of(session, person.id)
    files = [*_take_reports(session, person.id, reach), *erasing_companies.take_companies(session, theirs)]
    lists = exports.take_back(session, person.first_seen_at)
    changed_rows(session, delete(Mail).where(_mails_about(person, reach)))
    slots.forget(session, f"report mail {person.email}")
    operator_links.forget_turns(session, person.email)
    changed_rows(session, delete(AuditRow).where(AuditRow.id.in_(reach.alone)))
    changed_rows(session, delete(Person).where(Person.id == person.id))  # and, with it, contacts and consents
    for audit_id in reach.shared:
        _show_who_is_left(session, audit_id, now)
    named = mentions.forget_in_leads(session, reach.shared, said) + mentions.forget_everywhere(session, person.email)
    named += mentions.forget_searches(session, said)
    named += erasing_companies.forget_in_companies(session, theirs.shared, said)
    found = Counts(**{**asdict(counts), "exports": len(lists), "mentions": named})
    due = removals.order(session, [*files, *lists], removals.ERASURE, now, now)
    removals.order(session, [*files, *lists], removals.ERASURE, now + LATER, now)
    return Erased(found, due)


def _audits_of(person_id: int) -> Select[int]:
    return select(Contact.audit_id).where(Contact.person_id == person_id)


def _count(session: Session, query: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _what_they_said(session: Session, person: Person) -> Sequence[str]:
    rows = session.execute(select(Contact.name, Contact.phone).where(Contact.person_id == person.id))
    names = erasing_companies.names_in_companies(session, person.id)
    return [person.email, *names, *(text for row in rows for text in row)]


def _mails_about(person: Person, reach: Reach) -> ColumnElement[bool]:
    """Mails to the person, also tests that staff sent to their address; and those to staff about audits that go."""
    to_them = and_(Mail.recipient == person.email, Mail.account_id.is_(None))
    return or_(Mail.person_id == person.id, to_them, Mail.audit_id.in_(reach.alone))


def _reports_to_go(session: Session, person_id: int, reach: Reach) -> Sequence[Report]:
    """All reports of audits that go; of the others those that have a company's name from this person alone."""
    query = select(Report).join(Revision, Report.revision_id == Revision.id)
    found = [*session.scalars(query.where(Revision.audit_id.in_(reach.alone)))]
    for audit_id in reach.shared:
        said = session.execute(select(Contact.company, Contact.person_id).where(Contact.audit_id == audit_id)).all()
        others = {company for company, whose in said if whose != person_id}
        portal = companies.of_audit(session, audit_id)
        others |= {portal.name} if portal else set()
        theirs = {company for company, whose in said if whose == person_id and company} - others
        found += session.scalars(query.where(Revision.audit_id == audit_id, Report.company.in_(theirs)))
    return found


def _take_reports(session: Session, person_id: int, reach: Reach) -> Sequence[str]:
    """Remove the reports that go, and close links to the others that were mailed to the person. Returns file names."""
    gone = [report.id for report in _reports_to_go(session, person_id, reach)]
    files = removals.files_of(session, gone)
    mailed = select(Mail.report_id).where(Mail.person_id == person_id)
    changed_rows(session, delete(Token).where(Token.purpose == TokenPurpose.REPORT, Token.report_id.in_(mailed)))
    changed_rows(session, delete(Report).where(Report.id.in_(gone)))
    return files


def _show_who_is_left(session: Session, audit_id: int, now: datetime) -> None:
    """Have the queue show the newest contact of those who are left; the company's name where there is none."""
    contact = people.contact_of(session, audit_id)
    audit = session.get_one(AuditRow, audit_id)
    if contact is not None:
        email = session.scalars(select(Person.email).where(Person.id == contact.person_id)).one()
        leads.show_contact(session, audit, contact.name, contact.company, email, now)
        return
    portal = companies.of_audit(session, audit_id)
    leads.show_contact(session, audit, "", portal.name if portal else "", "", now)
