"""The response clock: when it turns, and what it says."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.sales.business_hours import BusinessHours
from audit.sales.clock import Light, Turn, clock_rules, minutes_in_words, newest_turn, state_of

RULES = clock_rules("mon-fri 09:00-17:00", "UTC", (), 5, 60)
MONDAY = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 6, 5, 16, 58, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Lead:
    clock_from: datetime | None = None
    amber_at: datetime | None = None
    red_at: datetime | None = None
    first_touch_at: datetime | None = None


def lead_from(start, touched=None):
    limits = RULES.limits(start)
    return Lead(limits.clock_from, limits.amber_at, limits.red_at, touched)


def shown(lead, now):
    state = state_of(RULES.hours, lead, now)
    return state.light, state.words


def test_the_limits_are_business_minutes() -> None:
    limits = RULES.limits(FRIDAY)

    assert limits.amber_at == datetime(2026, 6, 8, 9, 3, tzinfo=UTC)
    assert limits.red_at == datetime(2026, 6, 8, 9, 58, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "light", "words"),
    [
        (0, Light.GREEN, "5 min left"),
        (1, Light.GREEN, "4 min left"),
        (5, Light.AMBER, "55 min until red"),
        (59.5, Light.AMBER, "1 min until red"),
        (60, Light.RED, "red for 0 min"),
        (180, Light.RED, "red for 2 h"),
        (205, Light.RED, "red for 2 h 25 min"),
    ],
)
def test_a_clock_says_what_is_left_and_then_for_how_long_it_is_red(after, light, words) -> None:
    assert shown(lead_from(MONDAY), MONDAY + after * MINUTE) == (light, words)


def test_a_clock_that_rests_says_when_it_goes_on() -> None:
    saturday = FRIDAY + timedelta(days=1)
    state = state_of(RULES.hours, lead_from(FRIDAY), saturday)

    assert (state.light, state.words, state.resting) == (Light.GREEN, "3 min left, from Mon 09:00", True)
    assert not state_of(RULES.hours, lead_from(MONDAY), MONDAY).resting


def test_a_day_after_it_turned_red_the_calendar_counts() -> None:
    assert shown(lead_from(MONDAY), MONDAY + 60 * MINUTE + timedelta(days=1)) == (Light.RED, "red for 1 day")
    assert shown(lead_from(MONDAY), MONDAY + timedelta(days=9)) == (Light.RED, "red for 8 days")


@pytest.mark.parametrize(
    ("after", "light", "words"),
    [
        (12, Light.ANSWERED, "answered in 12 min"),
        (59, Light.ANSWERED, "answered in 59 min"),
        (60, Light.ANSWERED_LATE, "answered late, in 1 h"),
        (-10, Light.ANSWERED, "answered in 0 min"),  # somebody was in touch before they gave an address
    ],
)
def test_the_first_touch_stops_it(after, light, words) -> None:
    lead = lead_from(MONDAY, MONDAY + after * MINUTE)

    assert shown(lead, MONDAY + timedelta(days=3)) == (light, words)


def test_a_night_does_not_count_as_waiting() -> None:
    evening = datetime(2026, 6, 1, 16, 50, tzinfo=UTC)

    assert shown(lead_from(evening, datetime(2026, 6, 2, 9, 10, tzinfo=UTC)), MONDAY)[1] == "answered in 20 min"


def test_without_somebody_to_call_it_does_not_run() -> None:
    assert shown(Lead(), MONDAY) == (Light.NOT_RUNNING, "not running")
    assert newest_turn(Lead(), MONDAY) is None


@pytest.mark.parametrize(
    ("after", "turn"),
    [(0, Turn.ARRIVED), (4, Turn.ARRIVED), (5, Turn.AMBER), (60, Turn.RED), (24 * 60, Turn.RED), (25 * 60, None)],
)
def test_only_the_newest_turn_is_news_and_only_for_a_day(after, turn) -> None:
    assert newest_turn(lead_from(MONDAY), MONDAY + after * MINUTE) == turn


def test_nothing_is_news_once_somebody_was_in_touch() -> None:
    assert newest_turn(lead_from(MONDAY, MONDAY), MONDAY + MINUTE) is None


@given(seconds=st.integers(0, 1_000_000), touched=st.none() | st.integers(0, 1_000_000))
def test_a_clock_only_ever_turns_one_way(seconds, touched) -> None:
    order = [Light.GREEN, Light.AMBER, Light.RED]
    lead = lead_from(MONDAY, None if touched is None else MONDAY + timedelta(seconds=touched))
    now, later = (state_of(RULES.hours, lead, MONDAY + timedelta(seconds=s)).light for s in (seconds, seconds + 90))

    if touched is None:
        assert order.index(now) <= order.index(later)
    else:
        assert now == later == state_of(RULES.hours, replace(lead), MONDAY).light


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (59.99, "59 min"), (60, "1 h"), (61, "1 h 1 min"), (600, "10 h"), (659, "10 h")],
)
def test_minutes_in_words(minutes, words) -> None:
    assert minutes_in_words(minutes) == words


def test_rules_that_cannot_be_read_are_refused() -> None:
    with pytest.raises(ValueError, match="write it as"):
        clock_rules("always", "UTC", (), 5, 60)
    assert isinstance(RULES.hours, BusinessHours)
