"""The list of all agreements."""

import pytest

from audit.recovery.proof import State
from audit.store.tables import Revision
from tests.audit.store.follow_up_leads import there
from tests.audit.store.promised import measured, promise
from tests.web.console.agreements.conftest import drafter
from tests.web.portal.operators import terms_of
from tests.web.results.site import NOON

START = NOON.date().replace(month=3, day=1)


@pytest.fixture
def promised(site, plumber):
    """One agreement that slipped, and one that is to be signed."""
    with site.services.database.writing() as session:
        revision = there(session.get(Revision, 1))
        slipped = promise(session, revision, terms_of(START), NOON, State.SLIPPED, name="Harbour Repairs")
        measured(session, slipped, START, 31.0)
        promise(session, revision, terms_of(START), NOON, State.DRAFT, name="Northwind <Trading>")


def test_a_line_says_where_an_agreement_stands(promised, ada):
    page = ada.open("/console/agreements?state=slipped")
    assert "31 inquiries a month March 2026" in page.words
    assert "14 inquiries a month" in page.words
    assert "Slipped since today 12:00" in page.words
    assert "Robin Okafor" in page.words
    assert "May 2026 is missing" in page.words
    assert "Northwind" not in page.words


def test_the_tabs_say_how_many_there_are(promised, ada):
    page = ada.open("/console/agreements")
    links = page.links()
    assert links["Slipped 1"] == "/console/agreements?state=slipped"
    assert links["To be signed 1"] == "/console/agreements?state=draft"
    assert links["All 2"] == "/console/agreements"
    assert "2 agreements" in page.words
    assert "Northwind <Trading>" in page.words


def test_an_empty_list_says_how_one_begins(ada):
    assert "Draft one on the call page" in ada.open("/console/agreements").words
    assert "None is in this state" not in ada.open("/console/agreements").words


def test_an_empty_state_says_so(promised, ada):
    assert "None is in this state." in ada.open("/console/agreements?state=reached").words


@pytest.mark.parametrize("query", ["state=none", "page=0", "page=-1", "page=x", "page=99999999", "page=1.5"])
def test_an_address_that_none_of_our_pages_has_is_not_there(ada, query):
    assert ada.browser.client.get(f"/console/agreements?{query}").status_code == 404


def test_the_pages_lead_to_each_other(site, plumber):
    with site.services.database.writing() as session:
        revision = there(session.get(Revision, 1))
        for number in range(51):
            promise(session, revision, terms_of(START), NOON, State.REACHED, name=f"Company {number}")
    ada = drafter(site)
    page = ada.open("/console/agreements?state=reached")
    assert len(page.all("tr")) == 51
    older = next(address for words, address in page.links().items() if words.startswith("Next page"))
    assert older == "/console/agreements?state=reached&page=2"
    page = ada.open(older)
    assert len(page.all("tr")) == 2
    assert "/console/agreements?state=reached" in [
        link.get("href") for link in page.all("a") if link.get("rel") == "prev"
    ]
