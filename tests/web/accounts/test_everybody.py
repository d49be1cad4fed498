"""The list of accounts, and inviting somebody."""

import pytest
from sqlalchemy import select

from audit.store import access_log, accounts
from audit.store.access_log import Sought
from audit.store.tables import Mail, Role
from tests.web.accounts.forms import form_to
from tests.web.console.staff import account_of, signed_in
from tests.web.quiz.browser import Browser
from tests.web.security.site import site_on
from workers.queue import JobKind

PAGE = "/console/accounts"
BO = {"name": " Bo  Adeyemi ", "email": "Bo@Northwind.example", "role": "viewer"}


@pytest.fixture
def admin(site):
    return Browser(signed_in(site, Role.ADMIN, "Root Okafor"))


def invite(browser, **fields):
    page = browser.open(PAGE)
    return browser.send(page, {**form_to(page, PAGE), **BO, **fields}, to=PAGE)


def bo(site):
    with site.services.database.reading() as session:
        return accounts.by_email(session, "bo@northwind.example")


def test_everybody_is_listed_with_what_an_admin_has_to_know(site, admin):
    signed_in(site, Role.SALES, "Ada Lindqvist")
    with site.services.database.writing() as session:
        ada = accounts.find(session, account_of(site, Role.SALES))
        ada.password_hash, ada.totp_confirmed_at = "set", site.clock()
    account_of(site, Role.VIEWER, "Cy Moreau")
    rows = [" ".join("".join(row.itertext()).split()) for row in admin.open(PAGE).all("tr")][1:]
    assert rows == [
        "Ada Lindqvist ada.lindqvist.sales@northwind.example Sales open 2 March 2026, 09:30 yes 1",
        "Cy Moreau cy.moreau.viewer@northwind.example Viewer invited never no –",
        "Root Okafor root.okafor.admin@northwind.example Admin invited 2 March 2026, 09:30 no 1",
    ]


def test_times_are_those_of_the_team(sqlite_url, tmp_path):
    site = site_on(sqlite_url, tmp_path, business_time_zone="America/New_York")
    assert "2 March 2026, 04:30" in Browser(signed_in(site, Role.ADMIN)).open(PAGE).words
    site.services.database.close()


def test_who_is_invited_has_an_account_and_a_mail_on_its_way(site, admin):
    page = invite(admin)
    assert page.path == PAGE
    found = bo(site)
    assert (found.name, found.role, found.password_hash) == ("Bo Adeyemi", "viewer", None)
    with site.services.database.reading() as session:
        mail = session.scalars(select(Mail)).one()
        entry = access_log.newest(session, Sought(action="made an account"), 1)[0]
    assert (mail.kind, mail.recipient, mail.account_id) == ("invitation", "bo@northwind.example", found.id)
    assert site.queue.nudges[-1][:2] == (JobKind.MAIL, mail.id)
    assert (entry.name, entry.row.subject, entry.row.detail) == (
        "Root Okafor",
        f"account {found.id}",
        {"role": "viewer"},
    )


def test_without_a_mail_server_the_page_says_how_else(site, admin):
    assert "No mail server is set" in invite(admin).words


def test_with_a_mail_server_the_page_says_that_it_is_on_its_way(sqlite_url, tmp_path):
    site = site_on(sqlite_url, tmp_path, smtp_url="smtp://127.0.0.1:9")
    page = invite(Browser(signed_in(site, Role.ADMIN)))
    assert "An invitation is on its way." in page.words
    site.services.database.close()


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"name": " "}, "name", "Enter their name, as colleagues know them."),
        ({"name": "x" * 101}, "name", "Shorten the name to 100 letters."),
        ({"email": "bo"}, "email", "Enter an e-mail address like name@company.com."),
        ({"email": ""}, "email", "Enter an e-mail address like name@company.com."),
        (
            {"email": "Root.Okafor.admin@northwind.example"},
            "email",
            "This address has an account already. You find it in the list.",
        ),
        ({"role": "boss"}, "role", "Choose one of the roles."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(site, admin, fields, field, said):
    page = invite(admin, **fields)
    assert page.status == 422
    assert said in page.words
    assert page.by_id(field).get("aria-invalid") == "true"
    kept = {**BO, **fields}
    assert page.by_id("email").get("value", "").lower() == kept["email"].lower()
    assert bo(site) is None
    assert site.queue.nudges == []


@pytest.mark.parametrize("role", [Role.SALES, Role.AUTHOR, Role.VIEWER])
def test_nobody_but_admins_sees_or_invites(site, role):
    browser = Browser(signed_in(site, role))
    assert browser.open(PAGE).status == 403
    token = browser.open("/console/me").hidden()
    assert browser.client.post(PAGE, data={**token, **BO}).status_code == 403
    assert bo(site) is None
