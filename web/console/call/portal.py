"""Opening the portal to a lead: its company, and the invitation of whom to call. Staff do not enter it themselves."""

from dataclasses import dataclass
from datetime import datetime

from flask import redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.store import companies, memberships, operator_links, taking_in
from audit.store.tables import Contact, JobState, Mail, Membership
from web.console.call.case import Case, case_of, say_next, stamp
from web.console.noting import note_access
from web.request_log import request_id
from web.security.access import Access, access
from web.services import services
from workers.queue import JobKind


@dataclass(frozen=True, slots=True)
class Portal:
    """Where the portal of a lead stands, in a few words; `button` invites whom to call, empty where that is no use."""

    words: str
    button: str


def portal_of(session: Session, case: Case, now: datetime) -> Portal | None:
    """The portal of a lead; None before there is a result to see in it."""
    if case.newest is None:
        return None
    company, contact = companies.of_audit(session, case.audit.id), case.contact
    if company is None:
        return Portal("not open yet", "Open it to them") if contact else Portal("nobody has left an address", "")
    people = [one for one in memberships.of_company(session, company.id) if one.membership.joined_at is not None]
    others = f", {len(people)} in all" if len(people) > 1 else ""
    found = memberships.of_person(session, company.id, contact.person_id) if contact else None
    told = _standing(session, found, now) if contact else Portal("open", "")
    return Portal(told.words + others, told.button)


@access(Access.SELLERS)
def open_portal(lead: str) -> Response:
    """Give the audit a company if it has none, and invite whom to call to join it; once more if they were before."""
    with services().database.writing() as session:
        case = case_of(session, lead, to_change=True)
        if case.newest is None or case.contact is None:
            return _back(lead)
        mail, is_part = _invite(session, case, case.contact)
    if is_part:
        say_next("portal, joined")
        return _back(lead)
    note_access("opened the portal", lead)
    if mail is not None:
        services().queue.nudge(JobKind.MAIL, mail.id, request_id())
    sent = "portal" if services().settings.sends_mail else "portal, no mail"
    say_next(sent if mail else "portal, too soon")
    return _back(lead)


def _invite(session: Session, case: Case, contact: Contact) -> tuple[Mail | None, bool]:
    """The mail of the invitation, None if there were too many of late; and whether they have joined already."""
    now, person = services().clock(), companies.person(session, contact.person_id)
    if person is None:
        return None, False
    company = taking_in.company_for(session, case.audit, contact, now)
    found = memberships.invite(session, company, person, contact.name, now)
    if found.joined_at is not None:
        return None, True
    if not operator_links.may_invite(session, company.id, person.email, now):
        return None, False
    return operator_links.order_mail(session, person, request_id(), now, to_join=company), False


def _standing(session: Session, found: Membership | None, now: datetime) -> Portal:
    """Where whom to call stands with the company."""
    if found is None:
        return Portal("open, but not to this contact", "Invite them")
    if found.ended_at is not None:
        return Portal("this contact is out of it again", "Invite them again")
    if found.joined_at is not None:
        return Portal(f"joined {stamp(found.joined_at, now)}", "")
    failed = operator_links.newest_invitation_state(session, found) == JobState.FAILED
    mail = ", but the mail could not be sent" if failed else ", not joined yet"
    return Portal(f"invited {stamp(found.invited_at, now)}{mail}", "Send it again")


def _back(lead: str) -> Response:
    return redirect(url_for("console.call.show", lead=lead, _anchor="portal"), 303)
