"""One account's page: each change is made, told and written down."""

import pytest
from sqlalchemy import select

from audit.store import access_log, accounts, staff_sessions
from audit.store.access_log import Sought
from audit.store.tables import Account, Mail, Role, StaffSession
from tests.web.accounts.forms import actions, form_to
from tests.web.console.staff import account_of, signed_in
from tests.web.quiz.browser import Browser

HASH = "set"  # no hash, and opens nothing


@pytest.fixture
def admin(site):
    """Root, the only admin, who has a password."""
    browser = Browser(signed_in(site, Role.ADMIN, "Root Okafor"))
    change(site, account_of(site, Role.ADMIN, "Root Okafor"), password_hash=HASH)
    return browser


@pytest.fixture
def ada(site):
    """Somebody of sales who is signed in."""
    signed_in(site, Role.SALES)
    number = account_of(site, Role.SALES)
    change(site, number, password_hash=HASH, totp_secret=b"secret", totp_confirmed_at=site.clock())
    return number


def root(site):
    return account_of(site, Role.ADMIN, "Root Okafor")


def change(site, number, **fields):
    with site.services.database.writing() as session:
        for name, value in fields.items():
            setattr(accounts.find(session, number), name, value)


def account(site, number):
    with site.services.database.reading() as session:
        return session.get(Account, number)


def do(browser, number, what, **fields):
    """Press a button of the account's page."""
    page, action = browser.open(f"/console/accounts/{number}"), f"/console/accounts/{number}/{what}"
    return browser.send(page, {**form_to(page, action), **fields}, to=action)


def send_anyway(browser, number, what, **fields):
    """Send what the page has no button for."""
    token = browser.open("/console/accounts").hidden()
    return browser.client.post(f"/console/accounts/{number}/{what}", data={**token, **fields}).status_code


def noted(site, number):
    with site.services.database.reading() as session:
        found = access_log.newest(session, Sought(subject=f"account {number}"), 10)
        return [(entry.name, entry.row.action, entry.row.detail) for entry in found]


def open_sessions(site, number):
    with site.services.database.reading() as session:
        return len(staff_sessions.of_account(session, number, site.clock()))


def mails(site):
    with site.services.database.reading() as session:
        return [(mail.kind, mail.account_id) for mail in session.scalars(select(Mail))]


def test_the_page_shows_where_the_account_stands(site, admin, ada):
    page = admin.open(f"/console/accounts/{ada}")
    assert page.h1 == "Ada Lindqvist open"
    facts = dict(zip(map(text, page.all("dt")), map(text, page.all("dd")), strict=True))
    assert facts == {
        "Address": "ada.lindqvist.sales@northwind.example",
        "Role": "Sales",
        "Made": "2 March 2026, 09:30",
        "Last signed in": "2 March 2026, 09:30",
        "Signed in now": "in 1 browser",
        "Password": "set",
        "Second step": "yes",
        "Single sign-on": "not used",
    }
    assert page.links()["What they did and looked at"] == f"/console/access-log?account={ada}"


def test_another_role_counts_from_the_next_page_on(site, admin, ada):
    page = do(admin, ada, "role", role="viewer")
    assert "The role is changed." in page.words
    assert account(site, ada).role == "viewer"
    assert noted(site, ada) == [("Root Okafor", "changed a role", {"before": "sales", "now": "viewer"})]
    do(admin, ada, "role", role="viewer")
    assert len(noted(site, ada)) == 1


def test_a_role_that_is_not_there_is_refused(site, admin, ada):
    page = do(admin, ada, "role", role="boss")
    assert page.status == 422
    assert page.by_id("role").get("aria-invalid") == "true"
    assert account(site, ada).role == "sales"


def test_shutting_signs_out_and_opening_lets_in_again(site, admin, ada):
    page = do(admin, ada, "shut")
    assert page.h1 == "Ada Lindqvist shut"
    assert "The account is shut and signed out everywhere." in page.words
    assert open_sessions(site, ada) == 0
    assert do(admin, ada, "open").h1 == "Ada Lindqvist open"
    assert account(site, ada).disabled_at is None
    assert [action for _, action, _ in noted(site, ada)] == ["opened an account again", "shut an account"]


