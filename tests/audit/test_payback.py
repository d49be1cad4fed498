"""When a fix has paid for itself: formulas in closed form against a plain walk through the months."""

from math import floor, inf, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.payback import (
    Case,
    break_even_months,
    chance_of_being_first,
    discounted_break_even_months,
    discounted_payback,
    npv,
)

WEEKS_PER_MONTH = 52 / 12


def case(gain, running=0.0, setup=0.0, live=0.0, ramp=0.0):
    """A case of a single draw, times in weeks."""
    return Case(*(np.array((float(number),)) for number in (gain, running, setup, live, ramp)))


def one(array):
    assert array.shape == (1,)
    return float(array[0])


def active_part(month, start):
    """How much of the month that ends at `month` lies after the start."""
    return min(1.0, max(0.0, month - start))


def npv_by_the_month(net, setup, start, horizon, rate):
    return -setup + sum(net * active_part(month, start) / (1 + rate) ** (month / 12) for month in range(1, horizon + 1))


def repaid_by_the_month(net, setup, start, rate, last=3_000):
    """The month in which the discounted net reaches the setup cost, straight inside the month; infinite for never."""
    owed = setup
    for month in range(floor(start) + 1, last):
        begins = max(start, month - 1)
        worth = net * (month - begins) / (1 + rate) ** (month / 12)
        if worth >= owed:
            return begins + (month - begins) * owed / worth
        owed -= worth
    return inf


def test_break_even_is_the_time_to_work_and_the_cost_over_the_net():
    # 4 1/3 weeks to live and as many to ramp are two months; 600 over 300 - 100 are three more.
    assert one(break_even_months(case(300, 100, 600, 13 / 3, 13 / 3), WEEKS_PER_MONTH)) == pytest.approx(5)


def test_a_fix_that_costs_nothing_to_set_up_has_paid_when_it_works():
    assert one(break_even_months(case(300, 100, 0, 13 / 3, 0), WEEKS_PER_MONTH)) == pytest.approx(1)
    assert one(discounted_break_even_months(case(300, 100, 0, 6.5, 0), 0.1, WEEKS_PER_MONTH)) == pytest.approx(1.5)


@pytest.mark.parametrize("gain", [0, 50, 100])
def test_a_fix_that_brings_no_more_than_it_costs_to_run_never_breaks_even(gain):
    never = case(gain, 100, 600, 2, 2)
    assert one(break_even_months(never, WEEKS_PER_MONTH)) == inf
    assert one(discounted_break_even_months(never, 0.1, WEEKS_PER_MONTH)) == inf
    assert one(npv(never, 12, 0.1, WEEKS_PER_MONTH)) <= -600


def test_money_that_comes_too_late_never_repays_the_cost_once_it_is_discounted():
    # 1 a month for ever, at 12 % a year, is worth 105.4 today.
    worth_of_ever = 1 / (1.12 ** (1 / 12) - 1)
    assert one(discounted_break_even_months(case(1, 0, worth_of_ever * 1.001), 0.12, WEEKS_PER_MONTH)) == inf
    months = one(discounted_break_even_months(case(1, 0, worth_of_ever * 0.99), 0.12, WEEKS_PER_MONTH))
    assert months == pytest.approx(-log(0.01) / log(1.12) * 12, rel=1e-3)


def test_net_present_value_worked_by_hand():
    # 100 a month from the start, at nothing a year: twelve months less the setup.
    assert one(npv(case(150, 50, 700), 12, 0.0, WEEKS_PER_MONTH)) == pytest.approx(500)
    # A month and a half later ten and a half are left.
    assert one(npv(case(150, 50, 700, 6.5), 12, 0.0, WEEKS_PER_MONTH)) == pytest.approx(350)
    # One month of 100, due at its end, at 10 % a year.
    assert one(npv(case(100), 1, 0.10, WEEKS_PER_MONTH)) == pytest.approx(100 / 1.1 ** (1 / 12))


def test_a_fix_that_is_live_after_the_horizon_leaves_its_cost():
    for weeks in (52, 53, 500):
        assert one(npv(case(150, 50, 700, weeks), 12, 0.1, WEEKS_PER_MONTH)) == pytest.approx(-700)


MONEY = st.integers(0, 20_000)
RATES = st.sampled_from((0.0, 0.05, 0.12, 0.5, 1.0))


