"""Numbers, dates and units as words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.findings import Amount, OpenRange, Range, Sentence
from reports.texts import cut, formula
from reports.wording import Wording, WordingError, shorten, stake, two_digits, whole_percents

US = Wording("en_US", "USD")
GERMAN = Wording("de_DE", "EUR")


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "$0"), (4.23, "$4.20"), (47, "$47"), (312_400, "$310,000"), (995, "$1,000"), (-12_345, "−\u2060$12,000")],
)
def test_money_has_two_significant_digits(value, words):
    assert US.money(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(312_400, "$310K"), (1_234_567, "$1.2M"), (9_990, "$10K"), (4_600, "$4.6K"), (999_999, "$1M"), (640, "$640")],
)
def test_money_on_a_chart_is_short(value, words):
    assert US.money_short(value) == words


def test_where_a_language_has_no_short_thousands_they_keep_their_separators():
    assert [GERMAN.money_short(value) for value in (880, 1_700, 14_000, 2_400_000)] == [
        "880\xa0€",
        "1.700\xa0€",
        "14.000\xa0€",
        "2,4\xa0Mio.\xa0€",
    ]


def test_money_follows_the_locale():
    assert GERMAN.money(312_400) == "310.000\xa0€"
    assert Wording("ja_JP", "JPY").money(4.2) == "￥4"
    assert Wording("en_GB", "GBP").money(312_400) == "£310,000"


def test_a_range_whose_ends_read_the_same_is_one_figure():
    assert US.money_range(Range(290_421, 460_000, 682_258)) == "$290,000 to $680,000"
    assert US.money_range(Range(50_100, 50_200, 50_300)) == "about $50,000"


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=40))
def test_whole_percents_add_up_to_a_hundred(shares):
    percents = whole_percents(tuple(shares))
    assert sum(percents) == (100 if sum(shares) > 0 else 0)
    assert len(percents) == len(shares)


def test_whole_percents_go_to_the_largest_remainder():
    assert whole_percents((0.333, 0.333, 0.334)) == (33, 33, 34)
    assert whole_percents((0.115, 0.885)) == (12, 88) or whole_percents((0.115, 0.885)) == (11, 89)


@given(st.floats(-1e15, 1e15))
def test_two_digits_changes_a_number_by_at_most_five_percent(value):
    assert abs(two_digits(value) - value) <= 0.0501 * abs(value) + 1e-12


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_a_number_that_is_not_finite_is_refused(value):
    with pytest.raises(WordingError):
        US.money(value)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (61.4, "lead/month", "61 leads a month"),
        (0.183, "1", "18%"),
        (1.4235, "1", "1.4"),
        (6_400, "USD/job", "$6,400 a job"),
        (1, "person", "1 person"),
        (3, "person", "3 people"),
        (2.5, "hour/week/person", "2.5 hours a week a person"),
        (3, "elapsed_hour", "3 hours"),
        (12, "entry/month", "12 entries a month"),
    ],
)
def test_a_quantity_carries_its_unit_in_words(value, unit, words):
    assert US.quantity(value, unit) == words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (OpenRange(2.6, 3.3, 4.8), "2.6 to 4.8 months"),
        (OpenRange(1.2, 2.0, 3.0), "5 weeks to 3 months"),
        (OpenRange(5.1, 7.4, None), "from 5.1 months"),
        (OpenRange(None, None, None), "never"),
    ],
)
def test_a_break_even_can_be_never(span, words):
    assert US.break_even(span) == words


def test_a_sentence_is_told_with_its_amounts():
    amounts = (Amount("hours", "hour/month", 221.0), Amount("alone", "USD/year", 71_800))
    sentence = Sentence("{hours} go into typing orders, about {alone}.", amounts)
    assert US.sentence(sentence) == "221 hours a month go into typing orders, about $72,000 a year."


def test_a_sentence_that_lacks_an_amount_is_refused():
    with pytest.raises(WordingError, match="hours"):
        US.sentence(Sentence("{hours} go.", ()))


def test_dates_and_paper_follow_the_locale():
    day = date(2026, 11, 16)
    assert US.day(day) == "November 16, 2026"
    assert GERMAN.day(day) == "16. November 2026"
    assert (US.paper, GERMAN.paper, US.language) == ("Letter", "A4", "en-US")


def test_an_unknown_locale_is_refused():
    with pytest.raises(WordingError, match="xx_"):
        Wording("xx_QQ", "USD").money(1)


def test_dollars_are_at_risk_until_measured():
    assert stake(measured=False) == "at risk"
    assert stake(measured=True) == "leaking"


def test_a_long_text_is_cut_at_a_word():
    assert shorten("one two three four five six", 20) == "one two three four…"
    assert len(shorten("x" * 2_000, 70)) == 70


def test_a_long_word_on_a_page_can_break():
    assert cut("x" * 2_000, 30) == "xxxxxxxxxxxx\u200bxxxxxxxxxxxx\u200bxxxxx…"
    assert cut("a short text", 30) == "a short text"


def test_a_formula_reads_with_its_signs():
    assert formula("a_b * (1 - c)") == "a_\u200bb × (1 − c)"


def test_what_was_given_is_not_rounded():
    assert US.quantity_exactly(1.4235, "1") == "1.4235"
    assert US.quantity_exactly(0.0055, "1") == "0.55%"
    assert US.span_exactly(20.92, 29.55, "USD/hour") == "$20.92 to $29.55 an hour"
