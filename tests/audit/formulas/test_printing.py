"""What is printed of a formula is what is worked out."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.formulas import NotComputableError, evaluate, filled, parse, prepare, written
from audit.formulas.printing import number_text
from tests.audit.formulas.generated import EXACT, FORMULAS, VALUES, as_source, worked_out

# Where a formula adds and subtracts, a last digit may fall the other way when it is grouped otherwise.
CLOSE = 1e-6


def value_of(text, values):
    """The engine's value of a formula, NaN where it has none."""
    try:
        return float(evaluate(prepare(parse(text)), {key: np.array((value,)) for key, value in values.items()}, {})[0])
    except NotComputableError as reason:
        assume("grows beyond" not in str(reason))
        return math.nan


def agree(one, other):
    largest = max(abs(one), abs(other), 1.0)
    return (math.isnan(one) and math.isnan(other)) or abs(one - other) <= CLOSE * largest


@given(FORMULAS)
def test_a_printed_formula_typed_again_is_the_same_formula(text):
    printed = written(parse(text))
    again = written(parse(as_source(printed)))
    assert again == printed


@given(FORMULAS, VALUES)
def test_a_formula_with_its_numbers_filled_in_works_out_to_its_value(text, values):
    # Rounding can turn a nearly-zero into a zero when terms are grouped otherwise; a number that steep says nothing.
    found = value_of(text, values)
    nudged = value_of(text, {key: value * (1 + 1e-13) for key, value in values.items()})
    assume(agree(found, nudged) and not abs(found) > 1e12)
    printed = filled(parse(text), values)
    try:
        again = worked_out(printed)
    except OverflowError:
        assume(False)
    assert agree(found, again), f"{text} is printed as {printed}"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("leads*close_rate*value", "leads × close_rate × value"),
        ("(a+b)*c", "(a + b) × c"),
        ("a+(b*c)", "a + b × c"),
        ("a-(b-c)", "a − (b − c)"),
        ("a-b-c", "a − b − c"),
        ("a/(b*c)", "a ÷ (b × c)"),
        ("a/b/c", "a ÷ b ÷ c"),
        ("a**b**c", "a ^ b ^ c"),
        ("(a**b)**c", "(a ^ b) ^ c"),
        ("-a**2", "−a ^ 2"),
        ("(-a)**2", "(−a) ^ 2"),
        ("-(a+b)", "−(a + b)"),
        ("a**-b", "a ^ (−b)"),
        ("+a", "a"),
        ("(a<b)*c", "(a < b) × c"),
        ("(a<b)==(c<d)", "(a < b) = (c < d)"),
        ("a+b<=c", "a + b ≤ c"),
        ("if_(a>=b, 1_000, clamp(c, 0, 0.5))", "if(a ≥ b, 1,000, clamp(c, 0, 0.5))"),
        ("curve(lost, hours*60)", "[lost at hours × 60]"),
    ],
)
def test_a_formula_is_printed_in_mathematical_signs_with_no_needless_brackets(text, printed):
    assert written(parse(text)) == printed


def test_a_negative_number_that_is_filled_in_stands_in_brackets_where_a_sign_comes_before():
    assert filled(parse("a - b * c"), {"a": -1.0, "b": -2.0, "c": 3.0}) == "−1 − (−2) × 3"
    assert filled(parse("b ** 2"), {"b": -2.0}) == "(−2) ^ 2"


def test_what_a_curve_gives_stands_beside_the_point_where_it_is_read():
    assert filled(parse("leads * curve(lost, hours)"), {"leads": 12.0, "hours": 2.5}, {"lost": 0.15}) == (
        "12 × [lost at 2.5: 0.15]"
    )


def test_a_name_without_a_number_stays_a_name():
    assert filled(parse("a + b"), {"a": 1.0}) == "1 + b"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1_234_567.0, "1,234,567"),
        (4.333333333, "4.33333"),
        (0.1 + 0.2, "0.3"),
        (100_000.4, "100,000"),
        (999_999.7, "1,000,000"),
        (1_234_560.2, "1,234,560"),
        (9.9999999, "10"),
        (0.001234567, "0.00123457"),
        (5.1e-7, "0.00000051"),
        (1.5e-30, "1.5e-30"),
        (2e15 + 0.5, "2,000,000,000,000,000"),
        (1e300, f"{int(1e300):,}"),
    ],
)
def test_a_number_is_printed_with_six_digits_and_a_whole_one_in_full(value, text):
    assert number_text(value) == text


@given(st.floats(1e-9, 1e14) | EXACT)
def test_a_printed_number_is_right_to_six_digits(value):
    assert float(number_text(value).replace(",", "")) == pytest.approx(value, rel=5.1e-6)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_can_be_printed_and_read_again(value):
    assert float(number_text(value).replace(",", "")) == pytest.approx(value, rel=5.1e-6)
