"""Asking for the PDF: who, a consent, the report and the mail in one transaction; the nudges after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from audit.sales.clock import Turn
from audit.store import alerts, claims, leads, mails, people, reports, revisions, slots
from audit.store.people import Reach
from audit.store.tables import AuditRow, JobState, Person, Report, Revision
from settings import Settings
from web.results.wish import CONSENT_PURPOSE, Wish
from web.security.proof import spend
from web.services import Services
from workers.queue import JobKind

BETWEEN_MAILS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Order:
    """Who asked for what: `request_id` follows the work into the worker's log."""

    wish: Wish
    request_id: str
    now: datetime


def order_report(services: Services, audit: AuditRow, order: Order, form: Mapping[str, str]) -> None:
    """Have the newest result made into a PDF and mailed; `form` carries a proof that `check` has let pass.

    The same form sent twice does nothing the second time. An audit without a result has nothing to order.
    """
    with services.database.writing() as session:
        jobs = _ordered(session, audit, order, services.settings) if spend(session, form) else ()
    for kind, row_id in jobs:
        services.queue.nudge(kind, row_id, order.request_id)


def _ordered(session: Session, audit: AuditRow, order: Order, settings: Settings) -> tuple[tuple[JobKind, int], ...]:
    """The jobs that are due now."""
    wish, now = order.wish, order.now
    revision = revisions.latest(session, audit.id)
    if revision is None:
        return ()
    reach = Reach(wish.role, wish.phone, wish.time_zone)
    person = people.remember(session, audit, wish.email, wish.name, wish.company, now, reach)
    if wish.consent:
        people.agree(session, audit, person, CONSENT_PURPOSE, wish.consent, now)
    _start_clock(session, audit, order, settings)
    report, due = have_made(session, revision, wish.company, order.request_id, now)
    return (*due, *have_mailed(session, report, person, order.request_id, now))


def _start_clock(session: Session, audit: AuditRow, order: Order, settings: Settings) -> None:
    """Somebody can be called now: with the first address the response clock starts, and the team is told."""
    limits = settings.clock_rules.limits(order.now)
    if not leads.start_clock(session, audit.id, limits.clock_from, limits.amber_at, limits.red_at):
        return
    lead = leads.of_audit(session, audit.id)
    if lead is not None:
        on_slack = bool(settings.slack_webhook_url.get_secret_value())
        alerts.tell(session, lead, Turn.ARRIVED, order.now, order.request_id, on_slack=on_slack)


def have_made(
    session: Session, revision: Revision, company: str, request_id: str, now: datetime
) -> tuple[Report, tuple[tuple[JobKind, int], ...]]:
    """The report of a result, asked for now if it was not before and anew if it failed; and the job, if it is due."""
    report = reports.request(session, revision, company, request_id, now)
    if report.state == JobState.FAILED:
        claims.run_again(session, Report, report.id, now)
        session.refresh(report)
    return report, ((JobKind.REPORT, report.id),) if report.state == JobState.WAITING else ()


def have_mailed(
    session: Session, report: Report, person: Person, request_id: str, now: datetime
) -> tuple[tuple[JobKind, int], ...]:
    """The mail with the link: one for a person and a report, and one an hour to an address."""
    ordered = next((one for one in mails.of_report(session, report.id) if one.person_id == person.id), None)
    if ordered is None and slots.take(session, f"report mail {person.email}", now, now + BETWEEN_MAILS):
        ordered = mails.order_report_mail(session, report, person, request_id, now)
    due = ordered is not None and ordered.state == JobState.WAITING and ordered.next_attempt_at <= now
    return ((JobKind.MAIL, ordered.id),) if ordered and due else ()
