"""Asking for a link: the same answer for everybody, and a mail for whom we know."""

import pytest

from audit.store.operator_links import MOST_LINKS_A_DAY
from audit.store.tables import Mail, MailKind, OperatorLink, Person
from tests.web.portal.signing_in.people import LEE, PAT
from tests.web.quiz.browser import Browser
from workers.queue import JobKind

SIGN_IN = "/portal/sign-in"


def ask(browser, email, path=SIGN_IN):
    return browser.send(browser.open(path), {"email": email})


def test_a_link_comes_by_mail_and_lets_in(door, browser, site):
    door.sent("mine")
    assert "a link is on its way" in ask(browser, PAT).words
    (path,) = door.mailed(MailKind.PORTAL_LINK)
    page = browser.open(path)
    assert (page.status, page.h1) == (200, "Sign in")
    assert PAT in page.words
    answer = door.press(browser, path)
    assert (answer.status_code, answer.location) == (303, "/portal/")
    assert site.queue.nudges[0][:2] == (JobKind.MAIL, door.rows(Mail)[0].id)


@pytest.mark.parametrize("email", [PAT, "nobody@northwind.example"])
def test_nobody_learns_whether_an_address_is_known(door, browser, site, email):
    """The same page, the same steps on the way: only the mail differs."""
    door.sent("mine")
    page = ask(browser, email)
    assert (page.status, page.path) == (200, SIGN_IN)
    assert email not in page.response.text
    assert [job for job, _, _ in site.queue.nudges] == [JobKind.MAIL]
    assert len(door.rows(Mail)) == (email == PAT)


def test_who_we_do_not_know_leaves_nothing(door, browser):
    ask(browser, "nobody@northwind.example")
    assert (door.rows(Mail), door.rows(Person), door.rows(OperatorLink)) == ([], [], [])


def test_who_is_part_of_a_company_or_invited_to_one_is_known(door, site):
    company = door.company()
    door.invited(company, LEE)
    for email in (PAT, LEE):
        ask(Browser(site.client()), email)
    assert [mail.recipient for mail in door.rows(Mail)] == [PAT, LEE]


def test_who_was_removed_or_never_finished_is_not_known(door, site):
    company = door.company("Northwind", PAT, LEE)
    with site.services.database.writing() as session:
        session.merge(door.membership(company, LEE)).ended_at = site.clock()
    door.sent("begun", "max@northwind.example", finished=False)
    for email in (LEE, "max@northwind.example"):
        ask(Browser(site.client()), email)
    assert door.rows(Mail) == []


def test_one_mail_in_two_minutes_to_an_address_and_twelve_a_day(door, browser, site):
    door.sent("mine")
    for _ in range(3):
        assert "a link is on its way" in ask(browser, PAT).words
    assert len(door.rows(Mail)) == 1
    for _ in range(MOST_LINKS_A_DAY + 2):
        site.clock.forward(minutes=11)
        ask(browser, PAT.upper())
    assert len(door.rows(Mail)) == MOST_LINKS_A_DAY


def test_nobody_is_kept_out_by_a_stranger_who_asks_all_day_in_their_name(door, browser, site):
    door.company()
    mine, theirs = door.enter(), door.enter(LEE)
    for one in (mine, theirs):
        one.client.post("/portal/sign-out", data=one.open("/portal/me").hidden())
    for _ in range(MOST_LINKS_A_DAY):
        ask(browser, PAT)
        site.clock.forward(minutes=3)
    before = len(door.rows(Mail))
    for stranger in (browser, theirs):
        ask(stranger, PAT)
        assert len(door.rows(Mail)) == before
        site.clock.forward(minutes=3)
    ask(mine, PAT)
    assert len(door.rows(Mail)) == before + 1


def test_one_network_asks_twenty_times_in_ten_minutes(door, browser):
    token = browser.open(SIGN_IN).hidden()
    answers = [
        browser.client.post(SIGN_IN, data={**token, "email": f"n{number}@northwind.example"}).status_code
        for number in range(21)
    ]
    assert answers == [303] * 20 + [429]


def test_a_later_link_closes_the_one_before(door, browser, site):
    door.sent("mine")
    ask(browser, PAT)
    (first,) = door.mailed(MailKind.PORTAL_LINK)
    site.clock.forward(minutes=3)
    ask(browser, PAT)
    assert browser.open(first).h1 == "This link is closed"


def test_an_address_that_is_none_stays_in_the_field(browser):
    page = ask(browser, "pat.northwind")
    assert page.status == 422
    assert page.by_id("email").get("value") == "pat.northwind"
    assert "Enter your e-mail address, like name@company.com." in page.words


def test_signs_that_nobody_sees_do_not_matter(door, browser):
    door.sent("mine")
    ask(browser, f" {PAT[:3]}\u200b{PAT[3:]} ")
    assert len(door.rows(Mail)) == 1


def test_without_a_mail_server_the_page_says_so(browser):
    assert "no mail server" in browser.open(SIGN_IN).words


def test_after_signing_in_it_goes_on_where_it_was_asked_for(door, site):
    company = door.company()
    browser = Browser(site.client())
    wanted = f"/portal/{company.public_id}/colleagues"
    page = browser.open(wanted)
    assert page.path == SIGN_IN
    browser.send(page, {"email": PAT})
    (path,) = door.mailed(MailKind.PORTAL_LINK)
    assert company.public_id not in path
    assert door.press(browser, path).location == wanted
    assert door.press(browser, door.link()).location == "/portal/"


@pytest.mark.parametrize(
    "then",
    [
        "https://elsewhere.example/portal/",
        "//elsewhere.example/portal/",
        "/portal/../console/",
        "/portal//elsewhere.example",
        "/portal/\\elsewhere.example",
        "/console/",
        "/portal/sign-in",
        "/portal/enter/secret",
        "/portal/" + "x" * 200,
        "/portal/\r\nSet-Cookie: x",
    ],
)
def test_nobody_is_led_elsewhere(door, browser, then):
    door.sent("mine")
    hidden = browser.open(SIGN_IN).hidden()
    browser.client.post(SIGN_IN, data={**hidden, "email": PAT, "then": then})
    (path,) = door.mailed(MailKind.PORTAL_LINK)
    assert door.press(browser, path).location == "/portal/"


def test_who_is_signed_in_already_goes_on(door):
    browser = door.enter()
    answer = browser.client.get(SIGN_IN, query_string={"then": "/portal/me"})
    assert (answer.status_code, answer.location) == (303, "/portal/me")


def test_signing_out_ends_the_session_here_and_in_the_database(door):
    browser = door.enter()
    cookie = browser.client.get_cookie("plumbline")
    page = browser.open("/portal/me")
    assert browser.client.post("/portal/sign-out", data=page.hidden()).location == SIGN_IN
    assert browser.open("/portal/me").path == SIGN_IN
    browser.client.set_cookie("plumbline", cookie.value)  # kept by somebody
    assert browser.open("/portal/me").path == SIGN_IN
