"""The company's own room of the portal: its overview, an audit and its results, what changed, its data."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Page, expect

from audit.store import agreements, audits, companies, operator_sessions, people, revisions
from tests.browser.answering import Mouse
from tests.browser.companies import database_of, finished_audit
from tests.browser.sites import Site
from tests.browser.staff import FIX
from tests.browser.states.state import State
from tests.web.portal.operators import terms_of

HAND = Mouse()


@dataclass(frozen=True, slots=True)
class Placed:
    """A company of the portal, by its address, with its audit's."""

    home: str
    audit: str


def company_states(site: Site, page: Page) -> Iterator[State]:
    """What an operator sees from their first visit on."""
    place = _placed(site, page)
    page.goto(place.home)
    yield State("portal, a company with a signature that waits", desk=True)
    page.goto(place.audit)
    yield State("portal, an audit", desk=True)
    yield from _pdf(page, place)
    page.goto(f"{place.audit}/changes")
    yield State("portal, nothing to compare")
    yield from _again(page, place)
    page.goto(f"{place.home}data")
    yield State("portal, the company's data")
    page.goto(_empty(site, page))
    yield State("portal, a company with nothing yet")


def _pdf(page: Page, place: Placed) -> Iterator[State]:
    HAND.press(page, "Make the PDF")
    expect(page.get_by_role("link", name="Download the PDF")).to_be_visible(timeout=60_000)
    yield State("portal, a PDF that is ready")
    page.goto(place.audit)
    yield State("portal, an audit with its PDF", new=(".download",))


def _again(page: Page, place: Placed) -> Iterator[State]:
    page.goto(place.audit)
    HAND.press(page, "Answer it again")
    yield State("question, with what was said last time")
    retaken = page.url.rpartition("/question/")[0].rpartition("/")[2]
    page.goto(place.home)
    yield State("portal, an audit that waits to be finished", new=(".next-step",))
    page.goto(f"{place.home}audits/{retaken}")
    yield State("portal, an audit without a result")
    page.goto(page.url.replace(retaken, place.audit.rpartition("/")[2]))
    page.get_by_role("button", name="Answer it again").click()
    while "/question/" in page.url:
        HAND.press(page, "Continue")
    yield State("result, with the way back to the portal", new=(".jump",))
    page.goto(f"{place.home}audits/{retaken}/changes")
    yield State("portal, what changed", desk=True)
    page.goto(f"{place.home}audits/{retaken}/changes?from=9")
    yield State("portal, a result that is not there")


def _placed(site: Site, page: Page) -> Placed:
    """A company with a finished audit and an agreement that nobody has signed, and its operator signed in."""
    now, public_id = datetime.now(UTC), finished_audit(site, FIX)
    email = f"pat.{secrets.token_hex(4)}@northwind.example"
    with database_of(site) as database, database.writing() as session:
        audit = audits.find(session, public_id)
        assert audit is not None
        person = people.remember(session, audit, email, "Pat Lee", "Fenwick Valves and Fittings", now)
        company = companies.begin(session, "Fenwick Valves and Fittings", now)
        companies.take_in(session, company, audit, now)
        companies.join(session, company, person, "Pat Lee", now)
        revision = revisions.latest(session, audit.id)
        assert revision is not None
        agreements.draft(session, company, revision, terms_of(now.date().replace(day=1)), None, now)
        secret = operator_sessions.start(session, person, "Chromium on Linux", now)
    _sign_in(site, page, secret)
    home = f"{site.origin}/portal/{company.public_id}/"
    return Placed(home, f"{home}audits/{public_id}")


def _empty(site: Site, page: Page) -> str:
    """The address of a company of somebody else, who is signed in from now on: nothing is in it yet."""
    now, public_id = datetime.now(UTC), finished_audit(site, FIX)
    with database_of(site) as database, database.writing() as session:
        audit = audits.find(session, public_id)
        assert audit is not None
        person = people.remember(session, audit, f"lee.{secrets.token_hex(4)}@northwind.example", "Lee", "", now)
        company = companies.begin(session, "Harbour Repairs", now)
        companies.join(session, company, person, "Lee Ortiz", now)
        secret = operator_sessions.start(session, person, "Chromium on Linux", now)
    _sign_in(site, page, secret)
    return f"{site.origin}/portal/{company.public_id}/"


def _sign_in(site: Site, page: Page, secret: str) -> None:
    """Give the page's browser the cookie of an operator's session that was started."""
    app = Flask("signs a cookie as the site does")
    app.secret_key = site.settings.secret_key.get_secret_value()
    signing = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signing is not None
    value = signing.dumps({"operator": secret, "_permanent": True})
    page.context.add_cookies([{"name": "plumbline", "value": str(value), "url": site.origin}])
