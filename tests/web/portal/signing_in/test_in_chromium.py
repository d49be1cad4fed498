"""The way into the portal in a real browser: no barrier, nothing cut off, nothing too small to hit."""

from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import Page
from werkzeug.serving import make_server

from tests.browser.chromium import DESKTOP, PHONE, Visitor
from tests.browser.looking import barriers, sideways, small_targets
from tests.web.portal.signing_in.people import LEE, PAT

pytestmark = pytest.mark.enable_socket

NARROW: Visitor = {**PHONE, "viewport": {"width": 320, "height": 640}}
TWICE_THE_TEXT = "html { font-size: 200% !important }"


@pytest.fixture
def origin(site) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, site.app)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def looked_at(page: Page) -> None:
    assert not barriers(page)
    assert sideways(page) == []
    assert small_targets(page) == []


@pytest.mark.parametrize("visitor", [DESKTOP, NARROW], ids=["desk", "narrow"])
def test_the_way_in_and_the_pages_behind_it(door, origin, one_chromium, visitor):
    ours = door.company("Northwind Plumbing and Heating", PAT, LEE)
    door.invited(ours, "max@northwind.example")
    join = door.invited(door.company("Harbourside", LEE), PAT)
    page = one_chromium.new_context(base_url=origin, **visitor).new_page()
    page.goto("/portal/sign-in")
    looked_at(page)
    page.get_by_role("button", name="Mail me a link").click()
    assert page.locator(".error-summary").evaluate("one => one === document.activeElement")
    looked_at(page)
    page.goto("/portal/enter/nothing")
    looked_at(page)
    page.goto(join)
    looked_at(page)
    page.goto(door.link())
    looked_at(page)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Join Harbourside").wait_for()
    looked_at(page)
    page.goto(f"/portal/{ours.public_id}/colleagues")
    page.locator("summary").first.click()
    looked_at(page)
    page.goto("/portal/me")
    looked_at(page)


def test_at_twice_the_text_nothing_is_cut_off(door, origin, one_chromium):
    company = door.company("Northwind Plumbing and Heating", PAT, LEE)
    page = one_chromium.new_context(base_url=origin, bypass_csp=True, **NARROW).new_page()
    page.goto(door.link())
    page.get_by_role("button", name="Sign in").click()
    for path in (f"/portal/{company.public_id}/colleagues", "/portal/me", "/portal/sign-in"):
        page.goto(path)
        page.add_style_tag(content=TWICE_THE_TEXT)
        assert sideways(page) == []
