"""A forgotten password: one answer for everybody, and a mail for who has an account."""

import pytest
from sqlalchemy import select

from audit.store import access_log, accounts
from audit.store.access_log import Sought
from audit.store.tables import Mail, Role
from tests.web.console.staff import account_of
from workers.queue import JobKind

PAGE = "/console/password/forgotten"
ADA = "ada.lindqvist.sales@northwind.example"
HASH = "set"  # no hash, and opens nothing


@pytest.fixture
def owner(site):
    number = account_of(site, Role.SALES)
    change(site, number, password_hash=HASH)
    return number


def change(site, number, **fields):
    with site.services.database.writing() as session:
        for name, value in fields.items():
            setattr(accounts.find(session, number), name, value)


def mails_of(site):
    with site.services.database.reading() as session:
        return [(mail.kind, mail.recipient, mail.account_id) for mail in session.scalars(select(Mail))]


def ask(browser, email):
    return browser.send(browser.open(PAGE), {"email": email})


def test_who_has_an_account_is_mailed_a_link(browser, site, owner):
    page = ask(browser, f" {ADA.upper()} ")
    assert "If this address has an account, a mail with a link is on its way." in page.words
    assert mails_of(site) == [("new password", ADA, owner)]
    assert site.queue.nudges[0][:2] == (JobKind.MAIL, 1)


def test_the_answer_is_the_same_for_an_unknown_address(browser, site, owner):
    known, unknown = ask(browser, ADA), ask(browser, "eve@northwind.example")
    assert (known.status, known.words) == (unknown.status, unknown.words)
    assert len(mails_of(site)) == 1
    assert len(site.queue.nudges) == 2


def test_both_are_in_the_log_without_the_address(browser, site, owner):
    ask(browser, ADA)
    ask(browser, "eve@northwind.example")
    with site.services.database.reading() as session:
        found = access_log.newest(session, Sought(action="asked for a new password"), 5)
        assert [(entry.row.subject, entry.row.actor, entry.row.detail) for entry in found] == [
            ("unknown", "nobody", {}),
            (f"account {owner}", "nobody", {}),
        ]


def test_one_mail_in_ten_minutes_is_enough(browser, site, owner):
    for _ in range(3):
        ask(browser, ADA)
    assert len(mails_of(site)) == 1
    site.clock.forward(minutes=11)
    ask(browser, ADA)
    assert len(mails_of(site)) == 2


def test_who_never_chose_a_password_is_invited_once_more(browser, site, owner):
    change(site, owner, password_hash=None)
    ask(browser, ADA)
    assert mails_of(site) == [("invitation", ADA, owner)]


@pytest.mark.parametrize(
    "fields", [{"disabled": True}, {"is_sample": True}, {"password_hash": None, "single_sign_on": "issuer ada"}]
)
def test_who_is_shut_or_invented_or_comes_in_elsewhere_alone_gets_none(browser, site, owner, fields):
    if fields.pop("disabled", False):
        fields = {"disabled_at": site.clock()}
    change(site, owner, **fields)
    assert "a mail with a link is on its way" in ask(browser, ADA).words
    assert mails_of(site) == []


def test_what_is_no_address_is_said(browser, site):
    page = ask(browser, "ada")
    assert page.status == 422
    assert "Enter the e-mail address that you sign in with." in page.words
    assert page.by_id("email").get("value") == "ada"


@pytest.mark.parametrize("typed", ["\x00@northwind.example", "a@" + "b" * 9000, "\u202eada@northwind.example"])
def test_strange_addresses_are_unknown_ones(browser, site, typed):
    assert ask(browser, typed).status == 200
    assert mails_of(site) == []


def test_the_page_says_it_once(browser, site, owner):
    ask(browser, ADA)
    assert "on its way" not in browser.open(PAGE).words


def test_an_address_asks_so_often_and_no_more(browser, site):
    token = browser.open(PAGE).hidden()
    asked = [browser.client.post(PAGE, data={**token, "email": f"{n}@northwind.example"}) for n in range(70)]
    assert {answer.status_code for answer in asked} == {303, 429}
