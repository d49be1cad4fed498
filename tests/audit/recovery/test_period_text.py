"""Periods as people and spreadsheets write them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.recovery.period_text import PeriodError, read_period, short_name
from audit.recovery.periods import Cadence, name_of, start_of

DAYS = st.dates(date(2000, 2, 1), date(2199, 11, 30))


@pytest.mark.parametrize(
    "text",
    [
        "2026-03",
        "2026/3",
        "03/2026",
        "3.2026",
        "202603",
        "March 2026",
        "mar 2026",
        "Mar. 2026",
        "2026 March",
        "Mar-26",
        "Mar '26",
        "2026-03-02",
        "2026-03-31 00:00:00",
        "2026-03-02T00:00:00Z",
        "31.03.2026",
        "31/3/2026",
        "3/31/2026",
        "2 March 2026",
        "2nd March 2026",
        "March 2, 2026",
        " \u00a02026\u201103 ",
    ],
)
def test_a_month_is_read_however_it_is_written(text: str):
    assert read_period(text, Cadence.MONTH) == date(2026, 3, 1)


@pytest.mark.parametrize(
    "text", ["2026-W10", "2026W10", "2026-W10-1", "W10 2026", "week 10 2026", "2026-03-04", "week of 2 March 2026"]
)
def test_a_week_is_read_by_its_number_or_by_a_day_in_it(text: str):
    assert read_period(text, Cadence.WEEK) == date(2026, 3, 2)


def test_a_day_in_figures_is_read_by_the_customs_of_the_place():
    assert read_period("3/2/2026", Cadence.WEEK) == date(2026, 2, 2)
    assert read_period("3/2/2026", Cadence.WEEK, month_first=True) == date(2026, 3, 2)
    assert read_period("13/2/2026", Cadence.WEEK, month_first=True) == date(2026, 2, 9)


@pytest.mark.parametrize(
    "text", ["", "soon", "2026", "2026-13", "32 March 2026", "Foo 2026", "1999-12", "2200-01", "x" * 500]
)
def test_what_is_no_month_is_refused_with_how_to_write_it(text: str):
    with pytest.raises(PeriodError, match="Write the month as"):
        read_period(text, Cadence.MONTH)


def test_a_month_is_no_week_and_a_week_is_no_month():
    with pytest.raises(PeriodError, match="by the week, not by the month"):
        read_period("March 2026", Cadence.WEEK)
    with pytest.raises(PeriodError, match="by the month, not by the week"):
        read_period("2026-W10", Cadence.MONTH)
    with pytest.raises(PeriodError, match="no such week"):
        read_period("2026-W54", Cadence.WEEK)


@given(DAYS, st.sampled_from(Cadence))
def test_every_name_of_ours_is_read_back(day: date, cadence: Cadence):
    start = start_of(day, cadence)
    assert read_period(short_name(start, cadence), cadence) == start
    assert read_period(name_of(start, cadence), cadence) == start
    assert read_period(day.isoformat(), cadence) == start


@given(st.text(max_size=60), st.sampled_from(Cadence))
def test_no_text_breaks_it(text: str, cadence: Cadence):
    with suppress(PeriodError):
        start = read_period(text, cadence)
        assert start == start_of(start, cadence)
