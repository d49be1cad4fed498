"""Signing in to the console, one's own account, and everybody's."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pyotp
from playwright.sync_api import Page

from audit.store import staff_links
from audit.store.tables import Role, StaffLinkPurpose
from tests.browser.answering import Mouse
from tests.browser.companies import database_of
from tests.browser.sites import Site
from tests.browser.staff import PASSWORD, Colleague, employ, sign_in_at_once, staff_page
from tests.browser.states.state import State

HAND = Mouse()
WEEK = timedelta(days=7)


def staff_states(site: Site, page: Page) -> Iterator[State]:
    """From an invitation to the access log."""
    yield from _password(site, page)
    yield from _first_time(site, page)
    yield from _second_time(site, page)
    yield from _accounts(site, page)
    staff_page(site, page, Role.AUTHOR)
    page.goto(f"{site.origin}/console/accounts")
    yield State("a page for another role", desk=True)


def _password(site: Site, page: Page) -> Iterator[State]:
    secret, now, invited = secrets.token_urlsafe(32), datetime.now(UTC), employ(site, Role.VIEWER, "Ines Calloway")
    with database_of(site) as database, database.writing() as session:
        staff_links.keep(session, secret, StaffLinkPurpose.INVITATION, invited.account_id, now, now + WEEK)
    page.goto(f"{site.origin}/console/password/{secret}")
    yield State("choose a password", desk=True)
    HAND.write(page, "#password", "umbrella")
    HAND.press(page, "Set the password")
    yield State("choose a password, too short")
    HAND.write(page, "#password", PASSWORD)
    HAND.press(page, "Set the password")
    yield State("sign in, the password is set")
    page.goto(f"{site.origin}/console/password/{secret}")
    yield State("a link for a password, closed")
    page.goto(f"{site.origin}/console/password/forgotten")
    yield State("forgotten password", desk=True)
    HAND.write(page, "#email", "nobody")
    HAND.press(page, "Mail me a link")
    yield State("forgotten password, no address")
    HAND.write(page, "#email", invited.email)
    HAND.press(page, "Mail me a link")
    yield State("forgotten password, asked for")


def _first_time(site: Site, page: Page) -> Iterator[State]:
    somebody = employ(site)
    _give_password(site, page, somebody, "umbrellas that do not sing")
    yield State("sign in, wrong", desk=True)
    _give_password(site, page, somebody, PASSWORD)
    yield State("second step, set up", desk=True)
    HAND.press(page, "Confirm")
    yield State("second step, set up, no code")
    HAND.write(page, "#code", pyotp.TOTP(page.locator(".secret").inner_text().replace(" ", "")).now())
    HAND.press(page, "Confirm")
    yield State("recovery codes", desk=True)
    code = page.locator("#codes li").first.inner_text()
    page.context.clear_cookies()
    _give_password(site, page, somebody, PASSWORD)
    yield State("second step, asked for", desk=True)
    HAND.press(page, "Continue")
    yield State("second step, no code")
    page.get_by_role("link", name="Use a recovery code").click()
    yield State("second step, a recovery code")
    HAND.write(page, "#recovery_code", code)
    HAND.press(page, "Continue")


def _second_time(site: Site, page: Page) -> Iterator[State]:
    """One's own account; there is another browser, the one without its cookies."""
    page.goto(f"{site.origin}/console/me")
    yield State("me", desk=True)
    HAND.press(page, "Change the password")
    yield State("me, the old password is wrong", desk=True)
    HAND.press(page, "Save")
    yield State("me, saved", new=(".flash",))
    HAND.write(page, "#factor_password", PASSWORD)
    HAND.press(page, "Set it up anew")
    yield State("second step, set up anew")


def _accounts(site: Site, page: Page) -> Iterator[State]:
    other = employ(site, Role.SALES, "Theo Brandvold")
    sign_in_at_once(site, page.context.browser.new_page() if page.context.browser else page, other)
    page.goto(f"{site.origin}/console/accounts")
    yield State("accounts", desk=True)
    HAND.press(page, "Send the invitation")
    yield State("accounts, nobody to invite", desk=True, new=(".error-summary", ".account-form"))
    HAND.write(page, "#name", "Ada Marlow")
    HAND.write(page, "#email", f"ada.{secrets.token_hex(4)}@northwind.example")
    HAND.press(page, "Send the invitation")
    yield State("accounts, invited", desk=True)
    page.goto(f"{site.origin}/console/accounts/{other.account_id}")
    yield State("an account", desk=True)
    HAND.press(page, "Shut the account")
    yield State("an account, shut")
    page.goto(f"{site.origin}/console/access-log")
    yield State("access log", desk=True)
    page.goto(f"{site.origin}/console/access-log?from=2020-01-01&to=2020-01-02")
    yield State("access log, nothing fits")


def _give_password(site: Site, page: Page, colleague: Colleague, typed: str) -> None:
    page.goto(f"{site.origin}/console/sign-in")
    page.fill("#email", colleague.email)
    page.fill("#password", typed)
    HAND.press(page, "Sign in")
