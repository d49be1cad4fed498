"""Response times by week, worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audit.sales.business_hours import BusinessHours
from audit.sales.clock import ClockRules
from audit.store.figures.response import Wait
from reports.charts import Palette
from web.console.figures.asked_for import asked_for
from web.console.figures.parts import Telling, seconds_in_words, waiting_in_words
from web.console.figures.response import make_response

RULES = ClockRules(BusinessHours.parse("mon-fri 09:00-17:00", "America/New_York"), 5, 60)
TELLING = Telling("en_US", Palette())
NOW = datetime(2026, 3, 20, 18, tzinfo=UTC)


def wait(day, hour, touched_after=None, minute=0):
    """A clock that started on that day of March at that hour in New York, on its summer time, UTC−4."""
    start = datetime(2026, 3, day, tzinfo=UTC) + timedelta(hours=hour + 4, minutes=minute)
    limits = RULES.limits(start)
    touched = None if touched_after is None else start + touched_after
    return Wait(limits.clock_from, limits.amber_at, limits.red_at, touched)


def minutes(count):
    return timedelta(minutes=count)


def response(*waits, days="2026-03-09 2026-03-20"):
    first, last = days.split()
    asked = asked_for({"from": first, "to": last}, date(2026, 3, 20), ())
    return make_response(waits, RULES, asked, NOW, TELLING)


MONTH = (
    wait(9, 10, minutes(4)),  # Monday, before amber
    wait(9, 11, minutes(5)),  # at amber is not before it
    wait(10, 10, minutes(59)),
    wait(11, 10, minutes(60)),  # at red is late
    wait(12, 16, timedelta(hours=17), minute=50),  # Thursday 16:50, touched Friday 09:50: 60 minutes of business
    wait(13, 12),  # Friday, never
    wait(16, 10, minutes(2)),  # the next Monday
    wait(20, 13, minute=55),  # five minutes ago: can still be in time
)


def test_weeks_have_their_clocks_by_how_they_ended():
    table = response(*MONTH).figure.table
    assert table.columns[2:4] == ("Under 5 min", "5 to 60 min")
    assert table.rows == (
        # clocks, before amber, before red, later, not answered, in time, half within, nine in ten within
        ("Mar 9, 2026", "6", "1", "2", "2", "1", "50%", "59 min", "1 h"),
        ("Mar 16, 2026", "2", "1", "0", "0", "1", "100%", "2 min", "2 min"),
    )
    # Touches after 2, 4, 5, 59, 60 and 60 minutes: the middle is between 5 and 59.
    assert table.sums == ("All", "8", "2", "2", "2", "2", "57%", "32 min", "1 h")


def test_the_whole_is_said_in_a_sentence():
    assert response(*MONTH).lead == (
        "8 response clocks started. Of the 7 that are decided, 57% were answered in time. "
        "Half of the first touches came within 32 min, nine in ten within 1 h."
    )


def test_the_picture_says_the_share_of_each_week():
    chart = response(*MONTH).figure.chart
    assert all(words in chart for words in (">50%</text>", ">100%</text>", ">Mar 9</text>", ">Mar 16</text>"))
    assert "of all 57%" in chart


def test_a_clock_that_can_still_be_in_time_is_not_held_against_anybody():
    assert response(MONTH[-1]).lead == (
        "1 response clock started. None is decided yet: they can all still be answered in time."
    )
    assert response(MONTH[5]).lead == ("1 response clock started. Of the 1 that are decided, 0% were answered in time.")


def test_a_week_without_a_clock_is_an_empty_row():
    rows = response(wait(9, 10, minutes(1)), days="2026-03-01 2026-03-10").figure.table.rows
    assert rows[0] == ("Feb 23, 2026", "0", "0", "0", "0", "0", "–", "–", "–")
    assert [row[0] for row in rows] == ["Feb 23, 2026", "Mar 2, 2026", "Mar 9, 2026"]


def test_a_clock_belongs_to_the_week_of_the_teams_day():
    # Sunday 23:00 in New York is Monday in Greenwich.
    rows = response(wait(15, 23, minutes(1))).figure.table.rows
    assert [row[1] for row in rows] == ["1", "0"]


def test_no_clock_has_no_figure():
    assert response() is None


@pytest.mark.parametrize(
    ("minutes_waited", "words"),
    [(None, "–"), (0, "1 min"), (1.0, "1 min"), (12.3, "13 min"), (150, "2 h 30 min")],
)
def test_waiting_is_said_in_whole_minutes(minutes_waited, words):
    assert waiting_in_words(minutes_waited) == words


@pytest.mark.parametrize(("seconds", "words"), [(None, "–"), (0, "0 s"), (59.4, "59 s"), (80, "1 min 20 s")])
def test_seconds_are_said_with_their_minutes(seconds, words):
    assert seconds_in_words(seconds) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 0, "–"), (0, 9, "0%"), (1, 1_000, "1%"), (999, 1_000, "99%"), (9, 9, "100%"), (10, 9, "–"), (1, 8, "12%")],
)
def test_a_share_is_told_as_nothing_or_all_only_where_it_is(part, whole, words):
    assert TELLING.share(part, whole) == words
