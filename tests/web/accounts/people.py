"""People with a password, and the app on their phone."""

from dataclasses import dataclass

import pyotp
from sqlalchemy import select

from audit.store import accounts, second_factors
from audit.store.tables import Account, Role, StaffSession
from tests.web.quiz.browser import Browser, Page
from tests.web.security.site import Site
from web.accounts.codes import encrypt
from web.accounts.passwords import hash_password

PASSWORD = "seven wet umbrellas sing"  # noqa: S105  # of people who do not exist
EMAIL = "ada.lindqvist@northwind.example"


@dataclass
class Phone:
    """An authenticator app with one secret."""

    site: Site
    secret: str

    def code(self, *, later: int = 0) -> str:
        """The six digits that it shows now, or so many seconds later."""
        return pyotp.TOTP(self.secret).at(int(self.site.clock().timestamp()) + later)


def somebody(site: Site, role: Role = Role.SALES, email: str = EMAIL, chosen: str = PASSWORD) -> Account:
    """An account with a password and without a second factor."""
    with site.services.database.writing() as session:
        account = accounts.create(session, email, "Ada Lindqvist", role, site.clock())
        accounts.set_password(account, hash_password(chosen), site.clock())
    return account


def with_phone(site: Site, account: Account) -> Phone:
    """Give the account a second factor."""
    secret = pyotp.random_base32()
    with site.app.app_context(), site.services.database.writing() as session:
        row = accounts.find(session, account.id)
        assert row
        second_factors.set_up(row, encrypt(secret, account.id), 0, site.clock())
    return Phone(site, secret)


def give_password(
    browser: Browser, email: str = EMAIL, typed: str = PASSWORD, address: str = "/console/sign-in?then=/console/me"
) -> Page:
    """Fill in the sign-in page and follow where it leads."""
    return browser.send(browser.open(address), {"email": email, "password": typed})


def sessions_of(site: Site, account: Account) -> list[StaffSession]:
    """All sessions of the account, ended ones too."""
    with site.services.database.reading() as session:
        query = select(StaffSession).where(StaffSession.account_id == account.id).order_by(StaffSession.id)
        return list(session.scalars(query))


def form_of(page: Page, action: str) -> dict[str, str]:
    """The hidden fields of the page's form that is sent there."""
    form = next(one for one in page.all("form") if one.get("action") == action)
    return {one.get("name", ""): one.get("value", "") for one in form.iter("input") if one.get("type") == "hidden"}
