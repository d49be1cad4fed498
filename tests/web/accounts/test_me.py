from datetime import timedelta

from audit.store import accounts, staff_links
from audit.store.tables import Role, StaffLinkPurpose
from tests.web.accounts.people import PASSWORD, give_password, sessions_of, somebody
from tests.web.accounts.test_sign_in import log_of
from tests.web.console.staff import signed_in
from tests.web.quiz.browser import Browser

NEW = "nine quiet lamps by the sea"


def change_password(browser, old=PASSWORD, new=NEW):
    return browser.send(
        browser.open("/console/me"), {"old_password": old, "new_password": new}, to="/console/me/password"
    )


def test_the_name_and_the_alerts_are_changed(site, browser):
    account = somebody(site)
    me = give_password(browser)
    page = browser.send(me, {"name": "  Ada \t Byron "}, to="/console/me")
    assert "Saved." in page.words
    with site.services.database.reading() as session:
        row = accounts.find(session, account.id)
    assert (row.name, row.wants_alerts) == ("Ada Byron", False)
    assert page.by_id("alerts").get("checked") is None
    assert "Ada Byron" in page.links()


def test_an_empty_or_endless_name_is_not_taken_and_stays_typed(site, browser):
    somebody(site)
    me = give_password(browser)
    assert browser.send(me, {"name": " "}, to="/console/me").status == 422
    page = browser.send(me, {"name": "x" * 101}, to="/console/me")
    assert page.status == 422
    assert page.by_id("name").get("value") == "x" * 101


def test_a_new_password_counts_and_signs_the_other_browsers_out(site, browser):
    account = somebody(site)
    other = Browser(site.client())
    give_password(other)
    give_password(browser)
    site.clock.forward(minutes=1)
    page = change_password(browser)
    assert "Your password is changed" in page.words
    assert browser.open("/console/me").path == "/console/me"
    assert other.open("/console/me").path == "/console/sign-in"
    assert give_password(other).status == 422
    assert give_password(other, typed=NEW).path == "/console/me"
    assert ("staff", "changed their password", f"account {account.id}") in log_of(site)


def test_a_new_password_closes_the_links_that_would_set_another(site, browser):
    account = somebody(site)
    give_password(browser)
    now = site.clock()
    with site.services.database.writing() as session:
        ends = now + timedelta(hours=2)
        staff_links.keep(
            session, "in a mail that a stranger reads", StaffLinkPurpose.NEW_PASSWORD, account.id, now, ends
        )
    change_password(browser)
    with site.services.database.reading() as session:
        assert staff_links.find(session, "in a mail that a stranger reads", now) is None


def test_the_old_password_is_asked_for_first(site, browser):
    somebody(site)
    give_password(browser)
    page = change_password(browser, old="not this one either")
    assert page.status == 422
    assert "not your current password" in page.words
    assert log_of(site)[-1][1] == "gave a wrong password"
    assert give_password(Browser(site.client())).path == "/console/me"


def test_a_new_password_that_is_easy_to_guess_is_refused_with_a_reason(site, browser):
    somebody(site)
    give_password(browser)
    reasons = [
        change_password(browser, new=new).words for new in ("short", "Password1234", "Ada Lindqvist!", "Plumbline2026")
    ]
    for reason, page in zip(("12 characters", "Many people use", "your name", "your name"), reasons, strict=True):
        assert reason in page


def test_somebody_at_an_open_screen_cannot_try_passwords_for_ever(site, browser):
    somebody(site)
    give_password(browser)
    assert {change_password(browser, old="wrong").status for _ in range(10)} == {422}
    assert change_password(browser).status == 429


def test_who_comes_through_single_sign_on_has_no_password_to_change(site):
    client = signed_in(site, Role.SALES)
    page = Browser(client).open("/console/me")
    assert "single sign-on" in page.words
    assert "new_password" not in {field.get("name") for field in page.inputs()}
    answer = client.post("/console/me/password", data={**page.hidden(), "old_password": "", "new_password": NEW})
    assert answer.status_code == 422


def test_the_browsers_are_listed_and_one_is_signed_out(site, browser):
    account = somebody(site)
    other = Browser(site.client())
    give_password(other)
    give_password(browser)
    page = browser.open("/console/me")
    assert page.words.count("this one") == 1
    first = sessions_of(site, account)[0]
    page = browser.send(page, {}, to=f"/console/me/sessions/{first.id}/end")
    assert "signed out" in page.words
    assert other.open("/console/me").path == "/console/sign-in"
    assert browser.open("/console/me").path == "/console/me"


def test_all_others_are_signed_out_at_once(site, browser):
    account = somebody(site)
    for _ in range(2):
        give_password(Browser(site.client()))
    page = give_password(browser)
    browser.send(page, {}, to="/console/me/sessions/end-others")
    assert [one.ended_at is None for one in sessions_of(site, account)] == [False, False, True]
    assert ("staff", "ended all sessions", f"account {account.id}") in log_of(site)


def test_nobody_ends_a_session_of_somebody_else(site, browser):
    account = somebody(site)
    give_password(browser)
    theirs = sessions_of(site, account)[0]
    other = Browser(signed_in(site, Role.ADMIN, "Bo Friend"))
    hidden = other.open("/console/me").hidden()
    answer = other.client.post(f"/console/me/sessions/{theirs.id}/end", data=hidden)
    assert answer.status_code == 404
    assert other.client.post(f"/console/me/sessions/{'9' * 30}/end", data=hidden).status_code == 404
    assert browser.open("/console/me").path == "/console/me"
