"""What a person sees when something is not as it should be."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page
from sqlalchemy import select, update

from audit.store import audits, tokens
from audit.store.tables import AuditRow, Revision, TokenPurpose
from tests.browser.answering import Mouse
from tests.browser.companies import database_of, finished_audit, open_audit
from tests.browser.sites import Site
from tests.browser.states.reports import READY, put_report
from tests.browser.states.state import State

COMPANY = "kestrel_heating_and_air"
PROVOKED = (400, 403, 404, 409, 429, 500, 503)
"""The statuses of these pages."""


def wrong_turns(site: Site, page: Page) -> Iterator[State]:
    """Links that are closed, addresses that lead nowhere, and what our side can do wrong."""
    yield from _closed_links(site, page)
    page.goto(f"{site.origin}/audit/{secrets.token_hex(16)}/")
    yield State("somebody else's audit")
    page.goto(f"{site.origin}/no/such/page")
    yield State("no such page", desk=True)
    page.goto(f"{site.origin}/start/mid_market")
    page.evaluate("document.querySelector('[name=csrf_token]').value = 'old'")
    Mouse().press(page, "Start now")
    yield State("a form that was open for too long", desk=True)
    yield from _our_fault(site, page)
    if "postgresql" in site.processes:
        yield from _no_database(site, page)
    yield from _too_often(site, page)


def _closed_links(site: Site, page: Page) -> Iterator[State]:
    public_id = finished_audit(site, COMPANY)
    token = put_report(site, public_id, READY, {})
    expired, now = tokens.new_token(), datetime.now(UTC)
    with database_of(site) as database, database.writing() as session:
        audit = audits.find(session, public_id)
        assert audit is not None
        tokens.revoke(session, audit.id, TokenPurpose.REPORT, now)
        tokens.keep(session, expired, TokenPurpose.RESUME, audit.id, now - timedelta(days=30), now)
    page.goto(f"{site.origin}/report/{token}")
    yield State("a mail's link that was taken back")
    page.goto(f"{site.origin}/resume/{expired}")
    yield State("a link to continue that ran out")


def _our_fault(site: Site, page: Page) -> Iterator[State]:
    """A result that cannot be read any more stands for everything that nobody thought of."""
    public_id = finished_audit(site, COMPANY)
    with database_of(site) as database, database.writing() as session:
        of_audit = select(AuditRow.id).where(AuditRow.public_id == public_id).scalar_subquery()
        session.execute(update(Revision).where(Revision.audit_id == of_audit).values(record=b"torn"))
    open_audit(site, page, public_id)
    yield State("our fault", desk=True)


def _no_database(site: Site, page: Page) -> Iterator[State]:
    page.goto(f"{site.origin}/start/mid_market")
    site.processes["postgresql"].stop()
    try:
        Mouse().press(page, "Start now")
        yield State("the database is away", desk=True)
    finally:
        site.processes["postgresql"].start()
    Mouse().press(page, "Send it once more")
    yield State("the database is back")


def _too_often(site: Site, page: Page) -> Iterator[State]:
    link = f"{site.origin}/resume/{tokens.new_token()}"
    while page.request.get(link).status != 429:
        pass
    page.goto(link)
    yield State("asked for too often")
    site.forget_limits()
