"""The ordinary swing: limits worked by hand, and how they widen where they are made of few values."""

from pathlib import Path
from statistics import mean

import pytest

from audit.recovery.periods import Cadence
from audit.recovery.swing import LEAST_VALUES, swing_of
from tests.audit.recovery.deals import BEFORE

METHOD = Path(__file__).parents[3] / "docs" / "method.md"


def test_limits_worked_by_hand():
    swing = swing_of(BEFORE, Cadence.MONTH)
    assert swing.mean == pytest.approx(40)
    assert swing.moving_range == pytest.approx((4 + 1 + 2 + 4 + 6) / 5)
    assert swing.width == pytest.approx(3.9 * 3.4)
    assert swing.above(53.27)
    assert not swing.above(53.25)
    assert swing.below(26.73)
    assert not swing.below(26.75)


def test_with_many_values_the_usual_factor_counts_three_standard_deviations_of_a_normal_swing():
    # The mean distance of two values of a normal distribution is 2 / sqrt(pi) = 1.128 standard deviations.
    for cadence in Cadence:
        assert swing_of(BEFORE * 10, cadence).factor == pytest.approx(3 / 1.128, abs=0.001)


def test_the_worked_example_of_a_plain_chart():
    # Worked on paper: 24 monthly values, their mean 10, distances of 2 throughout: limits at 10 - 5.32 and 10 + 5.32.
    swing = swing_of([9.0, 11.0] * 12, Cadence.MONTH)
    assert (swing.mean - swing.width, swing.mean + swing.width) == pytest.approx((4.68, 15.32))


@pytest.mark.parametrize("cadence", Cadence)
def test_the_fewer_the_values_the_wider_the_limits(cadence):
    by_count = [swing_of(([1.0, 2.0] * 30)[:count], cadence).factor for count in range(LEAST_VALUES, 61)]
    assert by_count == sorted(by_count, reverse=True)
    assert by_count[0] > 2.66
    assert by_count[-1] == 2.66


@pytest.mark.parametrize("cadence", Cadence)
def test_the_method_prints_the_factors_that_are_used(cadence):
    lines = METHOD.read_text().splitlines()
    counts, factors = (
        [float(cell) for cell in line.split("|")[2:-1]]
        for start in ("| values before the start", f"| {cadence}s |")
        for line in lines
        if line.startswith(start)
    )
    assert factors == [swing_of(([1.0, 2.0] * 30)[: int(count)], cadence).factor for count in counts]


def test_a_year_of_weeks_has_wider_limits_than_a_year_of_months():
    for count in range(LEAST_VALUES, 25):
        values = [float(value % 3) for value in range(count)]
        assert swing_of(values, Cadence.WEEK).factor > swing_of(values, Cadence.MONTH).factor


def test_five_values_say_nothing():
    assert swing_of(BEFORE[:5], Cadence.MONTH) is None
    assert swing_of((), Cadence.WEEK) is None


def test_values_that_are_all_the_same_have_no_swing_and_rounding_is_no_change():
    swing = swing_of([0.1] * 7, Cadence.MONTH)
    assert swing.width == 0
    assert not swing.above(0.1)
    assert not swing.below(mean([0.1] * 7))
    assert swing.above(0.11)
    assert not swing_of([0.3] * 6, Cadence.MONTH).above(0.1 + 0.2)
    assert not swing_of([0.1 + 0.2] * 6, Cadence.MONTH).below(0.3)
