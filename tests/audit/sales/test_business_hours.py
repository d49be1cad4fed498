"""Business hours: what is read, and counting them across nights, weekends, holidays and clocks that are put about."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.sales.business_hours import BusinessHours, hours_text, zone_name

OFFICE = BusinessHours.parse("mon-fri 09:00-17:00", "America/New_York", [date(2026, 12, 25)])
ALWAYS = BusinessHours.parse("mon-sun 00:00-24:00", "America/New_York")
KINDS = (
    OFFICE,
    ALWAYS,
    BusinessHours.parse("mon-thu 08:00-12:00, mon-thu 13:00-18:00, fri 08:00-15:00", "Europe/Berlin"),
    BusinessHours.parse("sat-sun 01:30-03:15", "Europe/London", [date(2026, 3, 28)]),
    BusinessHours.parse("sun 00:00-24:00", "America/Havana"),
    BusinessHours.parse("mon-sun 22:00-24:00, mon-sun 00:00-02:00", "Australia/Lord_Howe"),
)
MOMENTS = st.integers(0, 3 * 366 * 86_400).map(
    lambda second: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
)


def new_york(year, month, day, hour=0, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("America/New_York"))


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        (new_york(2026, 6, 1, 10, 0), 5, new_york(2026, 6, 1, 10, 5)),
        (new_york(2026, 6, 1, 16, 55), 5, new_york(2026, 6, 1, 17, 0)),
        (new_york(2026, 6, 1, 16, 55), 6, new_york(2026, 6, 2, 9, 1)),
        (new_york(2026, 6, 5, 16, 30), 60, new_york(2026, 6, 8, 9, 30)),  # over a weekend
        (new_york(2026, 6, 6, 12, 0), 5, new_york(2026, 6, 8, 9, 5)),  # a Saturday
        (new_york(2026, 12, 24, 16, 59), 5, new_york(2026, 12, 28, 9, 4)),  # a holiday and a weekend
        (new_york(2026, 6, 1, 3, 0), 5, new_york(2026, 6, 1, 9, 5)),
    ],
)
def test_the_clock_rests_outside_business_hours(start, minutes, end) -> None:
    assert OFFICE.after(start, minutes) == end
    assert OFFICE.minutes_between(start, end) == minutes


def test_an_hour_that_is_skipped_is_not_counted_and_one_that_comes_twice_is_counted_twice() -> None:
    spring, autumn = new_york(2026, 3, 8), new_york(2026, 11, 1)

    assert ALWAYS.minutes_between(spring, spring + timedelta(days=1)) == 23 * 60
    assert ALWAYS.minutes_between(autumn, autumn + timedelta(days=1)) == 25 * 60
    assert ALWAYS.after(new_york(2026, 3, 8, 1, 59), 2) == new_york(2026, 3, 8, 3, 1)


def test_opening_times_follow_the_wall_when_clocks_are_put_forward() -> None:
    friday = new_york(2026, 3, 6, 16, 59)

    assert OFFICE.after(friday, 2) == new_york(2026, 3, 9, 9, 1)
    assert OFFICE.after(friday, 2).hour == 13  # UTC; on the Friday before it would have been 14


def test_a_time_that_a_clock_skips_counts_as_it_would_have_been() -> None:
    night = BusinessHours.parse("sun 02:15-02:45", "America/New_York")

    assert night.minutes_between(new_york(2026, 3, 8), new_york(2026, 3, 9)) == 30
    assert night.after(new_york(2026, 3, 8), 30) == new_york(2026, 3, 8, 3, 45)


def test_no_minute_is_counted_twice_where_two_spans_meet_in_an_hour_that_comes_twice() -> None:
    night = BusinessHours.parse("sun 01:00-01:20, sun 01:40-02:00", "America/New_York")

    assert night.minutes_between(new_york(2026, 11, 1), new_york(2026, 11, 2)) == 120


@given(hours=st.sampled_from(KINDS), start=MOMENTS, minutes=st.integers(1, 5_000))
def test_so_many_minutes_later_so_many_minutes_have_passed(hours, start, minutes) -> None:
    end = hours.after(start, minutes)

    assert hours.minutes_between(start, end) == minutes
    assert hours.minutes_between(start, end - timedelta(seconds=1)) < minutes  # and it is the first such moment


@given(hours=st.sampled_from(KINDS), start=MOMENTS, first=st.integers(0, 3_000_000), second=st.integers(0, 3_000_000))
def test_two_waits_add_up_to_the_whole(hours, start, first, second) -> None:
    middle, end = start + timedelta(seconds=first), start + timedelta(seconds=first + second)

    parts = hours.minutes_between(start, middle) + hours.minutes_between(middle, end)

    assert parts == pytest.approx(hours.minutes_between(start, end), abs=1e-6)
    assert 0 <= hours.minutes_between(start, end) <= (first + second) / 60 + 1e-6


@given(hours=st.sampled_from(KINDS), moment=MOMENTS)
def test_it_is_open_exactly_when_the_next_instant_counts(hours, moment) -> None:
    instant = timedelta(microseconds=1)

    assert hours.is_open(moment) == (hours.minutes_between(moment, moment + instant) > 0)
    assert hours.is_open(hours.opens_at(moment))
    assert hours.minutes_between(moment, hours.opens_at(moment)) == 0


def test_no_time_passes_backwards() -> None:
    assert OFFICE.minutes_between(new_york(2026, 6, 2, 10), new_york(2026, 6, 1, 10)) == 0
    assert OFFICE.after(new_york(2026, 6, 6, 12), 0) == new_york(2026, 6, 6, 12)


@pytest.mark.parametrize(
    "text", ["mon-fri 9:00-17:00", "  MON-FRI  09:00 - 17:00 ", "mon-wed 09:00-17:00,thu-fri 09:00-17:00"]
)
def test_the_same_hours_can_be_written_in_several_ways(text) -> None:
    assert BusinessHours.parse(text, "America/New_York").week == OFFICE.week


def test_spans_that_touch_are_one_and_a_week_may_be_wrapped_round() -> None:
    hours = BusinessHours.parse("sat-mon 09:00-12:00, sat-mon 12:00-17:00", "UTC")

    assert [[(span.opens, span.closes) for span in day] for day in hours.week] == [
        [(540, 1020)],
        [],
        [],
        [],
        [],
        [(540, 1020)],
        [(540, 1020)],
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "write it as mon-fri 09:00-17:00"),
        ("9 to 5", "write it as mon-fri 09:00-17:00"),
        ("mon-fri 09:00-17:00,", "write it as mon-fri 09:00-17:00"),
        ("mo-fr 09:00-17:00", "write it as mon-fri 09:00-17:00"),
        ("mon-fry 09:00-17:00", "the days are mon, tue, wed, thu, fri, sat, sun"),
        ("mon-fri 09:60-17:00", "the times go from 00:00 to 24:00"),
        ("mon-fri 09:00-24:01", "the times go from 00:00 to 24:00"),
        ("mon-fri 22:00-06:00", "each span begins before it ends"),
        ("mon-fri 09:00-09:00", "each span begins before it ends"),
    ],
)
def test_what_cannot_be_read_is_refused_with_how_to_write_it(text, said) -> None:
    with pytest.raises(ValueError, match=said):
        hours_text(text)


@pytest.mark.parametrize("name", ["Mars/Base", "", "../../etc/passwd", "america/newyork", "EST5EDT4,M3"])
def test_a_time_zone_that_is_none_is_refused(name) -> None:
    with pytest.raises(ValueError, match="as America/New_York"):
        zone_name(name)
