"""Going on with an audit on another device."""

import pytest
from sqlalchemy import select

from audit.store.tables import Token
from tests.web.quiz.browser import words


@pytest.fixture
def link_page(browser):
    """The page that a browser with one answer is shown once it has made a link."""
    page = browser.answer(browser.start(), "office")
    page = browser.open(page.links()["Continue on another device"])
    return browser.send(page, {})


def link_of(page):
    return words(page.by_id("resume-link"))


def path_of(page):
    return link_of(page).removeprefix("http://localhost:8000")


def test_looking_at_the_page_makes_no_link(browser, database):
    page = browser.start()
    page = browser.open(page.links()["Continue on another device"])
    assert page.h1 == "Continue on another device"
    with database.reading() as session:
        assert session.scalars(select(Token)).all() == []


def test_a_link_goes_on_where_somebody_stopped_in_another_browser(link_page, other_browser):
    landing = other_browser.open(path_of(link_page))
    assert landing.h1 == "Welcome back"
    assert other_browser.send(landing, {}).h1 == "How many calls come in a week?"


def test_the_link_is_the_public_address_with_256_random_bits(link_page):
    assert link_of(link_page).startswith("http://localhost:8000/resume/")
    assert len(link_of(link_page).rsplit("/", 1)[1]) == 43


def test_the_link_is_shown_once(link_page, browser):
    again = browser.open(link_page.path)
    assert link_of(link_page).rsplit("/", 1)[1] not in again.response.get_data(as_text=True)


def test_the_link_is_not_kept_in_clear(link_page, database):
    token = link_of(link_page).rsplit("/", 1)[1]
    with database.reading() as session:
        (row,) = session.scalars(select(Token))
    assert token not in f"{row.token_hash}{row.purpose}"
    assert row.purpose == "resume"


def test_opening_the_link_alone_lets_nobody_in(link_page, other_browser):
    other_browser.open(path_of(link_page))
    assert other_browser.open(link_page.path).status == 404


def test_a_finished_audit_is_welcomed_with_its_result(link_page, other_browser, browser):
    page = browser.open(link_page.path.replace("resume", ""))
    for answer in ("60", "some", "same_day", "400", "no"):
        page = browser.answer(page, answer)
    browser.client.post(page.path, data={**page.hidden(), "answer": "not sure"})
    landing = other_browser.open(path_of(link_page))
    assert "See the result" in landing.words
    sent = other_browser.client.post(landing.path, data=landing.hidden())
    assert other_browser.client.get(sent.headers["Location"]).headers["Location"].endswith("/result")


def test_a_new_link_closes_the_one_before(link_page, browser, other_browser):
    second = browser.send(browser.open(link_page.path), {})
    assert link_of(second) != link_of(link_page)
    closed = other_browser.open(path_of(link_page))
    assert (closed.status, closed.h1) == (404, "This link is closed")
    assert other_browser.open(path_of(second)).h1 == "Welcome back"


def test_a_link_is_closed_after_thirty_days(link_page, other_browser, clock):
    landing = other_browser.open(path_of(link_page))
    clock.forward(days=30)
    assert other_browser.send(landing, {}).h1 == "This link is closed"
    assert other_browser.open(path_of(link_page)).h1 == "This link is closed"


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 500, "é"])
def test_a_link_that_nobody_made_says_no_more_than_a_closed_one(other_browser, token):
    page = other_browser.open(f"/resume/{token}")
    assert (page.status, page.h1) == (404, "This link is closed")


def test_a_link_opens_its_own_audit_alone(link_page, browser, other_browser):
    other = browser.start("/start/mid_market")
    other_browser.send(other_browser.open(path_of(link_page)), {})
    assert other_browser.open(other.path).status == 404
