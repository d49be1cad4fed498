"""Units are read as written, checked to the letter, and a misfit names both sides."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.formulas import parse
from audit.units import CONDITION, PLAIN, ZERO, Special, UnitError, Units, unit_of, unit_text

UNITS = Units("USD", ("lead", "job"))
NAMES = {
    key: UNITS.read(text)
    for key, text in {
        "leads": "lead/month",
        "jobs": "job/month",
        "close_rate": "job/lead",
        "value": "USD/job",
        "share": "1",
        "minutes": "minute/lead",
        "minutes_per_hour": "minute/hour",
        "months_per_year": "month/year",
        "yearly": "USD/year",
        "area": "lead**2",
    }.items()
}
CURVES = {"lost": (UNITS.read("hour"), UNITS.read("1")), "worth": (UNITS.read("lead"), UNITS.read("USD"))}
HOURS = {"waits": UNITS.read("hour"), "count": UNITS.read("lead")}


def comes_out_in(text):
    """The unit of a formula, in words."""
    found = unit_of(parse(text), {**NAMES, **HOURS}, CURVES)
    return {ZERO: "zero", CONDITION: "condition"}[found] if isinstance(found, Special) else unit_text(found)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("leads * close_rate * value * months_per_year", "USD/year"),
        ("leads * minutes / minutes_per_hour", "hour/month"),
        ("leads / leads", "1"),
        ("leads / jobs", "lead/job"),
        ("1 / close_rate", "lead/job"),
        ("leads ** 2", "lead**2/month**2"),
        ("area ** 0.5", "lead"),
        ("area ** 0.5 * area ** 0.5", "lead**2"),
        ("leads ** 0", "1"),
        ("share ** share", "1"),
        ("2 ** 3", "1"),
        ("1 - share", "1"),
        ("-leads", "lead/month"),
        ("leads + 0", "lead/month"),
        ("0 + leads", "lead/month"),
        ("0 - leads", "lead/month"),
        ("max(0, leads)", "lead/month"),
        ("max(leads, 0, leads)", "lead/month"),
        ("clamp(share, 0, 1)", "1"),
        ("if_(leads > 0, value / share, 0)", "USD/job"),
        ("if_(0 < leads, 0, 0)", "zero"),
        ("leads > 0", "condition"),
        ("leads * 0", "zero"),
        ("0 / leads", "zero"),
        ("curve(lost, waits)", "1"),
        ("curve(lost, 0)", "1"),
        ("curve(worth, count) * share", "USD"),
    ],
)
def test_a_formula_comes_out_in_the_unit_of_its_parts(text, unit):
    assert comes_out_in(text) == unit


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("leads + jobs", ("adds", "lead/month", "job/month")),
        ("leads - yearly", ("subtracts", "lead/month", "USD/year")),
        ("leads + 1", ("lead/month", "a plain number")),
        ("leads < jobs", ("compares", "lead/month", "job/month")),
        ("leads == 1", ("compares", "lead/month", "a plain number")),
        ("min(leads, jobs)", ("min", "lead/month", "job/month")),
        ("max(0, leads, share)", ("max", "lead/month", "a plain number")),
        ("clamp(leads, 0, 1)", ("clamp", "lead/month", "a plain number")),
        ("if_(leads > 0, leads, jobs)", ("if_", "lead/month", "job/month")),
        ("curve(lost, leads)", ("lost", "lead/month", "hour")),
        ("2 ** leads", ("power", "lead/month", "a plain number")),
    ],
)
def test_a_misfit_names_both_units(text, words):
    with pytest.raises(UnitError) as refusal:
        comes_out_in(text)
    assert [word for word in words if word not in str(refusal.value)] == []


@pytest.mark.parametrize(
    "text",
    [
        "if_(leads, 1, 2)",
        "(leads > 0) * 2",
        "-(leads > 0)",
        "max(leads > 0, 1)",
        "if_((leads > 0) == (jobs > 0), 1, 2)",
        "curve(lost, leads > 0)",
        "leads / 0",
        "leads ** share",
        "if_(leads > 0, jobs > 0, 0)",
    ],
)
def test_what_has_no_meaning_in_units_is_refused(text):
    with pytest.raises(UnitError):
        comes_out_in(text)


def test_periods_are_never_converted_into_each_other():
    for one, other in (("month", "year"), ("week", "day"), ("minute", "hour"), ("hour", "day"), ("second", "minute")):
        assert UNITS.read(one) != UNITS.read(other)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1", "1"),
        (" 1 ", "1"),
        ("USD/year", "USD/year"),
        ("hour / week / person", "hour/person/week"),
        ("1/month", "1/month"),
        ("lead*USD", "USD * lead"),
        ("lead**2/job", "lead**2/job"),
        ("lead/lead", "1"),
    ],
)
def test_a_unit_is_read_and_written(text, written):
    assert unit_text(UNITS.read(text)) == written
    assert UNITS.read(written) == UNITS.read(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("leads", "there is no unit 'leads'; did you mean lead?"),
        ("EUR/year", "there is no unit 'EUR'"),
        ("usd/year", "there is no unit 'usd'"),
        ("", "is not a unit"),
        ("2", "is not a unit"),
        ("2 * lead", "is not a unit"),
        ("lead/", "is not a unit"),
        ("lead**0.5", "is not a unit"),
        ("lead**-1", "is not a unit"),
        ("lead + job", "is not a unit"),
        ("(lead)", "is not a unit"),
        ("%", "is not a unit"),
        ("lead" + "*lead" * 40, "is not a unit"),
    ],
)
def test_what_is_no_unit_is_refused_with_what_would_be_one(text, message):
    with pytest.raises(UnitError, match=message.replace("*", r"\*")):
        UNITS.read(text)


def test_a_thing_may_not_be_named_like_a_standing_unit():
    for thing in ("hour", "year", "person", "dimensionless"):
        with pytest.raises(UnitError, match="is a unit already"):
            Units("USD", (thing,))


def test_things_have_any_other_name_and_each_is_a_unit_of_its_own():
    things = ("lead", "leads", "hours", "delta_x", "in", "if", "lambda", "e", "pi", "m", "percent", "zero", "condition",
              "count", "degree", "group", "alias", "x" * 60)  # fmt: skip
    units = Units("USD", things)
    found = {thing: units.read(thing) for thing in things}
    assert {unit_text(unit) for unit in found.values()} == set(things)


def test_a_thing_named_like_a_word_of_the_checker_stays_a_thing():
    units = Units("USD", ("zero", "condition"))
    names = {"zeros": units.read("zero"), "conditions": units.read("condition"), "money": units.read("USD")}
    assert unit_of(parse("zeros * 2"), names, {}) == names["zeros"] != ZERO
    assert unit_of(parse("-conditions"), names, {}) == names["conditions"] != CONDITION
    with pytest.raises(UnitError, match="adds money in USD with zeros in zero"):
        unit_of(parse("money + zeros"), names, {})
    with pytest.raises(UnitError, match="is a comparison"):
        unit_of(parse("if_(conditions, 1, 2)"), names, {})


def test_the_units_of_one_playbook_are_not_those_of_another():
    with pytest.raises(UnitError):
        Units("EUR", ("quote",)).read("lead")


@given(
    st.text(max_size=100)
    | st.lists(
        st.sampled_from(
            ("USD", "lead", "hour", "1", "*", "**", "/", " ", "2", "9", "\n", "leads", "x", "(", "é", "\0")
        ),
        max_size=30,
    ).map("".join)
)
def test_any_text_is_a_unit_or_is_refused(text):
    begun = time.perf_counter()
    unit, refusal = None, ""
    try:
        unit = UNITS.read(text)
    except UnitError as error:
        refusal = str(error)
    assert refusal or (unit is not None and UNITS.read(unit_text(unit)) == unit)
    assert time.perf_counter() - begun < 1.0


@st.composite
def fitting(draw, depth=3):
    """A formula that is built to come out in a given unit, with that unit."""
    if depth == 0:
        return draw(st.sampled_from(sorted({**NAMES, **HOURS}.items())))
    text, unit = draw(fitting(depth=depth - 1))
    other, other_unit = draw(fitting(depth=draw(st.integers(0, depth - 1))))
    same = f"({text})"
    return draw(
        st.sampled_from(
            (
                (f"{same} * ({other})", unit * other_unit),
                (f"{same} / ({other})", unit / other_unit),
                (f"{same} + {same} * 2", unit),
                (f"0 - {same}", unit),
                (f"min({same}, 0, {same})", unit),
                (f"if_(({other}) > 0, {same}, 0)", unit),
                (f"clamp({same}, 0, {same})", unit),
                (f"{same} ** 2", unit**2),
            )
        )
    )


@given(fitting())
def test_a_formula_of_parts_that_fit_comes_out_in_their_unit(built):
    text, unit = built
    if len(text) <= 500:
        assert unit_of(parse(text), {**NAMES, **HOURS}, CURVES) == unit


@given(fitting(), st.sampled_from(("{} + other", "other - {}", "min({}, other)", "if_(leads > 0, other, {})")))
def test_the_same_formula_with_a_term_of_another_unit_is_refused(built, frame):
    text, unit = built
    if len(text) > 400:
        return
    # One lead too many is a unit that the formula cannot have.
    names = {**NAMES, **HOURS, "other": unit * UNITS.read("lead")}
    with pytest.raises(UnitError) as refusal:
        unit_of(parse(frame.format(f"({text})")), names, CURVES)
    for part in (unit, names["other"]):
        expected = "a plain number" if part == PLAIN else unit_text(part)
        assert expected in str(refusal.value)
