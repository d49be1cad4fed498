"""A lead with a result and a contact, and two members of staff who open it in their own browsers."""

from dataclasses import dataclass

import pytest
from werkzeug.test import TestResponse

from audit.store import audits, leads, people
from audit.store.tables import Lead, Role, Table
from tests.audit.store.follow_up_leads import there
from tests.web.console.staff import account_of, signed_in
from tests.web.quiz.browser import Browser, Page
from tests.web.results.site import NOON, Store, record_of
from tests.web.security.site import Site

PAT = "pat@northwind.example"
CALL = "/console/leads/plumber"


@pytest.fixture
def zone() -> str:
    """The team sits in New York; it is Monday 1 June 2026, 08:00 there."""
    return "America/New_York"


@pytest.fixture
def site(stocked_site) -> Site:
    made: Site = stocked_site
    return made


@pytest.fixture
def plumber(site, store) -> None:
    """A finished audit with somebody to call, whose response clock runs."""
    store.result("plumber", "home_services", record_of("home_services", "bramble_plumbing"))
    with site.services.database.writing() as session:
        audit = there(audits.find(session, "plumber"))
        people.remember(session, audit, PAT, "Pat Brook", "Northwind Plumbing", NOON)
        leads.start_clock(session, audit.id, NOON, NOON, NOON)


@dataclass
class Member:
    """One member of staff at one browser, who looks at the plumber."""

    site: Site
    browser: Browser
    page: Page

    def look(self) -> Page:
        self.page = self.browser.open(CALL)
        return self.page

    def send(self, path: str, **fields: str) -> TestResponse:
        """Send a form of the page as it was when it was looked at last."""
        return self.browser.client.post(f"{CALL}/{path}", data={**self.hidden(path), **fields})

    def tries(self, path: str, **fields: str) -> Page:
        """Send a form of the page as it was; the page that comes of it is the one that is looked at now."""
        self.page = Page(self.send(path, **fields))
        return self.page

    def hidden(self, path: str) -> dict[str, str]:
        """What a form of the page sends along by itself."""
        form = next(one for one in self.page.all("form") if one.get("action") == f"{CALL}/{path}")
        hidden = [one for one in form.iter("input") if one.get("type") == "hidden"]
        return {one.get("name", ""): one.get("value", "") for one in hidden}

    def does(self, path: str, **fields: str) -> Page:
        """Look, send a form, and look again: it has to go through."""
        self.look()
        answer = self.send(path, **fields)
        assert answer.status_code == 303, answer.text
        assert answer.location == f"{CALL}#follow-up"
        return self.look()

    @property
    def panel(self) -> str:
        """The words of the panel."""
        return " ".join("".join(self.page.by_id("follow-up").itertext()).split())


def lead_of(site: Site, public_id: str = "plumber") -> Lead:
    with site.services.database.reading() as session:
        return there(leads.find(session, public_id))


def rows(site: Site, table: type[Table]) -> int:
    return Store(site.services).count(table)


def member_of(site: Site, role: Role, name: str, lead: str = "plumber") -> Member:
    browser = Browser(signed_in(site, role, name))
    return Member(site, browser, browser.open(f"/console/leads/{lead}"))


@pytest.fixture
def ada(site, plumber) -> Member:
    return member_of(site, Role.SALES, "Ada Lindqvist")


@pytest.fixture
def ben(site, plumber) -> Member:
    return member_of(site, Role.SALES, "Ben Okafor")


@pytest.fixture
def viewer(site, plumber) -> Member:
    return member_of(site, Role.VIEWER, "Vera Klein")


@pytest.fixture
def ben_id(site) -> int:
    number: int = account_of(site, Role.SALES, "Ben Okafor")
    return number
