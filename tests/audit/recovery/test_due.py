"""What is due, what may be entered, and when somebody is reminded."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.recovery import due
from audit.recovery.period_text import PeriodError
from audit.recovery.periods import Cadence
from audit.sales.business_hours import BusinessHours
from tests.web.portal.operators import terms_of

CHICAGO = ZoneInfo("America/Chicago")
HOURS = BusinessHours.parse("mon-fri 09:00-17:00", "America/Chicago", [date(2026, 7, 3)])
TERMS = terms_of(date(2026, 3, 1))
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def test_the_periods_since_the_start_are_those_that_are_over():
    assert due.periods_over(TERMS, date(2026, 3, 31)) == []
    assert due.periods_over(TERMS, date(2026, 5, 31)) == [MARCH, APRIL]
    assert due.next_period(TERMS, date(2026, 3, 31)) == MARCH
    assert due.next_period(TERMS, date(2026, 5, 31)) == MAY


def test_a_start_in_the_middle_of_a_month_counts_from_the_next_whole_one():
    middle = terms_of(date(2026, 3, 9), baseline_values=(), baseline_from=date(2026, 1, 1))
    assert due.periods_over(middle, date(2026, 5, 1)) == [APRIL]
    with pytest.raises(PeriodError, match="belongs to the baseline"):
        due.check_period(MARCH, middle, date(2026, 5, 1))


def test_weeks_run_from_monday():
    weekly = terms_of(date(2026, 3, 2), cadence=Cadence.WEEK, baseline_values=())
    assert due.periods_over(weekly, date(2026, 3, 16)) == [date(2026, 3, 2), date(2026, 3, 9)]


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (date(2026, 2, 1), "February 2026 lies before the first whole month of the agreement, so it belongs"),
        (MAY, "May 2026 is not over yet. Enter it from 1 June 2026 on"),
    ],
)
def test_a_period_that_cannot_be_entered_is_refused_with_the_reason(start: date, words: str):
    with pytest.raises(PeriodError, match=words):
        due.check_period(start, TERMS, date(2026, 5, 31))


def test_after_the_stop_nothing_counts_but_what_came_before_may_be_put_right():
    due.check_period(APRIL, TERMS, date(2026, 8, 1), stopped_on=date(2026, 4, 20))
    with pytest.raises(PeriodError, match="after the agreement was stopped"):
        due.check_period(MAY, TERMS, date(2026, 8, 1), stopped_on=date(2026, 4, 20))


def test_a_number_is_late_once_the_next_period_is_over_too():
    assert not due.is_late(MARCH, Cadence.MONTH, date(2026, 4, 30))
    assert due.is_late(MARCH, Cadence.MONTH, date(2026, 5, 1))


def test_a_reminder_waits_three_days_and_comes_once():
    assert due.to_remind_of(TERMS, (), None, date(2026, 4, 3)) is None
    assert due.to_remind_of(TERMS, (), None, date(2026, 4, 4)) == MARCH
    assert due.to_remind_of(TERMS, (), MARCH, date(2026, 4, 30)) is None
    assert due.to_remind_of(TERMS, {MARCH}, None, date(2026, 4, 30)) is None


def test_of_several_that_are_missing_the_newest_is_reminded_of():
    assert due.to_remind_of(TERMS, (), None, date(2026, 6, 4)) == MAY
    assert due.to_remind_of(TERMS, {MAY}, None, date(2026, 6, 4)) == APRIL
    assert due.to_remind_of(TERMS, {MAY}, APRIL, date(2026, 6, 4)) is None


@pytest.mark.parametrize(
    ("moment", "decent"),
    [
        (datetime(2026, 7, 2, 14, 0, tzinfo=UTC), True),  # Thursday, nine in Chicago
        (datetime(2026, 7, 2, 13, 59, tzinfo=UTC), False),
        (datetime(2026, 7, 2, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 7, 2, 23, 0, tzinfo=UTC), False),
        (datetime(2026, 7, 3, 15, 0, tzinfo=UTC), False),  # a holiday
        (datetime(2026, 7, 4, 15, 0, tzinfo=UTC), False),  # a Saturday
    ],
)
def test_reminders_go_out_by_day_and_on_working_days(moment: datetime, *, decent: bool):
    assert due.is_decent_hour(moment, HOURS) is decent


@given(st.integers(0, 2 * 365 * 24 * 60))
def test_the_next_look_is_at_nine_on_the_wall_within_a_day(minutes: int):
    now = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = due.next_morning(now, CHICAGO)
    assert found.astimezone(CHICAGO).time() == due.MORNING
    assert now < found <= now + timedelta(hours=25)  # the day on which the clock is put back has 25
