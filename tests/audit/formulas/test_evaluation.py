"""Formulas work out to what a spreadsheet says, for all draws at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.formulas import CurveDraws, NotComputableError, curves_in, evaluate, names_in, parse, prepare

LOST = CurveDraws(np.array((0.0, 1.0, 24.0)), np.array(((0.0, 0.0), (0.1, 0.2), (0.4, 0.6))))


def value(text, curves=None, **values):
    """The formula's draws as a list."""
    arrays = {key: np.atleast_1d(np.asarray(number, dtype=float)) for key, number in values.items()}
    return evaluate(prepare(parse(text)), arrays, curves or {}).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("7 - 2 - 1", 4),
        ("7 - (2 - 1)", 6),
        ("12 / 3 / 2", 2),
        ("12 / (3 / 2)", 8),
        ("2 * 3 ** 2", 18),
        ("2 ** 3 ** 2", 512),
        ("-2 ** 2", -4),
        ("(-2) ** 2", 4),
        ("2 ** -1", 0.5),
        ("9 ** 0.5", 3),
        ("0 ** 0", 1),
        ("- -3", 3),
        ("+3", 3),
        ("1_000 * 1.5", 1_500),
        ("2.5e3", 2_500),
        ("1e-2", 0.01),
        ("min(3, 1, 2)", 1),
        ("max(3, 1, 2)", 3),
        ("clamp(5, 0, 1)", 1),
        ("clamp(-5, 0, 1)", 0),
        ("clamp(0.5, 0, 1)", 0.5),
        ("if_(2 > 1, 10, 20)", 10),
        ("if_(2 < 1, 10, 20)", 20),
        ("if_(2 <= 2, 1, 0) + if_(2 >= 2, 1, 0) + if_(2 == 2, 1, 0)", 3),
        ("if_(2 < 2, 1, 0) + if_(2 > 2, 1, 0) + if_(2 != 2, 1, 0)", 0),
        ("\n  1 +\t2  ", 3),
    ],
)
def test_arithmetic_works_as_in_a_spreadsheet(text, expected):
    assert value(text) == [pytest.approx(expected)]


def test_every_draw_is_worked_out_by_itself():
    assert value("leads * rate", leads=[10, 20, 30], rate=[0.1, 0.2, 0.5]) == pytest.approx([1, 4, 15])


def test_an_exact_number_counts_in_every_draw():
    assert value("leads * rate", leads=[10, 20, 30], rate=0.5) == [5, 10, 15]
    assert value("if_(leads > 15, leads, 0)", leads=[10, 20]) == [0, 20]


def test_axes_before_the_draws_broadcast():
    open_or_closed = np.array([[0.0], [1.0]])
    draws = np.array([0.1, 0.2, 0.3])
    found = evaluate(prepare(parse("1 - lost * (1 - closed)")), {"closed": open_or_closed, "lost": draws}, {})
    np.testing.assert_allclose(found, np.array(((0.9, 0.8, 0.7), (1, 1, 1))))


def test_a_formula_of_literals_has_a_draw_too():
    assert evaluate(prepare(parse("2")), {}, {}).shape == (1,)


def test_the_inputs_are_left_as_they_were():
    values = {"a": np.array((1.0, 0.0)), "b": np.array((0.0, 2.0))}
    for array in values.values():
        array.flags.writeable = False
    evaluate(prepare(parse("if_(b > 0, a / b, -a) + min(a, b)")), values, {})
    assert values["a"].tolist() == [1, 0]


@pytest.mark.parametrize(
    ("x", "expected"),
    [(-5, 0), (0, 0), (0.5, 0.05), (1, 0.1), (12.5, 0.25), (24, 0.4), (1_000, 0.4)],
)
def test_a_curve_is_straight_between_its_points_and_flat_beyond_them(x, expected):
    assert value("curve(lost, x)", {"lost": LOST}, x=x)[0] == pytest.approx(expected)


def test_a_curve_has_its_own_height_in_every_draw():
    assert value("curve(lost, x)", {"lost": LOST}, x=12.5) == pytest.approx([0.25, 0.4])


def test_a_curve_is_read_at_another_point_in_every_draw():
    assert value("curve(lost, x)", {"lost": LOST}, x=[1, 24]) == pytest.approx([0.1, 0.6])


