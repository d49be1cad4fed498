"""What a measured value may be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.answering.expected import NumberError
from audit.recovery.series import Series
from audit.recovery.terms import Terms
from audit.recovery.values import check_value, expected_of, is_same, read_value, typed, unit_of
from tests.web.portal.operators import terms_of

CALLS = terms_of(date(2026, 3, 1))
SHARE = terms_of(date(2026, 3, 1), metric_unit="1", baseline=0.4, baseline_values=(), target=0.1)


def read(text: str, terms: Terms = CALLS, series: Series = Series.METRIC, locale: str = "en_US") -> float:
    return read_value(text, expected_of(terms, series, locale))


def test_a_share_is_typed_in_per_cent():
    assert read("12 %", SHARE) == read("12", SHARE) == read("0.12", SHARE) == 0.12
    assert read("80 %", series=Series.ADOPTION) == 0.8


def test_a_share_of_more_than_all_is_refused():
    with pytest.raises(NumberError, match="100 % or less"):
        read("120 %", SHARE)


def test_a_count_is_no_percentage_and_not_negative():
    assert read("1,200") == 1200
    with pytest.raises(NumberError, match="not a percentage"):
        read("12 %")
    with pytest.raises(NumberError, match="0 or more"):
        read("-1")


def test_a_number_that_is_agreed_below_zero_may_be_measured_there():
    below = terms_of(date(2026, 3, 1), baseline=-40.0, baseline_values=(), target=-60.0)
    assert read("-50", below) == -50


def test_the_running_cost_is_in_the_money_of_the_agreement():
    assert unit_of(CALLS, Series.RUNNING_COST) == "USD"
    assert read("$1.2k", series=Series.RUNNING_COST) == 1200
    with pytest.raises(NumberError):
        read("€900", series=Series.RUNNING_COST)


def test_what_was_measured_is_one_number():
    with pytest.raises(NumberError, match="one number, not a range"):
        read("10 to 12")


def test_a_program_sends_shares_as_shares():
    expected = expected_of(SHARE, Series.METRIC, "en_US")
    assert check_value(0.12, expected) == 0.12
    for wrong in (12.0, -0.1):
        with pytest.raises(NumberError, match="between 0 and 1"):
            check_value(wrong, expected)


@pytest.mark.parametrize(("value", "words"), [(-1, "0 or more"), (1e13, "or less"), (float("inf"), "ordinary")])
def test_a_program_is_told_what_a_count_may_be(value: float, words: str):
    with pytest.raises(NumberError, match=words):
        check_value(value, expected_of(CALLS, Series.METRIC, "de_DE"))


@given(
    st.floats(0, 1e9, allow_subnormal=False).filter(lambda value: value == 0 or value > 1e-9),
    st.sampled_from(["en_US", "de_DE", "fr_FR"]),
)
def test_a_value_in_a_field_is_read_back_as_the_same(value: float, locale: str):
    expected = expected_of(CALLS, Series.METRIC, locale)
    assert read_value(typed(value, expected), expected) == value


@given(st.decimals(0, 1, places=5), st.sampled_from(["en_US", "de_DE"]))
def test_so_is_a_share(value: float, locale: str):
    expected = expected_of(SHARE, Series.METRIC, locale)
    assert read_value(typed(float(value), expected), expected) == float(value)


def test_values_are_the_same_however_a_machine_rounded_them():
    assert is_same(0.1 + 0.2, 0.3)
    assert is_same(None, None)
    assert not is_same(0.3, 0.3001)
    assert not is_same(0.0, None)
