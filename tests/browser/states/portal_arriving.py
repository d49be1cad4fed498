"""The ways into the portal, one's own page, and the colleagues."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page

from audit.store import companies, memberships, operator_links
from tests.browser.answering import Mouse
from tests.browser.operators import Client, let_in, rows_of, standard
from tests.browser.sites import Site
from tests.browser.states.state import State, unfold

HAND = Mouse()


def arriving_states(site: Site, page: Page) -> Iterator[State]:
    """From the first visit to who else may look."""
    page.goto(f"{site.origin}/portal/sign-in")
    yield State("portal, sign-in", desk=True)
    HAND.press(page, "Mail me a link")
    yield State("portal, sign-in without an address")
    page.fill("#email", "pat@northwind.example")
    HAND.press(page, "Mail me a link")
    yield State("portal, a link is on its way")
    client = standard(site, "Ferrow Linen Service")
    page.goto(f"{site.origin}/portal/enter/{_link(site, client)}")
    yield State("portal, the link of the mail")
    page.goto(f"{site.origin}/portal/enter/{secrets.token_urlsafe(32)}")
    yield State("portal, a link that is closed")
    yield from _joining(site, page, client)
    yield from _inside(site, page, client)


def _joining(site: Site, page: Page, client: Client) -> Iterator[State]:
    page.goto(f"{site.origin}/portal/join/{_invitation(site, client)}")
    yield State("portal, an invitation")
    page.fill("#name", "")
    HAND.press(page, "Join and sign in")
    yield State("portal, joining without a name")


def _inside(site: Site, page: Page, client: Client) -> Iterator[State]:
    let_in(site, page, client)
    let_in(site, page, client)
    with rows_of(site, client) as kept:
        now = datetime.now(UTC)
        other = companies.begin(kept.session, "Harbour Repairs", now)
        companies.join(kept.session, other, kept.person, "Pat Lee", now)
        third = companies.begin(kept.session, "Ottershaw Dental Practice", now)
        memberships.invite(kept.session, third, kept.person, "Pat Lee", now)
    page.goto(f"{site.origin}/portal/")
    yield State("portal, several companies")
    page.goto(f"{site.origin}/portal/me")
    yield State("portal, where one is signed in", desk=True)
    page.goto(f"{client.home}colleagues")
    yield State("portal, colleagues", desk=True)
    HAND.press(page, "Send the invitation")
    yield State("portal, an invitation for nobody")
    with rows_of(site, client) as kept:
        person = companies.person_at(kept.session, f"kim.{secrets.token_hex(4)}@northwind.example", datetime.now(UTC))
        companies.join(kept.session, kept.company, person, "Kim Varga", datetime.now(UTC))
    page.goto(f"{client.home}colleagues")
    unfold(page)
    yield State("portal, colleagues of whom one can be removed")


def _link(site: Site, client: Client) -> str:
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    with rows_of(site, client) as kept:
        operator_links.keep(kept.session, secret, kept.person.id, now, now + timedelta(hours=1))
    return secret


def _invitation(site: Site, client: Client) -> str:
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    with rows_of(site, client) as kept:
        person = companies.person_at(kept.session, f"lou.{secrets.token_hex(4)}@northwind.example", now)
        memberships.invite(kept.session, kept.company, person, "Lou Marsh", now, by=kept.person.id)
        operator_links.keep(kept.session, secret, person.id, now, now + timedelta(days=7), to_join=kept.company.id)
    return secret
