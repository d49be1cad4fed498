"""What holds on every page in every state: no barrier that axe knows, no scrolling sideways, no third party."""

import pytest

from tests.browser.chromium import DESKTOP, PHONE, SMALL_PHONE
from tests.browser.looking import barriers, enlarge_text, sideways
from tests.browser.states import PROVOKED, every_state

pytestmark = pytest.mark.enable_socket

FEWEST_STATES = 60


@pytest.mark.parametrize("visitor", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_axe_finds_no_barrier_on_any_page_in_any_state(embedded, visit, visitor):
    page = visit(visitor, embedded.origin, *PROVOKED)
    found = {state: barriers(page) for state in every_state(embedded, page)}
    assert {state: words for state, words in found.items() if words} == {}
    assert len(found) > FEWEST_STATES


def test_on_the_smallest_phone_and_with_text_twice_as_large_nothing_scrolls_sideways(embedded, visit):
    page = visit(SMALL_PHONE, embedded.origin, *PROVOKED)
    found = {}
    for state in every_state(embedded, page):
        found[state] = sideways(page)
        enlarge_text(page)
        found[f"{state}, large text"] = sideways(page)
        enlarge_text(page, 100)
    assert {state: elements for state, elements in found.items() if elements} == {}
