import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.answering.expected import Expected, NumberError
from audit.answering.numbers import read_estimate, read_number

LEADS = Expected("lead/month", 0, 100_000, "USD", "en_US")
SHARE = Expected("1", 0, 1, "USD", "en_US")
RATE = Expected("1/year", 0, 1, "USD", "en_US")
MONEY = Expected("USD/job", 0, 1e12, "USD", "en_US")
HOURS = Expected("hour/week/person", 0, 80, "USD", "en_US")
CHANGE = Expected("USD/month", -1_000_000, 1_000_000, "USD", "en_US")


@pytest.mark.parametrize(
    ("expected", "typed", "value"),
    [
        (LEADS, 120, 120),
        (LEADS, 120.5, 120.5),
        (LEADS, "120", 120),
        (LEADS, "1,200", 1_200),
        (LEADS, "12k", 12_000),
        (LEADS, "12 thousand", 12_000),
        (LEADS, "12 000", 12_000),
        (LEADS, "12\u202f000", 12_000),
        (LEADS, "12\u00a0000", 12_000),
        (LEADS, "1'000", 1_000),
        (LEADS, "1’000", 1_000),
        (LEADS, "\uff11\uff12\uff10", 120),
        (LEADS, "\u0661\u0662\u0660", 120),
        (LEADS, "\u200e120\u200f", 120),
        (LEADS, "120 leads a month", 120),
        (LEADS, "120 leads/month", 120),
        (LEADS, "120 per month", 120),
        (LEADS, "-0", 0),
        (LEADS, ".5", 0.5),
        (SHARE, "15 %", 0.15),
        (SHARE, "15%", 0.15),
        (SHARE, "15 percent", 0.15),
        (SHARE, "0.15", 0.15),
        (SHARE, 0.15, 0.15),
        (SHARE, 15, 0.15),
        (SHARE, "100", 1),
        (SHARE, "1 %", 0.01),
        (SHARE, "0.4 %", 0.004),
        (SHARE, 0, 0),
        (RATE, "7.5 %", 0.075),
        (RATE, "7.5 % a year", 0.075),
        (RATE, "7.5", 0.075),
        (MONEY, "$12,000", 12_000),
        (MONEY, "US$ 12,000", 12_000),
        (MONEY, "12,000 USD", 12_000),
        (MONEY, "$1.2m", 1_200_000),
        (MONEY, "1.2 million", 1_200_000),
        (MONEY, "12.3k", 12_300),
        (MONEY, "$650 per job", 650),
        (CHANGE, "-$5", -5),
        (CHANGE, "−5", -5),
        (HOURS, "14 hours a week", 14),
        (HOURS, "14 h", 14),
        (HOURS, "14 hrs per person per week", 14),
    ],
)
def test_a_number_is_read_as_people_write_it(expected, typed, value):
    reading = read_number(typed, expected)
    assert (reading.low, reading.likely, reading.high) == (value, value, value)


@pytest.mark.parametrize(
    ("expected", "typed", "low", "high"),
    [
        (LEADS, "200-300", 200, 300),
        (LEADS, "200 – 300", 200, 300),
        (LEADS, "200 to 300", 200, 300),
        (LEADS, "between 200 and 300", 200, 300),
        (LEADS, "from 2k to 3k", 2_000, 3_000),
        (LEADS, "10-12k", 10_000, 12_000),
        (LEADS, "500-1.2k", 500, 1_200),
        (SHARE, "10-15 %", 0.1, 0.15),
        (SHARE, "10 to 15", 0.1, 0.15),
        (SHARE, "0.5-2 %", 0.005, 0.02),
        (SHARE, "0.1 to 0.2", 0.1, 0.2),
        (SHARE, "0.5 to 1", 0.5, 1),
        (SHARE, "0.5-2", 0.005, 0.02),
        (MONEY, "$10k - $12k", 10_000, 12_000),
        (MONEY, "$10-12k", 10_000, 12_000),
    ],
)
def test_a_range_is_two_numbers_and_its_middle(expected, typed, low, high):
    reading = read_number(typed, expected)
    assert (reading.low, reading.high) == (low, high)
    assert reading.likely == pytest.approx((low + high) / 2)


