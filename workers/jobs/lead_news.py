"""What a message to the team says of a lead: text, ready to print."""

from dataclasses import dataclass
from datetime import datetime

from audit.findings import Audit
from audit.record import RecordError
from audit.sales.clock import newest_turn, state_of
from audit.store import leads, people, revisions
from audit.store.tables import Contact, Lead, Revision
from reports.phrases import total_stake
from reports.wording import Wording, shorten
from workers.jobs.working import JobError, LostClaimError, NoLongerNeededError
from workers.lead_words import Figures, LeadNews
from workers.services import WorkerServices

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Told:
    """A lead's row and its news."""

    lead: Lead
    news: LeadNews


def told(services: WorkerServices, audit_id: int | None, at: datetime) -> Told:
    """Return a lead and its news as of a moment. Raises LostClaimError where it is gone, JobError where unreadable."""
    with services.database.reading() as session:
        lead = leads.of_audit(session, audit_id) if audit_id is not None else None
        if lead is None:
            raise LostClaimError
        contact = people.contact_of(session, lead.audit_id)
        agreed = people.has_agreed(session, lead.audit_id)
        revision = revisions.latest(session, lead.audit_id)
    settings = services.settings
    return Told(
        lead,
        LeadNews(
            company=shorten(lead.company, LONGEST_NAME) or "A company without a name",
            who=_who(contact),
            figures=_figures(revision) if revision else None,
            clock=state_of(settings.clock_rules.hours, lead, at).words,
            consent="Agreed to be written to." if agreed else "Did not agree to be written to about anything else.",
            link=f"{settings.public_url}/console/leads/{lead.public_id}",
        ),
    )


def check_that_it_is_news(lead: Lead, turn: str, now: datetime) -> None:
    """Raise NoLongerNeededError where a turn of the clock is not what the team has to know any more."""
    if newest_turn(lead, now) != turn:
        said = "somebody was in touch before" if lead.first_touch_at else "there is newer news, or it is too old"
        raise NoLongerNeededError(f"Not sent: {said}.")


def _who(contact: Contact | None) -> str:
    said = (contact.name, contact.role) if contact else ()
    return ", ".join(shorten(text, LONGEST_NAME) for text in said if text)


def _figures(revision: Revision) -> Figures:
    try:
        audit = revisions.record_of(revision).audit
    except RecordError as error:
        raise JobError("The stored audit could not be read.", for_good=True) from error
    words = Wording(audit.locale, audit.currency)
    if not audit.findings:
        return Figures("", "No leak was found.", _first_fix(audit))
    total = f"{words.money_range(audit.total)} a year {total_stake(audit)}"
    largest = audit.findings[0]
    return Figures(total, f"{largest.title}, {words.money_range(largest.alone)} a year", _first_fix(audit))


def _first_fix(audit: Audit) -> str:
    found = next((fix.title for fix in audit.fixes if fix.key == audit.recommendation.fix), "")
    return found or "None: no fix pays back in time."
