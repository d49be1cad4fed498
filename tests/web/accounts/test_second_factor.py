import pytest
from pyotp import TOTP

from audit.store import accounts, recovery_codes
from tests.web.accounts.people import PASSWORD, form_of, give_password, sessions_of, somebody, with_phone
from tests.web.accounts.test_sign_in import log_of
from tests.web.quiz.browser import Browser, Page
from tests.web.security.site import Site, site_on
from web.accounts.passwords import hash_password

CODE_PAGE = "/console/second-factor"


def type_code(browser: Browser, page: Page, code: str) -> Page:
    return browser.send(page, {"code": code})


@pytest.fixture
def phone(site: Site):
    return with_phone(site, somebody(site))


def test_the_code_is_asked_for_after_the_password_and_lets_in(site, browser, phone):
    page = give_password(browser, address="/console/sign-in?then=/console/me")
    assert page.path == CODE_PAGE
    assert page.by_id("code").get("autocomplete") == "one-time-code"
    assert type_code(browser, page, phone.code()).path == "/console/me"


def test_between_password_and_code_nothing_opens(site, browser, phone):
    give_password(browser)
    assert browser.open("/console/me").path == "/console/sign-in"
    for rule in site.app.url_map.iter_rules():
        if rule.rule.startswith("/console/me") and "GET" in rule.methods:
            assert browser.client.get(rule.rule).status_code == 303
    token = browser.open(CODE_PAGE).hidden()
    for address in ("/console/me", "/console/me/password", "/console/me/second-factor", "/console/me/sessions/1/end"):
        answer = browser.client.post(address, data={**token, "old_password": PASSWORD})
        assert answer.location == "/console/sign-in"


def test_who_has_not_given_the_password_sees_no_page_of_the_code(site, browser):
    for address in (CODE_PAGE, f"{CODE_PAGE}/recovery-code", f"{CODE_PAGE}/set-up"):
        assert browser.open(address).path == "/console/sign-in"


def test_a_wrong_code_is_asked_for_again_and_noted(site, browser, phone):
    page = type_code(browser, give_password(browser), "000000")
    assert page.status == 422
    assert "not right" in page.words
    assert log_of(site)[-1][:2] == ("nobody", "gave a wrong code")


def test_a_code_may_be_one_step_early_or_late_and_spaced(site, phone):
    for later in (-30, 0, 30):
        site.clock.forward(minutes=5)
        browser = Browser(site.client())
        code = phone.code(later=later)
        assert type_code(browser, give_password(browser), f" {code[:3]} {code[3:]} ").path == "/console/me"


@pytest.mark.parametrize("later", [-60, 60])
def test_a_code_of_two_steps_away_is_wrong(site, browser, phone, later):
    assert type_code(browser, give_password(browser), phone.code(later=later)).status == 422


def test_a_code_counts_once_and_then_none_before_it(site, phone):
    code, earlier = phone.code(), phone.code(later=-30)
    first, second = Browser(site.client()), Browser(site.client())
    assert type_code(first, give_password(first), code).path == "/console/me"
    page = give_password(second)
    assert type_code(second, page, code).status == 422
    assert type_code(second, page, earlier).status == 422
    assert type_code(second, page, phone.code(later=30)).path == "/console/me"


def test_ten_minutes_after_the_password_it_is_asked_for_again(site, browser, phone):
    page = give_password(browser)
    site.clock.forward(minutes=10, seconds=1)
    page = type_code(browser, page, phone.code())
    assert page.path == "/console/sign-in"
    page = give_password(browser, address=f"/console/sign-in?then={CODE_PAGE}")
    answer = browser.client.post(CODE_PAGE, data={**page.hidden(), "code": phone.code()})
    assert answer.location == "/console/"