@given(MONEY, MONEY, MONEY, st.integers(0, 400), st.integers(0, 100), st.integers(1, 60), RATES)
def test_net_present_value_is_what_a_walk_through_the_months_gives(gain, running, setup, live, ramp, horizon, rate):
    found = one(npv(case(gain, running, setup, live / 8, ramp / 8), horizon, rate, WEEKS_PER_MONTH))
    start = (live + ramp) / 8 / WEEKS_PER_MONTH
    expected = npv_by_the_month(gain - running, setup, start, horizon, rate)
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-6)


@given(st.integers(1, 20_000), MONEY, st.integers(0, 400), RATES)
def test_discounted_break_even_is_what_a_walk_through_the_months_gives(net, setup, weeks, rate):
    found = one(discounted_break_even_months(case(net, 0, setup, weeks / 8), rate, WEEKS_PER_MONTH))
    expected = repaid_by_the_month(net, setup, weeks / 8 / WEEKS_PER_MONTH, rate)
    if inf in {found, expected}:
        # A walk of finite length cannot tell never from very late.
        assert expected == inf
        assert found == inf or found > 2_500
    else:
        assert found == pytest.approx(expected, abs=1e-6)


@given(st.integers(1, 20_000), MONEY, st.integers(0, 400))
def test_without_discount_both_break_evens_agree(net, setup, weeks):
    one_case = case(net, 0, setup, weeks / 8)
    plain, discounted = (
        one(break_even_months(one_case, WEEKS_PER_MONTH)),
        one(discounted_break_even_months(one_case, 0.0, WEEKS_PER_MONTH)),
    )
    assert discounted == pytest.approx(plain, abs=1e-9)


@given(st.integers(1, 20_000), st.integers(0, 9_000), st.integers(0, 200), RATES)
def test_the_net_present_value_up_to_the_discounted_break_even_is_nothing(net, setup, weeks, rate):
    one_case = case(net, 0, setup, weeks / 8)
    months = one(discounted_break_even_months(one_case, rate, WEEKS_PER_MONTH))
    if months < 59:
        assert one(npv(one_case, floor(months), rate, WEEKS_PER_MONTH)) <= 1e-6
        assert one(npv(one_case, floor(months) + 1, rate, WEEKS_PER_MONTH)) >= -1e-6


def test_every_draw_is_a_case_of_its_own():
    many = Case(
        np.array((300.0, 50.0, 200.0)),
        np.array((100.0,)),
        np.array((600.0,)),
        np.array((0.0, 0.0, 13 / 3)),
        np.zeros(1),
    )
    np.testing.assert_allclose(break_even_months(many, WEEKS_PER_MONTH), (3, inf, 7))
    for draw in range(3):
        single = case(many.gain_per_month[draw], 100, 600, many.weeks_to_live[draw])
        assert npv(many, 12, 0.1, WEEKS_PER_MONTH)[draw] == pytest.approx(one(npv(single, 12, 0.1, WEEKS_PER_MONTH)))
        assert discounted_break_even_months(many, 0.1, WEEKS_PER_MONTH)[draw] == pytest.approx(
            one(discounted_break_even_months(single, 0.1, WEEKS_PER_MONTH))
        )


@pytest.mark.parametrize(("cost", "years"), [(5_200, 1.96), (5_400, 2.03), (10_400, 3.65)])
def test_the_published_example_of_a_discounted_payback(cost, years):
    """https://justaaa.com/finance/28200-calculating-discounted-payback-lo3-an-investment"""
    found = discounted_payback(cost, (2_800, 3_700, 5_100, 4_300), 0.14)
    assert found is not None
    # The page cuts off after two decimals where it does not round.
    assert found == pytest.approx(years, abs=0.01)


def test_what_flows_never_repay_has_no_payback():
    assert discounted_payback(100, (10, 20, 30), 0.1) is None
    assert discounted_payback(100, (), 0.1) is None
    assert discounted_payback(0, (10,), 0.1) == 0
    assert discounted_payback(10, (-5, 20), 0.0) == pytest.approx(1.75)


@given(
    st.integers(1, 4).flatmap(
        lambda fixes: st.lists(
            st.lists(st.floats(0, 100, exclude_min=True) | st.just(inf), min_size=fixes, max_size=fixes),
            min_size=1,
            max_size=40,
        )
    )
)
def test_the_chance_of_being_first_is_a_simple_count(rows):
    counted = [0.0] * len(rows[0])
    for months in rows:
        earliest = min(months)
        for place, month in enumerate(months):
            if month == earliest < inf:
                counted[place] += 1 / months.count(earliest)
    np.testing.assert_allclose(chance_of_being_first(np.array(rows).T), np.array(counted) / len(rows))
