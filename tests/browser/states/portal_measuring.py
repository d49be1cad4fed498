"""The numbers of an agreement: entered, corrected, pasted, and sent by programs."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.answering import Mouse
from tests.browser.operators import Client, client, let_in, measure, months_ago, standard
from tests.browser.sites import Site
from tests.browser.states.state import State, unfold
from tests.web.portal.operators import terms_of

HAND = Mouse()


def measuring_states(site: Site, page: Page) -> Iterator[State]:
    """From before the signatures to a key for a program."""
    unsigned = client(site, "Marrow Glass", terms_of(months_ago(0)), signed=False)
    let_in(site, page, unsigned)
    page.goto(f"{unsigned.agreement}/measurements")
    yield State("measurements, before the signatures")
    young = standard(site, "Brennan Couriers", months=0)
    let_in(site, page, young)
    page.goto(f"{young.agreement}/measurements")
    yield State("measurements, nothing is over yet")
    place = standard(site, "Tidewell Plumbing", months=5)
    let_in(site, page, place)
    yield from _typed(site, page, place)
    yield from _pasted(page, place)
    yield from _keys(page, place)


def _typed(site: Site, page: Page, place: Client) -> Iterator[State]:
    page.goto(f"{place.agreement}/measurements")
    unfold(page)
    yield State("measurements, the first is asked for", desk=True)
    page.fill("#metric", "rather many")
    HAND.press(page, "Save")
    yield State("measurements, no number", new=(".error-summary", "#measure"))
    measure(site, place, [39, 31, None, 22], {1: "Two days were counted twice."})
    page.goto(f"{place.agreement}/measurements")
    yield State("measurements, with marks and notes", desk=True)
    page.goto(f"{place.agreement}/measurements?period={months_ago(4):%Y-%m}")
    unfold(page)
    yield State("measurements, one with its history", new=("#measure",))
    page.fill("#metric", "30")
    HAND.press(page, "Save the change")
    yield State("measurements, a change without a reason", new=(".error-summary", "#measure"))


def _pasted(page: Page, place: Client) -> Iterator[State]:
    page.goto(f"{place.agreement}/measurements")
    HAND.press(page, "Check these")
    yield State("measurements, an empty table", new=(".error-summary",))
    page.goto(f"{place.agreement}/measurements")
    page.fill("#sheet", f"Month, Number\n{months_ago(3):%Y-%m}, 26\n{months_ago(4):%Y-%m}, 29\nlast spring, many\n")
    HAND.press(page, "Check these")
    yield State("measurements, a table with mistakes", desk=True)
    page.get_by_role("button", name="Keep the").click()
    yield State("measurements, a changed number without a reason", new=(".error-summary",))


def _keys(page: Page, place: Client) -> Iterator[State]:
    page.goto(f"{place.agreement}/measurements/keys")
    yield State("keys, none yet")
    HAND.press(page, "Make the key")
    yield State("keys, for nothing")
    page.fill("#label", "Export of the call log")
    HAND.press(page, "Make the key")
    yield State("keys, a new one", desk=True)
    page.goto(f"{place.agreement}/measurements/keys")
    yield State("keys, one", new=(".measuring-keys",))
    page.get_by_role("button", name="Revoke").click()
    yield State("keys, one that was revoked", new=(".measuring-keys",))
