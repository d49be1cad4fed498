"""Members of staff in a real browser, and leads for them to work on, put straight into a site's database."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Page

from audit.sales.clock import Limits
from audit.store import accounts, audits, leads, people, staff_sessions
from audit.store.tables import Role
from settings import Settings
from tests.browser.companies import database_of, finished_audit
from tests.browser.sites import Site
from web.accounts.passwords import hash_password

PASSWORD = "seven wet umbrellas sing"  # noqa: S105  # of people who do not exist
FIX = "kestrel_heating_and_air"


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with an account and a password, and so far without a second factor."""

    account_id: int
    name: str
    email: str


def employ(site: Site, role: Role = Role.ADMIN, name: str = "Marit Solheim") -> Colleague:
    """Make an account. Its address is like no other."""
    now, email = datetime.now(UTC), f"{name.split(maxsplit=1)[0].lower()}.{secrets.token_hex(4)}@northwind.example"
    with database_of(site) as database, database.writing() as session:
        account = accounts.create(session, email, name, role, now)
        accounts.set_password(account, hash_password(PASSWORD), now)
        return Colleague(account.id, name, email)


def sign_in_at_once(site: Site, page: Page, colleague: Colleague) -> None:
    """Have the page's browser be signed in, as after the sign-in page."""
    with database_of(site) as database, database.writing() as session:
        account = accounts.find(session, colleague.account_id)
        assert account is not None
        secret = staff_sessions.start(session, account, "Chromium on Linux", datetime.now(UTC))
    sign_in_with(page, site.origin, site.settings, secret)


def sign_in_with(page: Page, origin: str, settings: Settings, secret: str) -> None:
    """Give the page's browser the cookie of a session that was started."""
    app = Flask("signs a cookie as the site does")
    app.secret_key = settings.secret_key.get_secret_value()
    signing = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signing is not None
    value = signing.dumps({"_user_id": secret, "_fresh": True})
    page.context.add_cookies([{"name": "plumbline", "value": str(value), "url": origin}])


def staff_page(site: Site, page: Page, role: Role = Role.ADMIN, name: str = "Marit Solheim") -> Colleague:
    """Somebody new, signed in on this page's browser."""
    colleague = employ(site, role, name)
    sign_in_at_once(site, page, colleague)
    return colleague


def lead(site: Site, company: str, *, example: str = FIX, minutes_ago: float = 1.0) -> str:
    """A finished audit whose company can be called, its clock running around the clock. Returns its public id."""
    public_id = finished_audit(site, example)
    start = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    limits = Limits(start, start + timedelta(minutes=5), start + timedelta(minutes=60))
    address = f"{company.split(maxsplit=1)[0].lower()}.{secrets.token_hex(4)}@northwind.example"
    with database_of(site) as database, database.writing() as session:
        audit = audits.find(session, public_id)
        assert audit is not None
        reach = people.Reach(role="Owner", phone="+12125550123", time_zone="America/New_York")
        people.remember(session, audit, address, "Ada Marlow", company, start, reach)
        leads.start_clock(session, audit.id, limits.clock_from, limits.amber_at, limits.red_at)
    return public_id
