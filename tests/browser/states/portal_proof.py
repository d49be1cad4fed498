"""The proof in each of its states, for the company and for staff."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page

from audit.store import agreements
from audit.store.tables import Role
from tests.browser.operators import Client, client, let_in, measure, months_ago, rows_of, standard
from tests.browser.sites import Site
from tests.browser.staff import staff_page
from tests.browser.states.state import State, unfold
from tests.web.portal.operators import terms_of

FELL = [39.0, 24.0, 15.0, 13.0, None, 12.0, 13.0, 12.0, 13.0]
ROSE_AGAIN = [30.0, 14.0, 13.0, 12.0, 13.0, 12.0, 27.0, 36.0, 39.0]
ODD = {2: "Counted afterwards from the list; Dana was away for two weeks and nobody else had the key to it."}


def proof_states(site: Site, page: Page) -> Iterator[State]:
    """From the signatures to a relapse."""
    unsigned = client(site, "Marrow Glass", terms_of(months_ago(0)), signed=False)
    yield from _shown(site, page, unsigned, "not signed")
    yield from _shown(site, page, standard(site, "Brennan Couriers", months=0), "no value yet")
    few = standard(site, "Wick and Sons", months=3, baseline_values=())
    measure(site, few, [30, 14])
    yield from _shown(site, page, few, "too few values before the start")
    young = standard(site, "Corriedale Wool", months=2)
    measure(site, young, [28])
    yield from _shown(site, page, young, "on track")
    slipped = standard(site, "Elm Tree Surgery", months=9)
    measure(site, slipped, ROSE_AGAIN)
    yield from _shown(site, page, slipped, "slipped")
    reached = standard(site, "Tidewell Plumbing", months=9)
    measure(site, reached, FELL, ODD)
    let_in(site, page, reached)
    page.goto(f"{reached.agreement}/proof")
    unfold(page)
    yield State("proof, reached with a gap, late and corrected", desk=True)
    with rows_of(site, reached) as kept:
        agreements.stop(kept.agreement, "They went back to the old phones.", datetime.now(UTC) - timedelta(hours=1))
    yield from _shown(site, page, reached, "stopped")
    no_money = client(site, "Pine Street Bakery", terms_of(months_ago(2), fix="not_in_the_playbook"))
    yield from _shown(site, page, no_money, "no dollars")
    staff_page(site, page, Role.SALES, "Theo Brandvold")
    page.goto(f"{reached.staffs}/proof")
    unfold(page)
    yield State("proof, for staff", desk=True)
    page.goto(f"{unsigned.staffs}/proof")
    yield State("proof, for staff, not signed")


def _shown(site: Site, page: Page, place: Client, name: str) -> Iterator[State]:
    let_in(site, page, place)
    page.goto(f"{place.agreement}/proof")
    yield State(f"proof, {name}")
