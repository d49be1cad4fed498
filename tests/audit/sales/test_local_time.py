"""What time it is there, by their time zone or their phone number, and whether to call."""

from datetime import UTC, datetime

import pytest

from audit.sales.local_time import Moment, local_time

MONDAY = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)


def clock(found) -> str:
    return f"{found.earliest:%a %H:%M}"


def test_the_time_zone_that_they_gave_counts_most():
    found = local_time("America/Chicago", "+442079460000", MONDAY)
    assert (clock(found), found.by_phone, found.moment) == ("Mon 09:30", False, Moment.GOOD)


def test_else_the_phone_number_says_where_they_are():
    found = local_time("", "+14155550132", MONDAY)
    assert (clock(found), found.by_phone, found.moment) == ("Mon 07:30", True, Moment.NIGHT)


def test_a_country_with_several_time_zones_gives_a_span():
    found = local_time("", "+34612345678", MONDAY)  # a Spanish mobile: the mainland, or the Canary Islands
    assert found.earliest.utcoffset() != found.latest.utcoffset()
    assert found.earliest.replace(tzinfo=None) < found.latest.replace(tzinfo=None)


@pytest.mark.parametrize("phone", ["", "call me", "555", "+18005550100"])
def test_a_number_that_says_nothing_of_a_place_gives_no_time(phone):
    assert local_time("", phone, MONDAY) is None


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "/etc/localtime", "America"])
def test_a_time_zone_that_is_none_is_left_aside(zone):
    assert local_time(zone, "", MONDAY) is None


@pytest.mark.parametrize(
    ("hour", "moment"),
    [(7, Moment.NIGHT), (8, Moment.EDGE), (9, Moment.GOOD), (16, Moment.GOOD), (17, Moment.EDGE), (20, Moment.NIGHT)],
)
def test_office_hours_are_good_and_nights_are_not(hour, moment):
    assert local_time("UTC", "", MONDAY.replace(hour=hour)).moment is moment


def test_a_weekend_is_no_time_for_an_office():
    assert local_time("UTC", "", datetime(2026, 3, 1, 11, tzinfo=UTC)).moment is Moment.EDGE
