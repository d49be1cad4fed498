"""A company in the portal with an agreement that waits for its signature, and somebody else's."""

from datetime import date

import pytest

from audit.store import accounts, agreements
from audit.store.tables import Agreement
from tests.journeys.companies import COMPANIES
from tests.web.portal.operators import PAT, Agreed, agree, company_with, operating, terms_of
from tests.web.quiz.browser import Browser
from tests.web.security.site import Site, site_on

EXAMPLE = next(company for playbook, company in COMPANIES if playbook == "mid_market")
START = date(2026, 4, 1)
STAFF = "sam.vance@consultancy.example"
KIM = "kim@northwind.example"


@pytest.fixture
def site(sqlite_url, tmp_path) -> Site:
    return site_on(sqlite_url, tmp_path, playbooks="mid_market")


@pytest.fixture
def agreed(site) -> Agreed:
    company = company_with(site, "Northwind Heating", PAT, "a" * 24, "mid_market", EXAMPLE)
    return agree(site, company, "a" * 24, terms_of(START), signed=False)


@pytest.fixture
def theirs(site, agreed) -> Agreed:
    company = company_with(site, "Harbour Repairs", KIM, "b" * 24, "mid_market", EXAMPLE)
    return agree(site, company, "b" * 24, terms_of(START), signed=False)


@pytest.fixture
def pat(site, agreed) -> Browser:
    return Browser(operating(site, PAT))


@pytest.fixture
def address(agreed) -> str:
    return f"/portal/{agreed.company.public_id}/agreements/{agreed.agreement.public_id}"


def row_of(site: Site, agreed: Agreed) -> Agreement:
    with site.services.database.reading() as session:
        found = agreements.find_for_staff(session, agreed.agreement.public_id)
        assert found is not None
        return found


def staff_sign(site: Site, agreed: Agreed) -> None:
    with site.services.database.writing() as session:
        staff = accounts.by_email(session, STAFF)
        assert staff is not None
        version = agreements.versions(session, agreed.agreement.id)[0].row
        agreements.sign(session, version, staff, "Sam Vance", "I agree.", site.clock())


def follow(site: Site, agreed: Agreed, why: str = "They count calls after hours too.", **changed: object) -> None:
    """A newer version."""
    with site.services.database.writing() as session:
        staff = accounts.by_email(session, STAFF)
        agreements.propose(session, row_of(site, agreed), terms_of(START, **changed), why, staff, site.clock())