@pytest.mark.parametrize(
    ("expected", "typed", "message"),
    [
        (LEADS, "", "Write a number in digits."),
        (LEADS, "lots", "Write a number in digits."),
        (LEADS, True, "Write a number."),
        (LEADS, (1, 2), "Write a number."),
        (LEADS, float("nan"), "infinity and “not a number” cannot be used"),
        (LEADS, float("inf"), "infinity"),
        (LEADS, "inf", "digits"),
        (LEADS, 10**400, "30 digits"),
        (LEADS, "9" * 10_000, "10000 characters are too many"),
        (LEADS, "1e5", "“e5” is not understood"),
        (LEADS, "12²", "“²” is not understood"),
        (LEADS, "-5", "0 or more"),
        (LEADS, "100,001", "100,000 or less"),
        (LEADS, "1,5", "Write 1,5 with “.” before decimals and “,” between thousands only."),
        (LEADS, "3.5.2", "“.” before decimals"),
        (LEADS, "300-200", "smaller number first"),
        (LEADS, "1-2-3", "two with “to” between them"),
        (LEADS, "about 120", "a range of two numbers"),
        (LEADS, ">120", "a range of two numbers"),
        (LEADS, "120+", "a range of two numbers"),
        (LEADS, "120 a week", "Write the number in leads a month; “week” is not understood."),
        (LEADS, "$120", "without a currency"),
        (LEADS, "20 %", "not a percentage"),
        (LEADS, "5m", "minutes, months or millions"),
        (SHARE, 1, "Write “1 %” or “100 %”; 1 alone could be either."),
        (SHARE, "0 to 1", "1 alone could be either"),
        (SHARE, "150", "100 % or less"),
        (MONEY, "€5", "Write the number in USD a job; “€” is not understood."),
        (HOURS, "30 min", "Write the number in hours a week a person; “min” is not understood."),
        (HOURS, 100, "80 or less"),
    ],
)
def test_what_is_no_such_number_is_refused_with_what_to_write_instead(expected, typed, message):
    with pytest.raises(NumberError) as caught:
        read_number(typed, expected)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("locale", "typed", "value"),
    [
        ("de_DE", "1.200,5", 1200.5),
        ("fr_FR", "1 200,5", 1200.5),
        ("de_CH", "1'200.5", 1200.5),
        ("en_IN", "1,20,000", 120_000),
        ("en-GB", "1,200.5", 1200.5),
        ("nowhere", "1,200.5", 1200.5),
    ],
)
def test_the_locale_decides_the_marks(locale, typed, value):
    assert read_number(typed, Expected("lead", 0, 1e9, "EUR", locale)).likely == value


def test_a_mark_of_another_locale_is_refused_rather_than_misread():
    with pytest.raises(NumberError, match=r"Write 1\.5 with “,” before decimals"):
        read_number("1.5", Expected("lead", 0, 1e9, "EUR", "de_DE"))


@pytest.mark.parametrize("typed", ["-0", "-0.00", "-0 to 0", -0.0])
def test_zero_has_no_sign(typed):
    reading = read_number(typed, CHANGE)
    assert [math.copysign(1, value) for value in (reading.low, reading.likely, reading.high)] == [1, 1, 1]


def test_an_estimate_is_low_likely_and_high():
    reading = read_estimate((0.1, "15 %", 0.2), SHARE)
    assert (reading.low, reading.likely, reading.high) == (0.1, 0.15, 0.2)


@pytest.mark.parametrize("given_", [(1, 2), (1, 2, 3, 4), (), ("1-2", 3), (3, 2, 1), (0.1, True, 0.2)])
def test_an_estimate_that_is_not_three_rising_numbers_is_refused(given_):
    with pytest.raises(NumberError):
        read_estimate(given_, LEADS)


@given(st.integers(min_value=0, max_value=100_000))
def test_a_whole_number_reads_the_same_however_it_is_grouped(value):
    for text in (f"{value}", f"{value:,}", f"{value:,}".replace(",", " "), f"{value:,}".replace(",", "'")):
        assert read_number(text, LEADS).likely == value


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_a_percentage_is_a_hundredth_exactly(percent):
    assert read_number(f"{percent} %", SHARE).likely == float(percent / 100)
