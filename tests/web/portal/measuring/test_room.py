"""How the numbers of an agreement are written in a list."""

from datetime import date

import pytest

from audit.store.tables import Agreement
from tests.web.portal.operators import terms_of
from web.portal.measuring.room import Room


@pytest.mark.parametrize(
    ("unit", "value", "said_once", "written"),
    [
        ("inquiry/month", 1240.5, "inquiries a month", "1,240.5"),
        ("1", 0.125, "", "12.5%"),
        ("USD/month", 1240.0, "", "$1,240 a month"),
        ("hour", 0.5, "", "30 minutes"),
    ],
)
def test_a_list_says_its_unit_once_unless_each_number_needs_it(unit, value, said_once, written):
    room = Room(Agreement(), terms_of(date(2026, 3, 1), metric_unit=unit), "en_US")
    assert room.unit_of_all == said_once
    assert room.listed(value) == written
