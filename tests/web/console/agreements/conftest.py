"""A plumber whose audit recommends a fix, and a member of sales who drafts an agreement about it."""

from dataclasses import dataclass

import pytest

from audit.store import agreements, audits, companies, leads, people, personal_data
from audit.store.tables import Agreement, Role
from tests.audit.store.follow_up_leads import there
from tests.web.console.staff import signed_in
from tests.web.quiz.browser import Browser, Page
from tests.web.results.site import NOON, record_of
from tests.web.security.site import Site

PAT = "pat@northwind.example"
VALUES = "2025-12 38\nJanuary 2026: 42\n2026-02 41\n2026-03 39\n2026-04 43\n2026-05 37"


@pytest.fixture
def site(stocked_site) -> Site:
    made: Site = stocked_site
    return made


@pytest.fixture
def plumber(site, store) -> None:
    """A finished audit with somebody to call; nobody has opened the portal to them."""
    store.result("plumber", "home_services", record_of("home_services", "bramble_plumbing"))
    with site.services.database.writing() as session:
        audit = there(audits.find(session, "plumber"))
        people.remember(session, audit, PAT, "Pat Brook", "Northwind Plumbing", NOON)
        leads.start_clock(session, audit.id, NOON, NOON, NOON)


@dataclass
class Drafter:
    """A member of staff at a browser."""

    site: Site
    browser: Browser

    def open(self, address: str) -> Page:
        return self.browser.open(address)

    def draft(self, page: Page, **typed: str) -> Page:
        """Fill the page's form of the terms, press a button, and go where it leads."""
        fields: dict[str, str | list[str]] = {**filled(page), **typed}
        return self.browser.send(page, fields, to=form_of(page))

    def made(self, fix: str = "text_back", **typed: str) -> Agreement:
        """An agreement that was drafted, looked at, and kept."""
        page = self.open(f"/console/leads/plumber/agreement?fix={fix}")
        terms = {"source": "The phone's list of calls", "owner": "Robin Okafor", "baseline_values": VALUES, **typed}
        page = self.draft(page, do="look", **terms)
        assert page.status == 200, page.words
        page = self.draft(page, do="keep", although="yes")
        assert page.status == 200, page.words
        public_id = page.path.rpartition("/")[2]
        with self.site.services.database.reading() as session:
            return there(agreements.find_for_staff(session, public_id))


def form_of(page: Page) -> str:
    """Where the form of the terms is sent."""
    return next(form.get("action", "") for form in page.all("form") if "terms" in form.get("class", "").split())


def filled(page: Page) -> dict[str, str]:
    """What the form of the terms holds as it stands, also what it sends along by itself."""
    form = next(form for form in page.all("form") if "terms" in form.get("class", "").split())
    held = {one.get("name", ""): one.get("value", "") for one in form.iter("input") if one.get("type") != "checkbox"}
    held |= {one.get("name", ""): (one.text or "").removeprefix("\n") for one in form.iter("textarea")}
    chosen = [(one.get("name", ""), option) for one in form.iter("select") for option in one.iter("option")]
    return held | {name: option.get("value", "") for name, option in chosen if option.get("selected") is not None}


def drafter(site: Site, role: Role = Role.SALES, name: str = "Ada Lindqvist") -> Drafter:
    return Drafter(site, Browser(signed_in(site, role, name)))


@pytest.fixture
def ada(site, plumber) -> Drafter:
    return drafter(site)


@pytest.fixture
def ben(site, plumber) -> Drafter:
    return drafter(site, name="Ben Okafor")


@pytest.fixture
def viewer(site, plumber) -> Drafter:
    return drafter(site, Role.VIEWER, "Vera Klein")


def join(site: Site, email: str = PAT) -> None:
    """Have somebody be part of the company of the plumber's audit."""
    with site.services.database.writing() as session:
        audit = there(audits.find(session, "plumber"))
        company = there(companies.of_audit(session, audit.id))
        person = there(personal_data.find_by_email(session, email))
        companies.join(session, company, person, "Pat Brook", NOON)
