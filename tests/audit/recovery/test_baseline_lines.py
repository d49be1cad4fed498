"""Values from before the work began, as people paste them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.answering.expected import UNLIMITED, Expected, NumberError
from audit.recovery.baseline_lines import MOST_LINES, as_lines, read_lines, read_one, typed_number
from audit.recovery.periods import Cadence, start_of
from audit.recovery.terms import Measured

CALLS = Expected("call/month", 0, UNLIMITED, "USD", "en_US")
SHARE = Expected("1", 0, 1, "USD", "en_US")
TODAY = date(2026, 11, 21)


def months(text: str, expected: Expected = CALLS):
    return read_lines(text, Cadence.MONTH, expected, TODAY)


@pytest.mark.parametrize(
    "line",
    [
        "2026-03 1200",
        "2026-03: 1,200",
        "2026-03,1200",
        "2026-03;1200",
        "2026-03\t1200",
        "2026-03 = 1 200",
        "03/2026 1200",
        "March 2026: 1200",
        "Mar 2026 | 1.2k",
        "2 March 2026 1200 calls",
        "  2026-03-02   1200  ",
    ],
)
def test_a_month_and_its_number_are_read_however_they_are_written(line):
    assert months(line).values == (Measured(starts_on=date(2026, 3, 1), value=1200),)


@pytest.mark.parametrize("line", ["2026-03-02 4", "2026-03-05: 4", "week of 2 March 2026: 4", "2026-W10 4"])
def test_a_week_is_named_by_any_of_its_days(line):
    found = read_lines(line, Cadence.WEEK, CALLS, TODAY)
    assert found.values == (Measured(starts_on=date(2026, 3, 2), value=4),)


def test_a_share_is_typed_in_per_cent():
    found = months("2026-03 12 %\n2026-04 0.12\n2026-05 12", SHARE)
    assert [one.value for one in found.values] == [0.12, 0.12, 0.12]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("41", "Write the month and its number"),
        ("soon: 41", "Write the month and its number"),
        ("2026-13 41", "There is no such month."),
        ("2026-03", "The number of March 2026 is missing."),
        ("2026-03 many", "Write a number in digits."),
        ("2026-03 3 to 4", "not a range"),
        ("2026-03 -4", "0 or more"),
        ("2026-11 41", "November 2026 is not over yet."),
        ("2026-W10 41", "measured by the month"),
    ],
)
def test_a_line_that_cannot_be_used_says_why(line, said):
    found = months(f"2026-01 40\n\n{line}")
    (wrong,) = found.wrong
    assert wrong.number == 3
    assert said in str(wrong)
    assert str(wrong).startswith("Line 3: ")
    assert len(found.values) == 1


def test_a_month_is_there_once():
    found = months("2026-03 41\nMarch 2026: 42")
    assert [str(one) for one in found.wrong] == ["Line 2: March 2026 is in line 1 already."]


def test_values_come_in_the_order_of_their_months():
    assert [one.value for one in months("2026-03 3\n2026-01 1\n2026-02 2").values] == [1, 2, 3]


def test_nobody_pastes_a_book():
    found = months("\n".join(f"{year}-{month:02} 4" for year in range(2000, 2026) for month in range(1, 13)))
    assert found.values == ()
    assert f"Line {MOST_LINES + 1}: {MOST_LINES} values are enough" in str(found.wrong[0])


@given(st.text(max_size=300), st.sampled_from(Cadence))
def test_every_line_is_either_read_or_refused(text, cadence):
    found = read_lines(text, cadence, CALLS, TODAY)
    assert len(found.values) + len(found.wrong) == len([line for line in text.splitlines() if line.strip()])


@given(
    st.dictionaries(
        st.dates(date(2010, 1, 1), date(2026, 10, 1)),
        st.floats(0, 1e6, allow_nan=False).map(lambda value: float(f"{value:.6g}")),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from(Cadence),
    st.sampled_from(["en_US", "de_DE", "fr_FR", "en_IN"]),
)
def test_values_read_back_as_they_were_written(days, cadence, locale):
    values = {start_of(day, cadence): value for day, value in days.items()}
    measured = tuple(Measured(starts_on=start, value=values[start]) for start in sorted(values))
    expected = Expected("call/month", 0, UNLIMITED, "USD", locale)
    found = read_lines(as_lines(measured, cadence, expected), cadence, expected, TODAY)
    assert found.wrong == ()
    assert [one.starts_on for one in found.values] == [one.starts_on for one in measured]
    assert [one.value for one in found.values] == pytest.approx([one.value for one in measured], rel=1e-9, abs=1e-10)


@given(st.floats(0, 1).map(lambda value: float(f"{value:.4g}")))
def test_a_share_reads_back_as_it_was_written(value):
    assert read_one(typed_number(value, SHARE), SHARE) == pytest.approx(value, rel=1e-9, abs=1e-12)


def test_what_is_agreed_is_no_range():
    with pytest.raises(NumberError, match="not a range"):
        read_one("3 to 4", CALLS)
