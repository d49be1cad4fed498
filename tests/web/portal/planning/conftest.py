"""Two companies with an agreement each, a browser of somebody in the first, and people who answer."""

from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy import select

from audit.findings import Readiness
from audit.recovery.views import View
from audit.store import agreements, companies, readiness_answers, readiness_asks
from audit.store.readiness_answers import Given
from audit.store.readiness_asks import Asker
from audit.store.tables import ReadinessAsk
from tests.journeys.companies import COMPANIES
from tests.web.portal.operators import PAT, agree, company_with, operating, terms_of
from tests.web.quiz.browser import Browser
from tests.web.security.site import Site, site_on

EXAMPLE = next(company for playbook, company in COMPANIES if playbook == "mid_market")
START = date(2026, 4, 1)
AUDIT, THEIRS = "a" * 24, "b" * 24
KIM = "kim@northwind.example"
KEYS = (
    "tracked_number",
    "repeatable",
    "steps_agreed",
    "data_reachable",
    "exceptions_rare",
    "owner",
    "wrong_results_caught",
    "budget_and_date",
)


@pytest.fixture
def site(sqlite_url, tmp_path) -> Site:
    return site_on(sqlite_url, tmp_path, playbooks="mid_market")


@pytest.fixture
def northwind(site):
    return company_with(site, "Northwind Heating", PAT, AUDIT, "mid_market", EXAMPLE)


@pytest.fixture
def agreed(site, northwind):
    """An agreement that nobody has signed yet."""
    return agree(site, northwind, AUDIT, terms_of(START), signed=False)


@pytest.fixture
def theirs(site):
    """Somebody else's."""
    return agree(
        site, company_with(site, "Harbour", KIM, THEIRS, "mid_market", EXAMPLE), THEIRS, terms_of(START), signed=False
    )


@pytest.fixture
def pat(site, northwind) -> Browser:
    return Browser(operating(site, PAT))


@pytest.fixture
def address(northwind, agreed) -> str:
    return f"/portal/{northwind.public_id}/agreements/{agreed.agreement.public_id}"


def asked(site: Site, agreed) -> list[ReadinessAsk]:
    """All that was asked about an agreement, the oldest first."""
    with site.services.database.reading() as session:
        return list(
            session.scalars(select(ReadinessAsk).filter_by(agreement_id=agreed.agreement.id).order_by(ReadinessAsk.id))
        )


def answer(site: Site, agreed, view: View, name: str = "Ann Ode", comment: str = "", **states: str) -> None:
    """Somebody is asked and answers: yes to all that `states` does not name."""
    now = site.clock()
    with site.services.database.writing() as session:
        row = agreements.find_for_staff(session, agreed.agreement.public_id)
        assert row is not None
        email = f"{name.split(maxsplit=1)[0].lower()}@northwind.example"
        to = companies.person_at(session, email, now), name
        readiness_asks.ask(session, row, view, to, Asker(), "", now)
        number = readiness_asks.of_agreement(session, row.id)[0].id
        said: Mapping[str, str] = dict.fromkeys(KEYS, "yes") | states
        given = [Given(key, Readiness(state), comment if key == KEYS[0] else "") for key, state in said.items()]
        assert readiness_answers.answer(session, session.get_one(ReadinessAsk, number), given, now)
