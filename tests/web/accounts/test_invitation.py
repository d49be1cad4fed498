"""The page that a link in a mail leads to: choose a password, once."""

from datetime import timedelta

import pytest

from audit.store import access_log, accounts, staff_links, staff_sessions
from audit.store.access_log import Sought
from audit.store.tables import Role, StaffLinkPurpose
from tests.web.console.staff import account_of
from web.accounts.passwords import is_right

SECRET = "k" * 43
LINK = f"/console/password/{SECRET}"
GOOD = "four plain words suffice"


@pytest.fixture
def owner(site):
    """Somebody who was mailed a link."""
    number = account_of(site, Role.SALES)
    keep(site, number)
    return number


def keep(site, account_id, secret=SECRET):
    with site.services.database.writing() as session:
        ends = site.clock() + timedelta(days=7)
        staff_links.keep(session, secret, StaffLinkPurpose.INVITATION, account_id, site.clock(), ends)


def password_of(site, account_id):
    with site.services.database.reading() as session:
        return accounts.find(session, account_id).password_hash


def choose(browser, password, link=LINK):
    return browser.send(browser.open(link), {"password": password}, to=link)


def test_the_link_leads_to_a_form_and_looking_at_it_uses_nothing_up(browser, site, owner):
    for _ in range(2):
        page = browser.open(LINK)
        assert (page.status, page.h1) == (200, "Choose a password")
    assert "ada.lindqvist.sales@northwind.example" in page.words
    assert page.by_id("password").get("autocomplete") == "new-password"
    assert password_of(site, owner) is None


def test_a_chosen_password_is_set_and_leads_to_the_sign_in_page(browser, site, owner):
    page = choose(browser, GOOD)
    assert (page.path, page.h1) == ("/console/sign-in", "Sign in")
    assert "Your password is set. Sign in with it." in page.words
    assert is_right(password_of(site, owner), GOOD)
    with site.services.database.reading() as session:
        entry = access_log.newest(session, Sought(action="set a password"), 1)[0]
    assert (entry.row.subject, entry.row.account_id) == (f"account {owner}", owner)


def test_a_link_is_good_once(browser, site, owner):
    choose(browser, GOOD)
    page = browser.open(LINK)
    assert (page.status, page.h1) == (404, "This link is closed")
    answer = browser.client.post(LINK, data={**browser.open("/console/sign-in").hidden(), "password": GOOD + " too"})
    assert answer.status_code == 404
    assert is_right(password_of(site, owner), GOOD)


def test_a_password_closes_every_other_link_and_session(browser, site, owner):
    keep(site, owner, "o" * 43)
    with site.services.database.writing() as session:
        account = accounts.find(session, owner)
        assert account
        secret = staff_sessions.start(session, account, "Firefox on Linux", site.clock())
    choose(browser, GOOD)
    assert browser.open(f"/console/password/{'o' * 43}").status == 404
    with site.services.database.reading() as session:
        assert staff_sessions.holding(session, secret, site.clock()) is None


@pytest.mark.parametrize("password", ["", "too short", "password1234", "ada.lindqvist.sales@northwind.example"])
def test_a_password_that_is_easy_to_guess_is_refused_and_the_link_stays_good(browser, site, owner, password):
    page = choose(browser, password)
    assert page.status == 422
    assert page.by_id("password").get("aria-invalid") == "true"
    assert page.by_id("password").get("value") == ""
    assert password_of(site, owner) is None
    assert choose(browser, GOOD).path == "/console/sign-in"


@pytest.mark.parametrize("link", [f"/console/password/{'x' * 43}", f"/console/password/{'x' * 400}"])
def test_an_unknown_link_is_closed_in_plain_words(browser, site, owner, link):
    page = browser.open(link)
    assert (page.status, page.h1) == (404, "This link is closed")
    assert page.links()["Have a new link mailed"] == "/console/password/forgotten"


def test_a_link_is_over_after_its_time(browser, site, owner):
    site.clock.forward(days=7)
    assert browser.open(LINK).status == 404


def test_nobody_tries_out_links_without_end(site):
    client = site.client()
    assert {client.get(LINK).status_code for _ in range(40)} == {404, 429}
