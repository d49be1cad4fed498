"""The pages of an agreement in a real browser: no barrier, nothing sideways, everything large enough to hit."""

from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from playwright.sync_api import Page
from werkzeug.serving import make_server

from audit.store import audits, companies
from audit.store.tables import Role
from tests.audit.store.follow_up_leads import there
from tests.browser.chromium import DESKTOP, SMALL_PHONE, Visitor
from tests.browser.looking import barriers, sideways, small_targets
from tests.web.console.agreements.conftest import PAT, VALUES, join
from tests.web.console.staff import signed_in
from tests.web.portal.operators import operating

pytestmark = pytest.mark.enable_socket

Visit = Callable[[Visitor, str], Page]


@pytest.fixture
def visit(one_chromium, site, ada) -> Iterator[Callable[..., Page]]:
    """Open a page as staff, or as somebody of the company."""
    server = make_server("127.0.0.1", 0, site.app)
    thread = Thread(target=server.serve_forever)
    thread.start()
    origin, contexts = f"http://127.0.0.1:{server.port}", []

    def visit(visitor: Visitor, path: str, *, as_company: bool = False) -> Page:
        client = operating(site, PAT) if as_company else signed_in(site, Role.SALES)
        held = client.get_cookie("plumbline")
        assert held
        context = one_chromium.new_context(base_url=origin, **visitor)
        context.add_cookies([{"name": "plumbline", "value": held.value, "url": origin}])
        contexts.append(context)
        page: Page = context.new_page()
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()
    server.shutdown()
    thread.join()
    server.server_close()


def check(page: Page) -> None:
    assert (barriers(page), sideways(page), small_targets(page)) == ("", [], [])


@pytest.mark.parametrize("visitor", [DESKTOP, SMALL_PHONE], ids=["desk", "phone"])
def test_an_agreement_goes_from_the_draft_to_both_signatures(visit, site, visitor):
    staff = visit(visitor, "/console/leads/plumber/agreement?fix=text_back")
    check(staff)
    staff.fill("#terms-baseline_values", "2026-03 41\nthen")
    staff.click("text=Work out what it is worth")
    assert staff.evaluate("document.activeElement.className") == "error-summary"
    check(staff)
    staff.fill("#terms-source", "The phone's list of calls")
    staff.fill("#terms-owner", "Robin Okafor")
    staff.fill("#terms-baseline_values", VALUES)
    staff.click("text=Work out what it is worth")
    check(staff)
    staff.click("text=Keep the draft")
    check(staff)
    staff.click("label[for=sign-agree]")
    staff.click("text=Sign version 1")
    assert "You have signed." in staff.inner_text("main")
    join(site)
    with site.services.database.reading() as session:
        company = there(companies.of_audit(session, there(audits.find(session, "plumber")).id)).public_id

    operator = visit(visitor, f"/portal/{company}/agreements/{staff.url.rpartition('/')[2]}", as_company=True)
    check(operator)
    operator.click("text=Sign version 1")
    check(operator)
    operator.click("label[for=sign-agree]")
    operator.click("text=Sign version 1")
    assert "the agreement is in force" in operator.inner_text("main")
    check(operator)
    staff.goto("/console/agreements")
    assert "On track" in staff.inner_text("table")
    check(staff)


def test_everything_is_there_at_twice_the_size_of_text(visit, site, ada):
    made = ada.made()
    join(site)
    with site.services.database.reading() as session:
        company = there(companies.of_audit(session, there(audits.find(session, "plumber")).id)).public_id
    page = visit(SMALL_PHONE, f"/portal/{company}/agreements/{made.public_id}", as_company=True)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert sideways(page) == []
