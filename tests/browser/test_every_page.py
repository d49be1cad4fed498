"""What holds on every page in every state: no barrier that axe knows, no scrolling sideways, nothing hard to tap."""

import pytest

from tests.browser.chromium import PHONE
from tests.browser.looking import faults
from tests.browser.states.parts import PARTS
from tests.browser.states.wrong_turns import PROVOKED

pytestmark = pytest.mark.enable_socket

ON_SERVERS = {"longest texts", "report", "wrong turns", "leads"}
"""Each part is looked at on one set-up: half of them here, half of them there."""


@pytest.mark.parametrize(
    ("part", "site"),
    [(name, "servers" if name in ON_SERVERS else "embedded") for name in PARTS],
    indirect=["site"],
)
def test_every_state_of_every_page_is_free_of_barriers_fits_and_can_be_tapped(part, site, visit):
    page = visit(PHONE, site.origin, *PROVOKED)
    found: dict[str, object] = {}
    names = []
    for state in PARTS[part](site, page):
        names.append(state.name)
        found |= faults(page, state)
    assert found == {}
    assert len(set(names)) == len(names)
