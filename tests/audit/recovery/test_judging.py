"""When a target is reached and when it slips: rows of values, told by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.recovery.judging import Bar, Turn, Why, turns
from audit.recovery.periods import Cadence
from audit.recovery.swing import swing_of
from tests.audit.recovery.deals import BEFORE

# Limits 26.74 and 53.26, so its ordinary swing is 13.26 to either side.
SWING = swing_of(BEFORE, Cadence.MONTH)
FAR = Bar("lower", 14.0, SWING, Cadence.MONTH)
NEAR = Bar("lower", 35.0, SWING, Cadence.MONTH)
WEEKS = Bar("lower", 14.0, swing_of(BEFORE, Cadence.WEEK), Cadence.WEEK)


def told(bar, *values):
    return [(turn.place, turn.reached, turn.why) for turn in turns(bar, values)]


def test_three_in_a_row_at_the_target_and_beyond_the_swing_is_reached():
    assert told(FAR, 40, 30, 14, 13, 14) == [(4, True, Why.BEYOND)]


def test_two_in_a_row_are_not_enough():
    assert told(FAR, 40, 14, 13, 15, 14, 13) == []


def test_three_at_a_target_inside_the_ordinary_swing_are_not_enough():
    assert told(NEAR, 34, 33, 34, 34, 33) == []


def test_one_of_the_three_beyond_the_swing_is_enough():
    assert told(NEAR, 34, 26, 34) == [(2, True, Why.BEYOND)]


def test_a_value_beyond_the_swing_before_the_three_is_no_evidence_for_them():
    assert told(NEAR, 26, 36, 34, 34, 34) == []


def test_six_in_a_row_at_the_target_are_evidence_in_themselves():
    assert told(NEAR, 36, 34, 34, 34, 34, 34, 34, 34) == [(6, True, Why.RUN)]


def test_a_value_at_the_target_to_the_digit_is_at_it():
    assert told(Bar("lower", 0.1 + 0.2, SWING, Cadence.MONTH), *[0.1 + 0.2] * 3) == [(2, True, Why.BEYOND)]


def test_a_target_near_the_baseline_counts_only_for_values_that_are_clear_of_it():
    # Two fifths of 13.26 are 5.3, so values have to be at 34.7 or below, and nothing changes for a target beyond that.
    close = Bar("lower", 39.0, SWING, Cadence.MONTH)
    assert told(close, *[35] * 12) == []
    assert told(close, 35, 26, 35, 35) == []
    assert told(close, *[34.6] * 6) == [(5, True, Why.RUN)]
    assert told(close, 34, 26, 34, 35, 35, 35) == [(2, True, Why.BEYOND)]


def test_without_a_swing_nothing_is_reached():
    assert told(Bar("lower", 14.0, None, Cadence.MONTH), *[1] * 20) == []


def test_three_in_a_row_short_of_it_have_slipped():
    assert told(FAR, 13, 13, 13, 15, 15, 14, 15, 15, 15) == [(2, True, Why.BEYOND), (8, False, Why.SHORT)]


def test_one_that_is_short_by_more_than_the_swing_has_slipped_at_once():
    assert told(FAR, 13, 13, 13, 27.2) == [(2, True, Why.BEYOND)]
    assert told(FAR, 13, 13, 13, 27.3) == [(2, True, Why.BEYOND), (3, False, Why.FAR)]


def test_it_can_be_reached_again_and_the_count_begins_anew():
    again = told(FAR, 13, 13, 13, 40, 13, 13, 40, 13, 13, 13)
    assert again == [(2, True, Why.BEYOND), (3, False, Why.FAR), (9, True, Why.BEYOND)]


def test_of_weeks_six_of_the_last_eight_have_to_be_at_the_target_the_newest_too():
    assert told(WEEKS, 13, 13, 13, 13, 13) == []
    assert told(WEEKS, 13, 13, 13, 13, 13, 13) == [(5, True, Why.BEYOND)]
    assert told(WEEKS, 13, 20, 13, 13, 20, 13, 13, 13) == [(7, True, Why.BEYOND)]
    assert told(WEEKS, 13, 20, 13, 20, 13, 20, 13, 13, 13, 13) == [(9, True, Why.BEYOND)]
    assert told(WEEKS, 13, 13, 13, 13, 13, 20) == []
    assert told(WEEKS, *[13, 20] * 20) == []


def test_of_weeks_six_of_the_last_eight_short_of_it_have_slipped():
    slips = (13, 20, 20, 13, 20, 20, 20, 20)
    assert told(WEEKS, *[13] * 6, *slips) == [(5, True, Why.BEYOND), (13, False, Why.SHORT)]


values = st.lists(st.integers(0, 60), max_size=40)
bars = st.builds(
    lambda target, cadence: Bar("lower", target, swing_of(BEFORE, cadence), cadence),
    st.sampled_from((14, 30, 38)),
    st.sampled_from(Cadence),
)


@given(bars, values, values)
def test_later_values_never_change_earlier_turns(bar, first, more):
    assert list(turns(bar, [*first, *more]))[: len(list(turns(bar, first)))] == list(turns(bar, first))


@given(bars, values)
def test_reached_and_slipped_take_turns(bar, row):
    assert [turn.reached for turn in turns(bar, row)] == [place % 2 == 0 for place in range(len(list(turns(bar, row))))]


@given(bars, values)
def test_higher_is_better_is_the_mirror_of_lower_is_better(bar, row):
    mirrored = Bar("higher", -bar.target, swing_of([-value for value in BEFORE], bar.cadence), bar.cadence)
    assert list(turns(mirrored, [-value for value in row])) == list(turns(bar, row))


@given(bars, values)
def test_whatever_is_reached_is_reached_on_a_value_at_the_target(bar, row):
    assert all(bar.at_target(row[turn.place]) for turn in turns(bar, row) if turn.reached)


@pytest.mark.parametrize("cadence", Cadence)
def test_a_year_at_the_baseline_is_no_turn(cadence):
    assert list(turns(Bar("lower", 14, swing_of(BEFORE, cadence), cadence), [40.0] * 52)) == []


def test_a_turn_says_where_it_was():
    assert next(turns(FAR, [13, 13, 13])) == Turn(2, reached=True, why=Why.BEYOND)
