"""The PDF on its way, ready and failed; what became of the mail; and the mail's link."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import select, update

from audit.store import audits, mails, people, reports, revisions, tokens
from audit.store.tables import JobState, Mail, Report, Revision, TokenPurpose
from tests.browser.answering import Mouse, answer
from tests.browser.companies import database_of, finished_audit, open_audit
from tests.browser.sites import Site
from tests.browser.states.state import State

COMPANY = "kestrel_heating_and_air"
LATER = timedelta(hours=1)
READY: Mapping[str, Any] = {"state": JobState.DONE, "attempts": 1, "file_name": "none.pdf", "size_bytes": 640_000}
STATES: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "waiting": ({}, {"state": JobState.HELD}),
    "working": ({"state": JobState.WORKING, "progress_percent": 40, "attempts": 1}, {"state": JobState.HELD}),
    "again": ({"attempts": 1}, {"state": JobState.HELD}),
    "failed": ({"state": JobState.FAILED, "attempts": 5, "error": "no room"}, {"state": JobState.HELD}),
    "ready, not mailed yet": (READY, {"state": JobState.WAITING, "attempts": 1}),
    "ready, the mail came back": (READY, {"state": JobState.FAILED, "attempts": 5}),
    "ready, kept": (READY, {"state": JobState.KEPT}),
    "ready, mailed within the hour": (READY, {}),
    "ready": (READY, {"state": JobState.DONE}),
}
"""What the columns of the report and of its mail say. Without any there is no mail: the address has had its one."""
ON_A_DESK = {"working", "failed", "ready"}


def report_states(site: Site, page: Page) -> Iterator[State]:
    """Every state that a report and its mail can be in."""
    public_id = token = ""
    for name, (report, mail) in STATES.items():
        public_id = finished_audit(site, COMPANY)
        token = put_report(site, public_id, report, mail)
        open_audit(site, page, public_id)
        page.goto(f"{site.origin}/audit/{public_id}/report")
        yield State(f"report, {name}", desk=name in ON_A_DESK)
    page.goto(f"{site.origin}/audit/{public_id}/result#pdf")
    yield State("result, asked for the PDF already", new=(".pdf",))
    page.goto(f"{site.origin}/audit/{public_id}/question/inquiries_per_month")
    answer(page, Mouse(), "640")
    yield State("result, changed since the PDF", new=(".pdf",))
    page.goto(f"{site.origin}/audit/{public_id}/report")
    yield State("report, older than the answers")
    page.goto(f"{site.origin}/report/{token}")
    yield State("the mail's link", desk=True)


def put_report(site: Site, public_id: str, columns: Mapping[str, Any], mail_columns: Mapping[str, Any]) -> str:
    """Put a report that no worker touches into the database, and its mail. Returns the token of the mail's link."""
    token, now = tokens.new_token(), datetime.now(UTC)
    still = {"next_attempt_at": now + LATER, "claimed_until": now + LATER}
    with database_of(site) as database, database.writing() as session:
        audit = audits.find(session, public_id)
        assert audit is not None
        revision = revisions.latest(session, audit.id)
        assert revision is not None
        person = people.remember(session, audit, "ada@northwind.example", "Ada", "Northwind", now)
        report = reports.request(session, revision, "Northwind", "states", now + LATER)
        session.execute(update(Report).where(Report.id == report.id).values(**{**still, **columns}))
        if mail_columns:
            mail = mails.order_report_mail(session, report, person, "states", now + LATER)
            session.execute(update(Mail).where(Mail.id == mail.id).values(**{**still, **mail_columns}))
        tokens.keep(session, token, TokenPurpose.REPORT, audit.id, now, now + LATER, report.id)
    return token


def report_goes_on(site: Site, public_id: str, **columns: object) -> None:
    """As a worker does that is at it: change the columns of the report of an audit."""
    with database_of(site) as database, database.writing() as session:
        audit = audits.find(session, public_id)
        assert audit is not None
        of_audit = select(Revision.id).where(Revision.audit_id == audit.id)
        session.execute(update(Report).where(Report.revision_id.in_(of_audit)).values(**columns))
