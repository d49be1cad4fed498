"""Asking for the PDF: who, a consent, the report and the mail in one transaction; the nudges after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from audit.store import claims, mails, people, reports, revisions, slots
from audit.store.tables import AuditRow, JobState, Person, Report
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
        jobs = _ordered(session, audit, order) if spend(session, form) else ()
    for kind, row_id in jobs:
        services.queue.nudge(kind, row_id, order.request_id)


def _ordered(session: Session, audit: AuditRow, order: Order) -> tuple[tuple[JobKind, int], ...]:
    """The jobs that are due now."""
    wish, now = order.wish, order.now
    revision = revisions.latest(session, audit.id)
    if revision is None:
        return ()
    person = people.remember(session, audit, wish.email, wish.name, wish.company, now)
    if wish.consent:
        people.agree(session, audit, person, CONSENT_PURPOSE, wish.consent, now)
    report = reports.request(session, revision, wish.company, order.request_id, now)
    if report.state == JobState.FAILED:
        claims.run_again(session, Report, report.id, now)
        session.refresh(report)
    due: list[tuple[JobKind, int]] = [(JobKind.REPORT, report.id)] if report.state == JobState.WAITING else []
    return (*due, *_mail(session, report, person, order))


def _mail(session: Session, report: Report, person: Person, order: Order) -> tuple[tuple[JobKind, int], ...]:
    """The mail with the link: one for a person and a report, and one an hour to an address."""
    ordered = next((one for one in mails.of_report(session, report.id) if one.person_id == person.id), None)
    now = order.now
    if ordered is None and slots.take(session, f"report mail {person.email}", now, now + BETWEEN_MAILS):
        ordered = mails.order_report_mail(session, report, person, order.request_id, now)
    due = ordered is not None and ordered.state == JobState.WAITING and ordered.next_attempt_at <= now
    return ((JobKind.MAIL, ordered.id),) if ordered and due else ()
