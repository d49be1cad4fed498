"""Low, likely and high to draws, draws to three quantiles, and cents that add up."""

from math import ceil, inf, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.estimates import (
    Estimate,
    Shape,
    apportion,
    cents,
    draw,
    exactly,
    in_order,
    likely_above,
    money_range,
    number_range,
    open_range,
    order,
    quantile,
    quantiles,
    rounded,
    uniforms,
)
from audit.findings import OpenRange, Range

# Written down once. No update of Python, NumPy or anything else may move a stored audit by a cent.
FROZEN_ORDERS = {
    ("close_rate", 1): [5, 7, 10, 12, 1, 6, 4, 3, 11, 8, 13, 2, 0, 15, 14, 9],
    ("close_rate", 2): [6, 12, 1, 11, 9, 14, 15, 2, 13, 4, 5, 3, 10, 0, 8, 7],
    ("leads", 1): [12, 2, 6, 9, 7, 13, 5, 4, 3, 11, 15, 1, 0, 14, 10, 8],
}
FROZEN_DRAWS = [0.20156865167, 0.221464289286, 0.256385933837, 0.285435607626, 0.153033008589, 0.211254139118]


@st.composite
def estimates(draw_, shapes=tuple(Shape)):
    low, likely, high = sorted(draw_(st.lists(st.integers(-10_000, 10_000), min_size=3, max_size=3)))
    return Estimate(low / 8, likely / 8, high / 8, draw_(st.sampled_from(shapes)))


def chance_below(estimate, value):
    """The distribution function, from its definition."""
    low, peak, high = estimate.low, estimate.likely, estimate.high
    if value <= low or value >= high:
        return 0.0 if value < low or (low < high and value == low) else 1.0
    if estimate.shape is Shape.UNIFORM:
        return (value - low) / (high - low)
    if value < peak:
        return (value - low) ** 2 / ((high - low) * (peak - low))
    return 1 - (high - value) ** 2 / ((high - low) * (high - peak))


@pytest.mark.parametrize(("name", "seed"), FROZEN_ORDERS)
def test_the_order_of_draws_is_the_one_written_down(name, seed):
    assert order(name, 16, seed).tolist() == FROZEN_ORDERS[name, seed]


def test_draws_are_the_ones_written_down():
    assert draw("close_rate", Estimate(0.1, 0.2, 0.4), 16, 1)[:6].tolist() == pytest.approx(FROZEN_DRAWS, abs=1e-12)
    assert order("close_rate", 2_048, 1)[:6].tolist() == [59, 993, 1055, 2010, 925, 1116]


@given(st.text(max_size=20), st.integers(1, 300), st.integers(0, 5))
def test_an_input_takes_each_slice_of_its_distribution_once(name, draws, seed):
    taken = order(name, draws, seed)
    assert sorted(taken.tolist()) == list(range(draws))
    assert taken[in_order(name, draws, seed)].tolist() == list(range(draws))
    np.testing.assert_allclose(np.sort(uniforms(name, draws, seed)), (np.arange(draws) + 0.5) / draws)


def test_inputs_and_seeds_have_orders_of_their_own():
    names = [f"input_{n}" for n in range(12)]
    places = np.array([uniforms(name, 2_048, 1) for name in names])
    among = np.corrcoef(places) - np.eye(len(names))
    # The standard error of a correlation of 2,048 draws is 0.022.
    assert np.abs(among).max() < 4 * 0.022
    assert order("leads", 64, 1).tolist() != order("leads", 64, 2).tolist()


def test_what_is_shared_between_audits_cannot_be_written_to():
    for shared in (order("x", 8, 1), in_order("x", 8, 1), uniforms("x", 8, 1), draw("x", Estimate(0, 1, 2), 8, 1)):
        with pytest.raises(ValueError, match="read-only"):
            shared[0] = 1


@given(estimates(), st.lists(st.floats(0.001, 0.999), min_size=1, max_size=9))
def test_a_quantile_is_where_the_distribution_reaches_its_level(estimate, levels):
    if estimate.exact:
        return
    for level, value in zip(levels, quantile(estimate, np.array(levels)).tolist(), strict=True):
        assert estimate.low <= value <= estimate.high
        assert chance_below(estimate, value) == pytest.approx(level, abs=1e-9)


@given(estimates())
def test_draws_have_the_mean_and_spread_of_their_distribution(estimate):
    drawn = draw("any", estimate, 2_048, 1)
    low, peak, high = estimate.low, estimate.likely, estimate.high
    if estimate.exact:
        assert drawn.tolist() == [estimate.likely]
        return
    if estimate.shape is Shape.UNIFORM:
        mean, variance = (low + high) / 2, (high - low) ** 2 / 12
    else:
        mean = (low + peak + high) / 3
        variance = (low**2 + peak**2 + high**2 - low * peak - low * high - peak * high) / 18
    width = high - low
    assert drawn.mean() == pytest.approx(mean, abs=1e-3 * width)
    assert sqrt(drawn.var()) == pytest.approx(sqrt(variance), abs=1e-3 * width)
    assert len(set(drawn.tolist())) > 2_000


