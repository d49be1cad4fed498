"""The screen before a call in a real browser: whole on a desk, in its order on a phone, no barrier anywhere."""

from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from playwright.sync_api import Page
from werkzeug.serving import make_server

from audit.store.tables import Role
from tests.browser.chromium import DESKTOP, PHONE, Visitor
from tests.browser.looking import barriers, sideways, small_targets
from tests.web.console.staff import signed_in

pytestmark = pytest.mark.enable_socket

Visit = Callable[[Visitor, str], Page]
HEIGHT = "document.documentElement.scrollHeight"
TYPICAL = (
    ("home_services", "bramble_plumbing"),
    ("mid_market", "alder_row_architects"),
    ("mid_market", "brook_and_vale_trading"),
)


@pytest.fixture
def origin(site) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, site.app)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def visit(one_chromium, origin, site) -> Iterator[Visit]:
    held = signed_in(site, Role.SALES).get_cookie("plumbline")
    assert held
    contexts = []

    def visit(visitor: Visitor, path: str) -> Page:
        context = one_chromium.new_context(base_url=origin, **visitor)
        contexts.append(context)
        context.add_cookies([{"name": held.key, "value": held.value, "url": origin}])
        page: Page = context.new_page()
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("name", "company"), TYPICAL)
def test_all_of_it_fits_on_a_desk_without_scrolling(visit, desk, name, company):
    desk.finished(company, name, company)
    page = visit(DESKTOP, f"/console/leads/{company}")
    assert page.evaluate(HEIGHT) <= 800
    assert sideways(page) == []


def test_on_a_phone_it_reads_from_whom_to_call_to_the_follow_up(visit, desk, plumber):
    page = visit(PHONE, "/console/leads/plumber")
    order = ("who", "clock", "leaks", "fix", "opening", "follow-up", "said", "ask", "pdf", "background")
    tops = [page.locator(f"#{part}").bounding_box()["y"] for part in order]
    assert tops == sorted(tops)
    assert sideways(page) == []
    assert small_targets(page) == []


@pytest.mark.parametrize("path", ["", "/compare", "/what-if", "/answers", "/answers/job_value"])
def test_axe_finds_nothing(visit, desk, store, plumber, path):
    page = visit(PHONE, f"/console/leads/plumber{path}")
    assert barriers(page) == ""
    assert sideways(page) == []


def test_the_page_says_by_itself_when_the_pdf_is_ready(visit, plumber, worker):
    page = visit(DESKTOP, "/console/leads/plumber")
    page.get_by_role("button", name="Make the PDF").click()
    page.get_by_text("It is waiting for its turn.").wait_for()
    worker.finish_report()
    page.get_by_role("link", name="Download the PDF").wait_for()
