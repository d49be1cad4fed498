"""A company in the portal whose agreement is in force since March 2026, on a day in June, and somebody else's."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from audit.recovery.terms import Measured, Terms
from audit.store import measurements
from audit.store.tables import Agreement, Measurement
from tests.audit.playbook_folders import SMALL
from tests.journeys.companies import COMPANIES
from tests.web.portal.operators import PAT, Agreed, agree, company_with, operating, terms_of
from tests.web.quiz.browser import Browser, Page
from tests.web.security.site import Site, site_on

EXAMPLE = next(company for playbook, company in COMPANIES if playbook == "small")
AUDIT, THEIRS = "a" * 24, "b" * 24
KIM = "kim@harbour.example"
MARCH, APRIL, MAY = (date(2026, month, 1) for month in (3, 4, 5))
TODAY = datetime(2026, 6, 2, 10, 30, tzinfo=UTC)


def calls(**changed: object) -> Terms:
    """Terms about the share of calls that nobody takes, from March on, which the playbook can put in dollars."""
    before = [Measured(starts_on=date(2025, month, 1), value=0.4) for month in range(7, 13)]
    terms = {
        "leak": "missed_calls",
        "fix": "call_desk",
        "metric": "missed",
        "metric_title": "Calls that nobody takes",
        "metric_unit": "1",
        "baseline": 0.4,
        "baseline_from": date(2025, 7, 1),
        "baseline_values": before,
        "target": 0.1,
    }
    return terms_of(MARCH, **(terms | changed))


@dataclass
class Desk:
    """Somebody at the measurements' page."""

    site: Site
    agreed: Agreed
    browser: Browser

    @property
    def address(self) -> str:
        return f"/portal/{self.agreed.company.public_id}/agreements/{self.agreed.agreement.public_id}/measurements"

    def open(self, rest: str = "") -> Page:
        return self.browser.open(self.address + rest)

    def type(self, page: Page | None = None, **fields: str) -> Page:
        """Fill in the period's form and send it."""
        return self.browser.send(page or self.open(), dict(fields), to=self.address)

    def check(self, sheet: str) -> Page:
        return self.browser.send(self.open(), {"sheet": sheet}, to=f"{self.address}/check")

    def keep(self, page: Page, sheet: str, **fields: str) -> Page:
        return self.browser.send(page, {"sheet": sheet, **fields}, to=f"{self.address}/keep")

    def stored(self) -> list[tuple[str, date, int, float | None]]:
        """Every value that came in."""
        with self.site.services.database.reading() as session:
            found = measurements.history(session, self.agreed.agreement.id)
            return [(one.series, one.starts_on, one.number, one.value) for one in found]

    def rows(self) -> list[Measurement]:
        with self.site.services.database.reading() as session:
            return list(measurements.history(session, self.agreed.agreement.id))

    def row(self) -> Agreement:
        with self.site.services.database.reading() as session:
            return session.get_one(Agreement, self.agreed.agreement.id)


@pytest.fixture
def site(sqlite_url, tmp_path) -> Site:
    made = site_on(sqlite_url, tmp_path, playbooks=str(SMALL), public_url="http://audit.northwind.example")
    made.clock.now = TODAY
    return made


@pytest.fixture
def company(site):
    return company_with(site, "Northwind Trading", PAT, AUDIT, "small", EXAMPLE)


@pytest.fixture
def pat(site, company) -> Desk:
    """Pat, whose agreement is in force."""
    return Desk(site, agree(site, company, AUDIT, calls()), Browser(operating(site, PAT)))


@pytest.fixture
def kim(site, pat) -> Desk:
    """Somebody of another company, with an agreement of their own."""
    theirs = company_with(site, "Harbour Repairs", KIM, THEIRS, "small", EXAMPLE)
    return Desk(site, agree(site, theirs, THEIRS, calls()), Browser(operating(site, KIM)))