def test_all_sessions_are_ended_at_once(site, admin, ada):
    page = do(admin, ada, "sessions")
    assert "The account is signed out everywhere." in page.words
    assert open_sessions(site, ada) == 0
    assert f"/console/accounts/{ada}/sessions" not in actions(page)
    assert noted(site, ada)[0][1] == "ended all sessions"


def test_a_reset_takes_every_way_in_and_mails_a_link(site, admin, ada):
    page = do(admin, ada, "reset")
    assert page.h1 == "Ada Lindqvist invited"
    found = account(site, ada)
    assert (found.password_hash, found.totp_secret, found.totp_confirmed_at) == (None, None, None)
    assert open_sessions(site, ada) == 0
    assert mails(site) == [("invitation", ada)]
    assert noted(site, ada)[0][1] == "reset an account"


def test_who_has_not_come_yet_is_invited_again(site, admin):
    number = account_of(site, Role.VIEWER, "Cy Moreau")
    do(admin, number, "invite")
    assert mails(site) == [("invitation", number)]
    assert noted(site, number)[0][1] == "sent an invitation"


def test_who_has_a_password_is_not_invited_again(site, admin, ada):
    assert f"/console/accounts/{ada}/invite" not in actions(admin.open(f"/console/accounts/{ada}"))
    assert send_anyway(admin, ada, "invite") == 404
    assert mails(site) == []


@pytest.mark.parametrize(("what", "fields"), [("shut", {}), ("role", {"role": "sales"})])
def test_the_last_admin_cannot_shut_or_demote_themselves_and_reads_why(site, admin, what, fields):
    page = do(admin, root(site), what, **fields)
    assert page.status == 409
    assert "This is the only admin who can sign in" in page.words
    found = account(site, root(site))
    assert (found.role, found.disabled_at) == ("admin", None)
    assert noted(site, root(site)) == []


def test_with_another_admin_they_can_and_are_out_at_once(site, admin):
    other = account_of(site, Role.ADMIN, "Cy Moreau")
    change(site, other, password_hash=HASH)
    assert do(admin, root(site), "shut").path == "/console/sign-in"
    assert account(site, root(site)).disabled_at is not None


def test_nobody_resets_their_own_account_here(site, admin):
    assert f"/console/accounts/{root(site)}/reset" not in actions(admin.open(f"/console/accounts/{root(site)}"))
    assert send_anyway(admin, root(site), "reset") == 409
    assert account(site, root(site)).password_hash == HASH


@pytest.mark.parametrize("what", ["role", "shut", "open", "sessions", "reset", "invite"])
def test_an_invented_account_and_one_that_is_not_there_are_left_alone(site, admin, ada, what):
    change(site, ada, is_sample=True)
    page = admin.open(f"/console/accounts/{ada}")
    assert "This account is invented" in page.words
    assert not any(action.startswith("/console/accounts/") for action in actions(page))
    assert send_anyway(admin, ada, what, role="viewer") == 404
    assert send_anyway(admin, 999, what, role="viewer") == 404
    assert account(site, ada).role == "sales"


@pytest.mark.parametrize("number", ["999", "9" * 30, "x"])
def test_an_account_that_is_not_there_has_no_page(admin, number):
    assert admin.open(f"/console/accounts/{number}").status == 404


@pytest.mark.parametrize("role", [Role.SALES, Role.AUTHOR, Role.VIEWER])
def test_nobody_but_admins_changes_an_account(site, ada, role):
    browser = Browser(signed_in(site, role, "Cy Moreau"))
    token = browser.open("/console/me").hidden()
    for what in ("role", "shut", "open", "sessions", "reset", "invite"):
        answer = browser.client.post(f"/console/accounts/{ada}/{what}", data={**token, "role": "admin"})
        assert answer.status_code == 403
    assert browser.open(f"/console/accounts/{ada}").status == 403
    with site.services.database.reading() as session:
        assert session.scalars(select(StaffSession.ended_at).where(StaffSession.account_id == ada)).all() == [None]


def text(element):
    return " ".join("".join(element.itertext()).split())