def test_a_password_that_was_changed_meanwhile_is_asked_for_again(site, browser, phone):
    page = give_password(browser)
    site.clock.forward(seconds=1)
    with site.services.database.writing() as session:
        account = accounts.by_email(session, "ada.lindqvist@northwind.example")
        assert account
        accounts.set_password(account, hash_password("another one entirely"), site.clock())
    assert type_code(browser, page, phone.code()).path == "/console/sign-in"


def test_an_account_shut_meanwhile_does_not_get_in(site, browser, phone):
    page = give_password(browser)
    with site.services.database.writing() as session:
        accounts.by_email(session, "ada.lindqvist@northwind.example").disabled_at = site.clock()
    assert type_code(browser, page, phone.code()).path == "/console/sign-in"


def test_after_ten_wrong_codes_even_the_right_one_waits_and_a_right_password_does_not_help(site, browser, phone):
    page = give_password(browser)
    for _ in range(10):
        assert type_code(browser, page, "000000").status == 422
    again = Browser(site.client())
    assert type_code(again, give_password(again), phone.code()).status == 429


def test_a_recovery_code_lets_in_once_however_it_is_spaced(site):
    account = somebody(site)
    with_phone(site, account)
    with site.services.database.writing() as session:
        made = recovery_codes.renew(session, account.id)
    typed = [made[0], made[0], made[1].replace("-", " ").upper()]
    pages = []
    for code in typed:
        browser = Browser(site.client())
        give_password(browser)
        page = browser.open(f"{CODE_PAGE}/recovery-code")
        pages.append(browser.send(page, {"recovery_code": code}))
    assert [page.status for page in pages] == [200, 422, 200]
    assert "it is used up" in pages[0].words
    assert "8 of your recovery codes are left" in pages[2].words


def test_nobody_elses_recovery_code_lets_in(site, browser):
    account, other = somebody(site), somebody(site, email="bo@northwind.example")
    with_phone(site, account)
    with site.services.database.writing() as session:
        made = recovery_codes.renew(session, other.id)
    give_password(browser)
    page = browser.open(f"{CODE_PAGE}/recovery-code")
    assert browser.send(page, {"recovery_code": made[0]}).status == 422


def test_where_it_is_needed_it_is_set_up_before_anything_opens(strict_site):
    account = somebody(strict_site)
    browser = Browser(strict_site.client())
    page = give_password(browser)
    assert page.path == f"{CODE_PAGE}/set-up"
    assert browser.open("/console/me").path == "/console/sign-in"
    page = browser.open(f"{CODE_PAGE}/set-up")

    wrong = browser.send(page, {"code": "123"})
    assert wrong.status == 422
    assert secret_on(wrong) == secret_on(page)

    codes = browser.send(page, {"code": code_for(strict_site, page)})
    assert codes.path == "/console/me/recovery-codes"
    assert len(codes.by_class("codes")[0]) == 10
    assert browser.open("/console/me/recovery-codes").path == "/console/me"
    assert len(sessions_of(strict_site, account)) == 1


def test_the_next_time_the_code_of_the_app_is_asked_for(strict_site):
    somebody(strict_site)
    browser = Browser(strict_site.client())
    page = give_password(browser)
    browser.send(page, {"code": code_for(strict_site, page)})

    again = Browser(strict_site.client())
    code_page = give_password(again)
    assert code_page.path == CODE_PAGE
    assert again.open(f"{CODE_PAGE}/set-up").path == CODE_PAGE
    assert again.send(code_page, {"code": code_for(strict_site, page)}).status == 422
    strict_site.clock.forward(seconds=30)
    assert again.send(code_page, {"code": code_for(strict_site, page)}).path == "/console/me"


def test_who_has_a_second_factor_cannot_set_up_another_with_the_password_alone(site, browser, phone):
    page = give_password(browser)
    answer = browser.client.post(f"{CODE_PAGE}/set-up", data={**page.hidden(), "code": "123456"})
    assert answer.location == CODE_PAGE


