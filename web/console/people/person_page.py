"""Everything that is known of a person, on one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import render_template, session
from werkzeug.exceptions import NotFound

from audit.sales.statuses import LABELS, Status
from audit.store import personal_data
from audit.store.accounts import SELLERS
from audit.store.personal_data import Known
from audit.store.tables import AuditRow, Consent, Contact, JobState, Lead, Mail, Role
from web.accounts.member import member
from web.console.noting import note_access
from web.security.access import Access, access
from web.services import services

LOOKED: Final = "looked at a person"
SAID: Final = "person_said"
"""In the session: what was just done, to be said once."""

SENTENCES: Final = {"withdrawn": "The consent is withdrawn. It stays in the list, with both times."}
MAIL_STATES: Final = {
    JobState.HELD: "Waits for its report",
    JobState.WAITING: "On its way",
    JobState.WORKING: "On its way",
    JobState.DONE: "Sent",
    JobState.FAILED: "Not delivered",
    JobState.KEPT: "Kept: there is no mail server",
}
MAIL_KINDS: Final = {"report": "Link to a report", "test": "Test of the mail server"}


@dataclass(frozen=True, slots=True)
class ContactLine:
    """What somebody said of themselves with one audit; each may be empty."""

    name: str
    company: str
    role: str
    phone: str
    time_zone: str
    at: str
    lead: str


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A yes, and when it was taken back; empty while it holds."""

    number: int
    wording: str
    given: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An audit; `in_queue` once it has a first answer."""

    public_id: str
    begun: str
    state: str
    in_queue: bool


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail and what became of it."""

    at: str
    kind: str
    state: str


@access(Access.READERS)
def show(person: int) -> str:
    """The person's page. 404 where there is none."""
    with services().database.reading() as store:
        known = personal_data.known_of(store, person)
    if known is None:
        raise NotFound
    note_access(LOOKED, f"person {person}")
    role = member().role
    return render_template(
        "console/person.html",
        person=known.person,
        first_seen=in_words(known.person.first_seen_at),
        contacts=[_contact(one, known) for one in known.contacts],
        consents=[_consent(one) for one in known.consents],
        audits=[_audit(audit, lead) for audit, lead in known.audits],
        mails=[_mail(one) for one in known.mails],
        said=SENTENCES.get(session.pop(SAID, ""), ""),
        may_change=role in SELLERS,
        may_erase=role is Role.ADMIN,
        zone=services().settings.business_time_zone,
    )


def in_words(at: datetime | None) -> str:
    """A moment on the team's wall: `2 Mar 2026, 10:30`."""
    if at is None:
        return ""
    there = at.astimezone(services().settings.team_zone)
    return f"{there.day} {there:%b %Y, %H:%M}"


def _contact(one: Contact, known: Known) -> ContactLine:
    with_lead: Sequence[str] = [lead.public_id for _, lead in known.audits if lead and lead.audit_id == one.audit_id]
    lead = with_lead[0] if with_lead else ""
    return ContactLine(one.name, one.company, one.role, one.phone, one.time_zone, in_words(one.given_at), lead)


def _consent(one: Consent) -> ConsentLine:
    return ConsentLine(one.id, one.wording, in_words(one.given_at), in_words(one.withdrawn_at))


def _audit(audit: AuditRow, lead: Lead | None) -> AuditLine:
    status = LABELS[Status(lead.status)] if lead and lead.status in LABELS else ""
    state = "Finished" if audit.finished_at else "Not finished"
    return AuditLine(
        audit.public_id, in_words(audit.started_at), f"{state}, {status}" if status else state, lead is not None
    )


def _mail(one: Mail) -> MailLine:
    kind = MAIL_KINDS.get(one.kind, one.kind.capitalize())
    return MailLine(in_words(one.created_at), kind, MAIL_STATES.get(JobState(one.state), one.state))