@given(
    st.lists(st.integers(-100, 100), min_size=2, max_size=6, unique=True).map(sorted),
    st.data(),
)
def test_a_curve_is_what_numpy_interpolates(xs, data):
    ys = data.draw(st.lists(st.integers(-100, 100), min_size=len(xs), max_size=len(xs)))
    at = data.draw(st.lists(st.integers(-150, 150), min_size=1, max_size=5))
    curve = CurveDraws(np.array(xs, dtype=float), np.array(ys, dtype=float)[:, None])
    found = value("curve(c, x)", {"c": curve}, x=at)
    np.testing.assert_allclose(np.broadcast_to(found, (len(at),)), np.interp(at, xs, ys), atol=1e-9)


def test_the_names_and_curves_of_a_formula_are_known():
    node = parse("if_(a > 0, curve(c, b) * a, min(a, d))")
    assert names_in(node) == {"a", "b", "d"}
    assert curves_in(node) == {"c"}


@pytest.mark.parametrize(
    "text",
    ["a / b", "-(a / b)", "a / b + 1", "1 + a / b", "0 * (a / b)", "(a / b) * 0", "max(a / b, 1)", "min(1, a / b)",
     "clamp(a / b, 0, 1)", "(a / b) ** 0", "1 ** (a / b)", "if_(a > 0, a / b, 0)", "if_(a / b > 1, 1, 0)",
     "if_(1 > a / b, 1, 0)", "if_(a / b == a / b, 1, 1)", "if_(a / b != 1, 1, 0)", "curve(c, a / b)", "b / b",
     "1 / (a / b)"],
)  # fmt: skip
def test_a_division_by_zero_is_not_computable_wherever_its_result_is_used(text):
    with pytest.raises(NotComputableError, match="would be divided by b, which is zero"):
        value(text, {"c": LOST}, a=3, b=0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("if_(b > 0, a / b, 0)", 0),
        ("if_(b == 0, 7, a / b)", 7),
        ("if_(b != 0, curve(c, a / b), 1)", 1),
        ("if_(b > 0, if_(a / b > 1, 1, 2), 5)", 5),
        ("if_(b > 0, max(a / b, 1), 4) + 1", 5),
    ],
)
def test_if_steps_round_a_division_by_zero(text, expected):
    assert value(text, {"c": LOST}, a=3, b=0)[0] == expected


def test_if_steps_round_it_in_just_the_draws_where_it_is_zero():
    assert value("if_(b > 0, a / b, 0)", a=6, b=[0, 2, 3]) == [0, 3, 2]


def test_one_draw_without_a_value_leaves_the_formula_without_one():
    with pytest.raises(NotComputableError):
        value("a / b", a=1, b=[1, 2, 0])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("(-a) ** 0.5", "(−a) ^ 0.5 has no value for these numbers"),
        ("b ** (-1)", "b ^ (−1) has no value for these numbers"),
        ("1 + 2 * (a / (b * a))", "a would be divided by b × a, which is zero"),
        ("a * 1e15 ** 99", "a × 1,000,000,000,000,000 ^ 99 grows beyond what a number can hold"),
        ("(a * 1e15) ** 15 * (a * 1e15) ** 15", "grows beyond what a number can hold"),
    ],
)
def test_what_cannot_be_computed_says_why(text, reason):
    with pytest.raises(NotComputableError) as refusal:
        value(text, a=3, b=0)
    assert reason in str(refusal.value)


@given(
    st.sampled_from(
        ("a / b", "a ** b", "a * b * a * b", "(a - b) / (b - a)", "if_(a > b, a / b, b ** a)", "a / b / b")
    ),
    st.lists(st.floats(-1e120, 1e120), min_size=1, max_size=4),
    st.floats(-1e120, 1e120),
)
def test_a_value_is_finite_or_there_is_none(text, a, b):
    try:
        found = value(text, a=a, b=b)
    except NotComputableError:
        return
    assert np.isfinite(found).all()


def test_an_unknown_name_is_a_mistake_of_the_caller():
    with pytest.raises(KeyError):
        value("a + nowhere", a=1)