def test_worked_quantiles():
    places = np.array((0.1, 0.5, 0.9))
    assert quantile(Estimate(0, 50, 100, Shape.UNIFORM), places).tolist() == pytest.approx([10, 50, 90])
    # A symmetrical triangle: half of it lies below its peak, and sqrt(0.1 / 2) of its width below P10.
    assert quantile(Estimate(0, 50, 100), places).tolist() == pytest.approx([22.360680, 50, 77.639320])
    assert quantile(Estimate(0, 0, 100), places).tolist() == pytest.approx([5.131670, 29.289322, 68.377223])
    assert quantile(Estimate(0, 100, 100), places).tolist() == pytest.approx([31.622777, 70.710678, 94.868330])
    assert quantile(exactly(7), places).tolist() == [7, 7, 7]


def test_changing_one_input_leaves_the_draws_of_the_others_alone():
    before = draw("leads", Estimate(1, 2, 3), 64, 1).tolist()
    draw("close_rate", Estimate(0, 0.5, 1), 64, 1)
    assert draw("leads", Estimate(1, 2, 3), 64, 1).tolist() == before


@given(st.lists(st.integers(-50, 50) | st.just(inf), min_size=2, max_size=200))
def test_a_quantile_of_draws_is_the_smallest_that_enough_of_them_do_not_exceed(values):
    array = np.array(values, dtype=float)
    for tenths, found in zip((1, 5, 9), quantiles(array), strict=True):
        enough = -(-tenths * len(values) // 10)
        assert sum(value <= found for value in values) >= enough
        assert sum(value < found for value in values) < enough
    assert array.tolist() == values


@given(st.lists(st.integers(-5, 5), min_size=1, max_size=60), st.integers(-5, 5))
def test_likely_above_is_p50_above(values, threshold):
    array = np.array(values, dtype=float)
    assert likely_above(array, threshold) == (quantiles(array)[1] > threshold)


def test_ranges_are_rounded_and_never_minus_zero():
    tenth = np.array([1.005, -0.001, 2.675, 3.14159, 1e6 / 3])
    assert money_range(tenth) == Range(0.0, 2.67, 333_333.33)
    assert str(money_range(np.array([-0.001])).p50) == "0.0"
    assert number_range(np.array([1 / 3])) == Range(0.333333, 0.333333, 0.333333)
    assert str(rounded(-1e-9)) == str(cents(-0.004)) == "0.0"


def test_a_time_that_may_never_come_has_quantiles_too():
    assert open_range(np.array([1.0] * 6 + [inf] * 4)) == OpenRange(1.0, 1.0, None)
    assert open_range(np.array([inf])) == OpenRange(None, None, None)


AMOUNTS = st.floats(0, 1e7)


@given(st.integers(0, 10**11), st.lists(AMOUNTS, min_size=1, max_size=15), st.sampled_from((1, 100, 1_000_000)))
def test_parts_add_up_to_the_whole_exactly(steps, parts, per_unit):
    total = steps / per_unit
    found = apportion(total, np.array(parts), per_unit)
    whole = sum(parts)
    if whole == 0:
        assert found == [0.0] * len(parts)
        return
    assert sum(round(part * per_unit) for part in found) == steps
    for part, weight in zip(found, parts, strict=True):
        assert abs(part - total * weight / whole) <= 1 / per_unit * (1 + 1e-6) + total * 1e-12


@given(st.integers(1, 10**9), st.lists(st.floats(-1e5, 1e6), min_size=2, max_size=8).filter(lambda x: sum(x) > 1e3))
def test_parts_below_nothing_add_up_too(steps, parts):
    found = apportion(steps / 100, np.array(parts), 100)
    assert sum(round(part * 100) for part in found) == steps


def test_a_cent_that_is_left_goes_to_the_largest_remainder():
    assert apportion(0.10, np.array([1.0, 1.0, 1.0]), 100) == [0.04, 0.03, 0.03]
    assert apportion(1.00, np.array([2.0, 1.0]), 100) == [0.67, 0.33]
    assert apportion(5.0, np.array([]), 100) == []


def test_p10_of_two_thousand_draws_is_the_205th_from_below():
    assert ceil(0.1 * 2_048) == 205
    assert quantiles(np.arange(2_048.0)[::-1]) == (204, 1_023, 1_843)
