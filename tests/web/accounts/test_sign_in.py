import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from audit.store import accounts, staff_sessions
from audit.store.tables import AccessEntry, Role
from tests.web.accounts.people import EMAIL, PASSWORD, give_password, sessions_of, somebody
from tests.web.console.staff import signed_in
from tests.web.quiz.browser import Browser
from tests.web.security.site import site_on
from web.accounts.passwords import is_outdated

FORM: dict[str, str | list[str]] = {"email": EMAIL, "password": PASSWORD}


def log_of(site):
    with site.services.database.reading() as session:
        rows = session.scalars(select(AccessEntry).order_by(AccessEntry.id))
        return [(row.actor, row.action, row.subject) for row in rows]


def test_the_right_password_opens_the_page_that_was_asked_for(site, browser):
    somebody(site)
    page = browser.open("/console/me")
    assert page.path == "/console/sign-in"

    assert browser.send(page, FORM).path == "/console/me"


def test_an_address_is_known_however_it_is_spelled(site, browser):
    somebody(site)
    page = give_password(browser, email="  Ada.Lindqvist@Northwind.EXAMPLE ")
    assert page.path != "/console/sign-in"


@pytest.mark.parametrize("typed", [{"email": EMAIL, "typed": PASSWORD + "!"}, {"email": "no@northwind.example"}])
def test_a_wrong_password_and_an_unknown_address_are_answered_alike(site, browser, typed):
    somebody(site)
    page = give_password(browser, **typed)

    assert page.status == 422
    assert "do not belong together" in page.words
    assert page.by_id("email").get("value") == typed["email"]
    assert page.by_id("password").get("value") == ""


def test_what_is_missing_is_said_beside_its_field(browser):
    page = give_password(browser, email="", typed="")
    assert page.status == 422
    assert "Enter your password." in page.words
    assert "Enter the e-mail address" in page.words


def test_a_password_counts_to_the_letter(site, browser):
    somebody(site, chosen=" Spaces stand at both ends ")
    assert give_password(browser, typed="Spaces stand at both ends").status == 422
    assert give_password(browser, typed=" spaces stand at both ends ").status == 422
    assert give_password(browser, typed=" Spaces stand at both ends ").status == 200


def test_who_is_shut_or_invented_does_not_get_in(site, browser):
    shut, invented = somebody(site), somebody(site, email="sample@northwind.example")
    with site.services.database.writing() as session:
        accounts.find(session, shut.id).disabled_at = site.clock()
        accounts.find(session, invented.id).is_sample = True
    assert give_password(browser).status == 422
    assert give_password(browser, email="sample@northwind.example").status == 422


def test_an_account_without_a_password_does_not_open_with_an_empty_or_any_one(site, browser):
    with site.services.database.writing() as session:
        accounts.create(session, EMAIL, "Ada Lindqvist", Role.ADMIN, site.clock())
    assert give_password(browser, typed="").status == 422
    assert give_password(browser).status == 422


@pytest.mark.parametrize(
    "then",
    [
        "https://evil.example/",
        "//evil.example/console/",
        "/console//evil.example",
        "/console/../start",
        "/console/\\evil.example",
        "/console/me?next=x",
        "/privacy",
        "javascript:alert(1)",
        "/console/%2e%2e/",
        "/console/me\n",
        "/console/second-factor",
        "/console/second-factor/set-up",
        "/console/sign-in",
        "/console/" + "a" * 201,
    ],
)
def test_only_our_own_pages_are_gone_on_to(site, then):
    somebody(site)
    client = site.client()
    page = client.get("/console/sign-in", query_string={"then": then})
    assert "evil" not in page.text
    assert 'name="then"' not in page.text
    with client.session_transaction() as session:
        session["kept"] = 1
    page = Browser(client).open("/console/sign-in")
    answer = client.post("/console/sign-in", data={**page.hidden(), **FORM, "then": then})
    assert answer.status_code == 303
    assert answer.location.startswith("/console/")
    assert answer.location in {"/console/", "/console/me", "/console/figures"}


def test_signing_in_begins_with_an_empty_cookie_but_for_the_audits_held(site):
    somebody(site)
    client = site.holder_of("mine")
    browser = Browser(client)
    page = browser.open("/console/sign-in")
    with client.session_transaction() as session:
        session["left over"] = "from before"
        token_before = session["csrf_token"]
    browser.send(page, FORM)
    with client.session_transaction() as session:
        assert session["audits"] == ["mine"]
        assert "left over" not in session
        assert session.get("csrf_token") != token_before


