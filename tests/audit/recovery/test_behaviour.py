"""The process behaviour chart: its limits as shown, its signals by rule, and what they say in words."""

from datetime import date

import pytest

from audit.recovery.periods import Cadence
from audit.recovery.proof import SignalRule
from tests.audit.recovery.deals import BEFORE, MONDAY, deal, proved

# The limits are 26.74 and 53.26, half of the way to them 33.37 and 46.63.


def seen(values, terms=None):
    return [(one.starts_on.month, one.better, one.rule) for one in proved(values, terms).behaviour.signals]


def test_the_limits_are_those_of_the_baseline_however_the_number_moves_afterwards():
    for values in ((), (40, 41), (14,) * 12):
        behaviour = proved(values).behaviour
        assert (behaviour.lower, behaviour.upper) == pytest.approx((26.74, 53.26))
        assert (behaviour.mean, behaviour.moving_range, behaviour.factor) == pytest.approx((40, 3.4, 3.9))


def test_a_value_beyond_a_limit_is_a_signal_for_better_or_worse():
    assert seen((40, 26, 54, 27, 53)) == [(2, True, SignalRule.BEYOND), (3, False, SignalRule.BEYOND)]


def test_where_higher_is_better_the_upper_limit_is_the_good_one():
    terms = deal(better="higher", target=60.0)
    assert seen((54, 26), terms) == [(1, True, SignalRule.BEYOND), (2, False, SignalRule.BEYOND)]


def test_eight_in_a_row_on_one_side_are_seen_once():
    assert seen((39,) * 7) == []
    assert seen((39,) * 10) == [(8, True, SignalRule.ONE_SIDE)]
    assert seen((39,) * 4 + (40,) + (39,) * 7) == []
    assert seen((41,) * 8) == [(8, False, SignalRule.ONE_SIDE)]


def test_three_of_four_nearer_to_the_limit_are_seen_once_while_it_lasts():
    assert seen((33, 40, 33)) == []
    assert seen((34, 34, 34, 34)) == []
    assert seen((33, 40, 33, 33, 33, 33)) == [(4, True, SignalRule.NEARER)]
    assert seen((47, 47, 47)) == [(3, False, SignalRule.NEARER)]


def test_six_in_a_row_at_the_target_are_seen():
    assert (6, True, SignalRule.AT_TARGET) in seen((34,) * 8, deal(target=35.0))


def test_a_row_at_a_target_right_beside_the_baseline_is_no_such_signal():
    assert seen((35,) * 8, deal(target=39.0)) == [(8, True, SignalRule.ONE_SIDE)]


def test_the_baseline_is_read_in_the_order_of_time_however_it_is_written():
    values = deal().baseline_values
    mixed = deal(baseline_values=(*values[3:], *values[:3]))
    assert proved((40,), mixed).behaviour == proved((40,)).behaviour


def test_what_a_signal_says():
    behaviour = proved((39,) * 8 + (20,)).behaviour
    assert [one.words for one in behaviour.signals] == [
        "August 2026: eight measured months in a row on the better side of the old average.",
        "September 2026: a better month than the ordinary swing of the old numbers explains.",
    ]
    assert proved((47, 47, 47)).behaviour.signals[0].words == (
        "March 2026: three of four measured months nearer to the limit on the worse side than to the old average."
    )
    week = proved((20,), deal(cadence=Cadence.WEEK, starts_on=MONDAY)).behaviour
    assert week.signals[0].words.startswith("Week of 5 January 2026: a better week than")


def test_a_limit_below_zero_is_shown_as_zero_unless_the_number_can_be_below_zero():
    wide = (70.0, 10.0, 70.0, 10.0, 70.0, 10.0)
    assert proved((40,), deal(wide)).behaviour.lower == 0
    assert proved((40,), deal(wide, metric_unit="USD/month")).behaviour.lower == 40 - 3.9 * 60
    assert proved((-1,), deal(wide)).behaviour.lower == 40 - 3.9 * 60
    assert proved((-1,), deal(wide)).behaviour.signals == ()


def test_in_words_what_can_be_told_and_what_cannot():
    many = deal(BEFORE * 2, baseline_from=date(2025, 1, 1))
    assert proved((), many).behaviour.words.endswith("There is none since to compare.")
    assert proved((39, 41), many).behaviour.words == (
        "So far the difference may be chance: the numbers are within the ordinary swing of the old ones."
    )
    assert proved((39,) * 8, many).behaviour.words == (
        "The numbers lean the right way, but not yet by more than the ordinary swing of the old ones explains."
    )
    assert proved((39, 20, 20), many).behaviour.words == (
        "The change is larger than the ordinary swing of the old numbers: first seen in February 2026."
    )
    assert proved((20, 60), many).behaviour.words == (
        "The number got worse by more than the ordinary swing of the old numbers: last seen in February 2026."
    )


def test_with_few_values_from_before_more_of_them_are_asked_for():
    assert proved((39, 41)).behaviour.words.endswith("More values from before the start would make it easier to tell.")
    assert "More values" not in proved((14, 14)).behaviour.words


def test_a_baseline_of_one_number_six_times_is_doubted():
    behaviour = proved((39,), deal((40.0,) * 6)).behaviour
    assert (behaviour.lower, behaviour.upper) == (40, 40)
    assert "measured, not guessed" in behaviour.words
