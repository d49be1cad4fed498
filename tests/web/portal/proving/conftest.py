"""A company with a signed agreement in the portal, and measurements of it."""

from datetime import UTC, date, datetime

import pytest

from audit.recovery.series import Series
from audit.store.tables import Measurement
from tests.journeys.companies import COMPANIES
from tests.web.portal.operators import PAT, agree, company_with, operating, terms_of
from tests.web.quiz.browser import Browser
from tests.web.security.site import Site, site_on

EXAMPLE = next(company for playbook, company in COMPANIES if playbook == "mid_market")
AUDIT = "a" * 24
THEIRS = "b" * 24
KIM = "kim@harbour.example"
START = date(2025, 3, 1)
YEAR = (35.0, 24.0, 15.0, None, 13.0, 12.0, 14.0, 13.0, 22.0, 25.0, 14.0, 12.0)


@pytest.fixture
def site(sqlite_url, tmp_path) -> Site:
    return site_on(sqlite_url, tmp_path, playbooks="mid_market")


@pytest.fixture
def northwind(site):
    """Pat's company."""
    return company_with(site, "Northwind Heating", PAT, AUDIT, "mid_market", EXAMPLE)


@pytest.fixture
def pat(site, northwind) -> Browser:
    return Browser(operating(site, PAT))


@pytest.fixture
def agreed(site, northwind):
    """The agreement, signed by both."""
    return agree(site, northwind, AUDIT, terms_of(START))


@pytest.fixture
def address(northwind, agreed) -> str:
    return f"/portal/{northwind.public_id}/agreements/{agreed.agreement.public_id}/proof"


def measure(site: Site, agreement, values=YEAR, series=Series.METRIC, number=1) -> None:
    """Enter values, a month each from the start, some days after the month was over."""
    with site.services.database.writing() as session:
        for place, value in enumerate(values):
            if value is None:
                continue
            year, month = divmod(START.month - 1 + place, 12)
            start = date(START.year + year, month + 1, 1)
            at = datetime(start.year + start.month // 12, start.month % 12 + 1, 4, 8, tzinfo=UTC)
            session.add(
                Measurement(
                    agreement_id=agreement.id,
                    series=series,
                    starts_on=start,
                    number=number,
                    value=value,
                    way="by hand",
                    entered_at=at,
                )
            )