def test_each_sign_in_is_a_session_of_its_own_and_ends_the_one_before_in_this_browser(site, browser):
    account = somebody(site)
    give_password(browser)
    give_password(Browser(site.client()))
    first, second = sessions_of(site, account)
    assert first.secret_hash != second.secret_hash
    assert first.ended_at is None

    client = browser.client
    token = browser.open("/console/me").hidden()["csrf_token"]
    client.post("/console/sign-in", data={**FORM, "csrf_token": token})
    assert sessions_of(site, account)[0].ended_at is not None


def test_signing_out_ends_the_session_in_the_database_too(site, browser):
    account = somebody(site)
    give_password(browser)
    with browser.client.session_transaction() as session:
        secret = session["_user_id"]
    page = browser.send(browser.open("/console/me"), {}, to="/console/sign-out")
    assert page.path == "/console/sign-in"
    with site.services.database.reading() as session:
        assert staff_sessions.holding(session, secret, site.clock()) is None
    assert browser.open("/console/me").path == "/console/sign-in"
    assert sessions_of(site, account)[0].ended_at == site.clock()


def test_what_happens_at_the_door_is_noted_without_a_name(site, browser):
    account = somebody(site)
    give_password(browser, typed="wrong")
    give_password(browser, email="nobody@northwind.example")
    give_password(browser)
    browser.send(browser.open("/console/me"), {}, to="/console/sign-out")
    mine = f"account {account.id}"
    assert log_of(site) == [
        ("nobody", "gave a wrong password", mine),
        ("nobody", "gave a wrong password", "unknown"),
        ("staff", "signed in", mine),
        ("staff", "signed out", mine),
    ]


def test_after_ten_wrong_passwords_an_account_waits_and_the_right_one_waits_too(site, browser):
    somebody(site)
    for _ in range(10):
        assert give_password(browser, typed="wrong").status == 422
    page = give_password(browser)
    assert page.status == 429
    assert "15 minutes" in page.words


def test_an_unknown_address_waits_alike_and_others_do_not(site, browser):
    somebody(site)
    for _ in range(10):
        give_password(browser, email="nobody@northwind.example")
    assert give_password(browser, email="nobody@northwind.example").status == 429
    assert give_password(browser).status == 200


def test_a_right_password_forgets_the_wrong_ones(site):
    somebody(site)
    for _ in range(2):
        browser = Browser(site.client())
        for _ in range(9):
            assert give_password(browser, typed="wrong").status == 422
        assert give_password(browser).status == 200


def test_a_hash_of_other_costs_is_made_anew(site, browser):
    account = somebody(site)
    with site.services.database.writing() as session:
        cheap = PasswordHasher(time_cost=1, memory_cost=1024).hash(PASSWORD)
        accounts.find(session, account.id).password_hash = cheap
    assert is_outdated(cheap)
    give_password(browser)
    with site.services.database.reading() as session:
        kept = accounts.find(session, account.id).password_hash
    assert kept
    assert not is_outdated(kept)
    assert give_password(Browser(site.client())).status == 200


def test_the_device_is_named_in_the_session_and_no_address(site):
    account = somebody(site)
    client = site.client()
    client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
    give_password(Browser(client))
    assert [session.device for session in sessions_of(site, account)] == ["Firefox on Linux"]


def test_a_password_is_never_put_into_the_page_that_sends_a_form_again(site):
    answer = site.client().post("/console/sign-in", data=FORM)
    assert answer.status_code == 400
    assert EMAIL in answer.text
    assert PASSWORD not in answer.text


@pytest.mark.enable_socket
def test_signs_that_nobody_sees_do_not_trouble_the_database(postgresql_url, tmp_path):
    site = site_on(postgresql_url, tmp_path, require_second_factor=False)
    somebody(site)
    page = give_password(Browser(site.client()), email=f"\x00{EMAIL}\u200b")
    site.services.database.close()
    assert page.path == "/console/me"


def test_whoever_is_signed_in_already_and_was_away_signs_in_again(site):
    somebody(site)
    site.app.config["WTF_CSRF_ENABLED"] = False
    client = signed_in(site, Role.SALES, "Bo Friend")
    site.clock.forward(minutes=6)  # so that the use of the old session is to be noted
    answer = client.post("/console/sign-in", data={**FORM, "then": "/console/me"})
    assert (answer.status_code, answer.location) == (303, "/console/me")
