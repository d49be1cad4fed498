"""The agreements as staff work with them."""

from collections.abc import Iterator
from datetime import UTC, datetime

from playwright.sync_api import Page

from audit.store import agreements
from audit.store.tables import Role
from tests.browser.answering import Mouse
from tests.browser.longest import LONG_WORD
from tests.browser.operators import client, measure, months_ago, rows_of, standard
from tests.browser.sites import Site
from tests.browser.staff import lead, staff_page
from tests.browser.states.state import State, unfold
from tests.web.portal.operators import terms_of

HAND = Mouse()


def console_agreement_states(site: Site, page: Page) -> Iterator[State]:
    """From the draft on the call page to the end of an agreement."""
    staff_page(site, page, Role.SALES, "Theo Brandvold")
    yield from _drafting(site, page)
    place = standard(site, "Tidewell Plumbing", months=3)
    measure(site, place, [39, 31])
    client(site, f"{LONG_WORD} and Daughters", terms_of(months_ago(0), fix_title=LONG_WORD), signed=False)
    page.goto(f"{site.origin}/console/agreements")
    yield State("agreements, by state", desk=True)
    page.goto(f"{site.origin}/console/agreements?state=stopped")
    yield State("agreements, none in a state", desk=True)
    page.goto(place.staffs)
    unfold(page)
    yield State("agreement for staff, in force", desk=True)
    HAND.press(page, "Stop it")
    yield State("agreement for staff, stopped without a reason", new=(".error-summary", "details.panel"))
    page.goto(f"{place.staffs}/change")
    yield State("agreement for staff, to be changed", desk=True)
    page.fill("#terms-target", "18")
    HAND.press(page, "Work out what it is worth")
    yield State("agreement for staff, a change without a reason", new=(".error-summary", "form.terms"))
    now = datetime.now(UTC)
    with rows_of(site, place) as kept:
        version = agreements.versions(kept.session, kept.agreement.id)[0].row
        agreements.ask_for_change(kept.session, version, kept.person, "Pat Lee", "Please start later.", now)
        changed = terms_of(months_ago(2), target=18.0)
        agreements.propose(kept.session, kept.agreement, changed, "It starts a month later.", None, now)
    page.goto(place.staffs)
    unfold(page)
    yield State("agreement for staff, a newer version waits", desk=True)
    HAND.press(page, "Sign version 2")
    yield State("agreement for staff, signed without a name", new=(".error-summary", ".agreed-sign"))
    with rows_of(site, place) as kept:
        agreements.stop(kept.agreement, "They went back to the old phones.", now)
    staff_page(site, page, Role.VIEWER, "Ines Calloway")
    page.goto(place.staffs)
    yield State("agreement for staff, stopped, only to be looked at")


def _drafting(site: Site, page: Page) -> Iterator[State]:
    place = lead(site, "Fenwick Valves and Fittings")
    page.goto(f"{site.origin}/console/leads/{place}/agreement")
    yield State("drafting, which fix", desk=True)
    page.locator(".terms-fixes a").first.click()
    draft = page.url
    yield State("drafting an agreement", desk=True)
    page.fill("#terms-target", "rather few")
    page.fill("#terms-owner", "")
    HAND.press(page, "Work out what it is worth")
    yield State("drafting, with mistakes", desk=True)
    page.goto(draft)
    page.fill("#terms-owner", "Robin Okafor")
    page.fill("#terms-source", "The call log of the phone system")
    page.fill("#terms-baseline", "40")
    page.fill("#terms-target", "14")
    HAND.press(page, "Work out what it is worth")
    yield State("drafting, with what it is worth", desk=True)