def test_the_secret_is_stored_encrypted_for_this_account(strict_site):
    account = somebody(strict_site)
    browser = Browser(strict_site.client())
    page = give_password(browser)
    browser.send(page, {"code": code_for(strict_site, page)})
    with strict_site.services.database.reading() as session:
        stored = accounts.find(session, account.id).totp_secret
    assert stored is not None
    assert secret_on(page).encode() not in stored
    cookie = browser.client.get_cookie("plumbline").value
    assert secret_on(page) not in cookie


def test_signed_in_the_second_factor_is_set_up_after_the_password_once_more(site, browser):
    account = somebody(site)
    other = Browser(site.client())
    give_password(other)
    me = give_password(browser)
    hidden = form_of(me, "/console/me/second-factor")
    refused = browser.send(me, {**hidden, "factor_password": "no", "wanted": "set_up"}, to="/console/me/second-factor")
    assert refused.status == 422
    assert browser.open("/console/me/second-factor/set-up").path == "/console/me"

    page = browser.send(me, {"factor_password": PASSWORD, "wanted": "set_up"}, to="/console/me/second-factor")
    assert page.path == "/console/me/second-factor/set-up"
    codes = browser.send(page, {"code": code_for(site, page)}, to=page.path)
    assert codes.path == "/console/me/recovery-codes"
    assert other.open("/console/me").path == "/console/sign-in"
    assert ("staff", "set up a second factor", f"account {account.id}") in log_of(site)


def test_new_recovery_codes_take_the_place_of_the_old(site, browser, phone):
    page = give_password(browser)
    me = type_code(browser, page, phone.code())
    with site.services.database.writing() as session:
        account = accounts.by_email(session, "ada.lindqvist@northwind.example")
        old = recovery_codes.renew(session, account.id)
    codes = browser.send(me, {"factor_password": PASSWORD, "wanted": "codes"}, to="/console/me/second-factor")
    assert codes.path == "/console/me/recovery-codes"
    with site.services.database.writing() as session:
        assert not recovery_codes.use(session, account.id, old[0], site.clock())
        assert recovery_codes.left(session, account.id) == 10


def test_it_can_be_turned_off_where_it_is_not_needed(site, browser, phone):
    me = type_code(browser, give_password(browser), phone.code())
    off = {"factor_password": PASSWORD, "wanted": "off"}
    assert "asks for your password alone" in browser.send(me, off, to="/console/me/second-factor").words
    assert give_password(Browser(site.client())).path == "/console/me"


def test_where_it_is_needed_it_cannot_be_turned_off(strict_site):
    strict_phone = with_phone(strict_site, somebody(strict_site))
    browser = Browser(strict_site.client())
    me = type_code(browser, give_password(browser), strict_phone.code())
    assert "Turn it off" not in me.words
    off = {**me.hidden(), "factor_password": PASSWORD, "wanted": "off"}
    assert browser.client.post("/console/me/second-factor", data=off).status_code == 400
    assert give_password(Browser(strict_site.client())).path == CODE_PAGE


def secret_on(page: Page) -> str:
    return "".join(page.by_class("secret")[0].itertext()).replace(" ", "")


def code_for(site: Site, page: Page) -> str:
    return TOTP(secret_on(page)).at(int(site.clock().timestamp()))


def test_after_a_change_of_the_servers_key_the_page_says_so_and_a_recovery_code_gets_in(site, tmp_path):
    account = somebody(site)
    phone = with_phone(site, account)
    with site.services.database.writing() as session:
        made = recovery_codes.renew(session, account.id)
    later = site_on(site.services.database.url, tmp_path, secret_key="another" * 5, require_second_factor=True)
    browser = Browser(later.client())
    page = type_code(browser, give_password(browser), phone.code())
    assert page.status == 422
    assert "been given a new key" in page.words
    page = browser.send(browser.open(f"{CODE_PAGE}/recovery-code"), {"recovery_code": made[0]})
    assert page.path == "/console/me"
    later.services.database.close()
