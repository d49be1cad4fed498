"""The proof as staff see it: noted, read by everybody who may look at companies, put on paper by sales."""

from datetime import timedelta
from hashlib import sha256

import pytest

from audit.store import claims, papers, removals
from audit.store.tables import AccessEntry, Paper, Role
from tests.web.console.staff import signed_in
from tests.web.portal.operators import PAT, agree, company_with, terms_of
from tests.web.portal.proving.conftest import AUDIT, EXAMPLE, START, measure
from tests.web.quiz.browser import Browser
from tests.web.security.site import Site, site_on

CONTENT = b"%PDF-1.7 the proof"


@pytest.fixture
def site(sqlite_url, tmp_path) -> Site:
    return site_on(sqlite_url, tmp_path, playbooks="mid_market")


@pytest.fixture
def agreed(site):
    site.clock.now = site.clock.now.replace(month=3, day=5)
    there = agree(
        site, company_with(site, "Northwind Heating", PAT, AUDIT, "mid_market", EXAMPLE), AUDIT, terms_of(START)
    )
    measure(site, there.agreement)
    return there


@pytest.fixture
def address(agreed) -> str:
    return f"/console/agreements/{agreed.agreement.public_id}/proof"


def browser(site, role=Role.SALES) -> Browser:
    return Browser(signed_in(site, role))


def noted(site) -> list[str]:
    with site.services.database.reading() as session:
        return [one.action for one in session.query(AccessEntry).order_by(AccessEntry.id)]


def finish(site, public_id) -> None:
    """Do what the worker does."""
    with site.services.database.writing() as session:
        paper = session.query(Paper).filter_by(public_id=public_id).one()
        held = claims.claim(session, Paper, paper.id, site.clock(), timedelta(seconds=30))
        assert held is not None
        name = removals.paper_file(paper)
        site.services.report_files.put(name, CONTENT)
        digest = sha256(CONTENT).hexdigest()
        size = len(CONTENT)
        assert claims.finish(session, held, site.clock(), file_name=name, size_bytes=size, sha256=digest)


def test_staff_see_the_same_proof_and_it_is_noted(site, address):
    page = browser(site, Role.VIEWER).open(address)
    assert page.h1 == "Proof: Missed calls, Northwind Heating"
    assert "Reached" in page.words
    assert "Came back in all" in page.words
    assert "looked at a proof" in noted(site)


def test_a_viewer_cannot_order_it_and_sees_no_button(site, agreed, address):
    viewer = browser(site, Role.VIEWER)
    page = viewer.open(address)
    assert "Make a PDF of this proof" not in page.words
    assert viewer.send(page, {}, to=f"{address}/paper").status == 403
    with site.services.database.reading() as session:
        assert papers.of_agreement(session, agreed.agreement.id) == []


def test_sales_have_it_made_wait_for_it_and_download_it(site, address):
    sales = browser(site)
    waiting = sales.send(sales.open(address), {}, to=f"{address}/paper")
    assert waiting.h1 == "The proof is on the way"
    assert sales.client.get(f"{waiting.path}/state").get_json()["settled"] is False
    assert sales.open(f"{waiting.path}/file").path == waiting.path
    finish(site, waiting.path.rpartition("/")[2])
    page = sales.open(waiting.path)
    assert page.h1 == "The proof is ready"
    answer = sales.client.get(page.links()["Download"])
    assert (answer.status_code, answer.data) == (200, CONTENT)
    assert {"asked for a proof", "downloaded a paper"} <= set(noted(site))
    assert any(words.startswith("The proof of 5 March 2026") for words in sales.open(address).links())


def test_one_that_failed_says_why_and_can_be_made_once_more(site, address):
    sales = browser(site)
    waiting = sales.send(sales.open(address), {}, to=f"{address}/paper")
    with site.services.database.writing() as session:
        paper = session.query(Paper).one()
        held = claims.claim(session, Paper, paper.id, site.clock(), timedelta(seconds=30))
        assert held is not None
        claims.give_up(session, held, "The PDF could not be drawn.", site.clock())
    page = sales.open(waiting.path)
    assert page.h1 == "The proof could not be made"
    assert "The PDF could not be drawn." in page.words
    assert sales.send(page, {}, to=f"{waiting.path}/again").h1 == "The proof is on the way"


def test_an_altered_file_is_not_handed_out(site, address):
    sales = browser(site)
    waiting = sales.send(sales.open(address), {}, to=f"{address}/paper")
    public_id = waiting.path.rpartition("/")[2]
    finish(site, public_id)
    site.services.report_files.put(f"papers/{public_id}.pdf", b"something else")
    assert sales.open(f"{waiting.path}/file").status == 503


def test_the_paper_of_one_agreement_is_not_at_the_address_of_another(site, agreed, address):
    sales = browser(site)
    waiting = sales.send(sales.open(address), {}, to=f"{address}/paper")
    other = agree(site, agreed.company, AUDIT, terms_of(START))
    elsewhere = waiting.path.replace(agreed.agreement.public_id, other.agreement.public_id)
    assert sales.open(elsewhere).status == 404
    assert sales.open(f"/console/agreements/{'0' * 24}/proof").status == 404


def test_before_it_is_signed_there_is_nothing_to_order(site, agreed):
    sales = browser(site)
    drafted = agree(site, agreed.company, AUDIT, terms_of(START), signed=False)
    address = f"/console/agreements/{drafted.agreement.public_id}/proof"
    page = sales.open(address)
    assert "The proof begins when both sides have signed the agreement." in page.words
    page = sales.open("/console/agreements")
    assert sales.send(page, {}, to=f"{address}/paper").path == address
