"""The link in the mail: good once, for a while, and only with its button."""

import pytest

from audit.store.tables import OperatorSession
from tests.web.portal.signing_in.people import LEE, PAT
from tests.web.quiz.browser import Browser


def test_looking_at_a_link_uses_nothing_up(door, browser):
    path = door.link()
    for _ in range(3):
        assert browser.open(path).h1 == "Sign in"
    assert door.rows(OperatorSession) == []
    assert door.press(browser, path).status_code == 303


def test_a_link_is_good_once(door, browser, site):
    path = door.link()
    hidden = browser.open(path).hidden()
    assert browser.client.post(path, data=hidden).status_code == 303
    other = Browser(site.client())
    again = other.client.post(path, data=other.open("/portal/sign-in").hidden())
    assert again.status_code == 404
    assert "This link is closed" in again.text
    assert len(door.rows(OperatorSession)) == 1


def test_a_link_is_over_after_half_an_hour(door, browser, site):
    path = door.link()
    hidden = browser.open(path).hidden()
    site.clock.forward(minutes=30)
    assert browser.open(path).status == 404
    assert browser.client.post(path, data=hidden).status_code == 404
    assert door.rows(OperatorSession) == []


@pytest.mark.parametrize("path", ["/portal/enter/nothing", "/portal/join/nothing", "/portal/enter/" + "x" * 500])
def test_a_link_that_never_was_looks_like_one_that_is_over(browser, path):
    page = browser.open(path)
    assert (page.status, page.h1) == (404, "This link is closed")
    assert page.links()["Have a new link mailed"] == "/portal/sign-in"


def test_a_secret_is_new_at_every_sign_in_and_the_one_before_ends(door, browser):
    door.press(browser, door.link(LEE))
    with browser.client.session_transaction() as cookie:
        before, forms = cookie["operator"], cookie.get("csrf_token")
    assert door.press(browser, door.link(PAT)).status_code == 303
    with browser.client.session_transaction() as cookie:
        assert cookie["operator"] != before
        assert cookie.get("csrf_token") != forms or forms is None
    assert [one.ended_at is None for one in door.rows(OperatorSession)] == [False, True]
    assert PAT in browser.open("/portal/me").words


def test_a_form_that_was_shown_before_signing_in_is_good_no_more(door, browser):
    path = door.link()
    before = browser.open(path).hidden()
    assert browser.client.post(path, data=before).status_code == 303
    assert browser.client.post("/portal/sign-out", data=before).status_code == 400


def test_what_else_this_browser_may_open_stays_open(door, site):
    site.begin_audit("quiz")
    browser = Browser(site.holder_of("quiz"))
    door.press(browser, door.link())
    assert browser.client.get("/audit/quiz/").status_code == 303


def test_the_cookie_has_neither_name_nor_address_and_stays_small(door, site):
    browser = Browser(site.client())
    browser.open(f"/portal/sign-in?then=/portal/{'x' * 150}")
    door.press(browser, door.link())
    with browser.client.session_transaction() as cookie:
        assert PAT not in str(dict(cookie))
    assert len(browser.client.get_cookie("plumbline").value) < 600


def test_no_page_with_a_secret_in_its_address_tells_it_on(door, browser):
    answer = browser.client.get(door.link())
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_page_that_is_not_there_leads_an_operator_back_to_their_companies(door):
    page = door.enter().open("/portal/nothing/")
    assert page.status == 404
    assert page.links()["Go to your companies"] == "/portal/"


def test_an_operator_opens_no_page_of_the_console(door):
    assert door.enter().open("/console/").path == "/console/sign-in"
