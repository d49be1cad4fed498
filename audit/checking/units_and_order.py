"""Units come out as declared, nothing goes round in a circle, and every leak reaches the value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit.attribution import MOST_INTERACTING
from audit.checking.names import Formula, Formulas
from audit.formulas import curves_in, names_in, prepare
from audit.playbook import Contents, Remark
from audit.playbook.remarks import error
from audit.program import Change, CircularModelError, Program, compile_program
from audit.units import CONDITION, RESERVED, Special, Unit, UnitError, Units, unit_of, unit_text

CALENDAR_UNITS = {
    "weeks_per_year": "week/year",
    "staff_weeks_per_year": "week/year",
    "months_per_year": "month/year",
    "days_per_year": "day/year",
    "workdays_per_year": "day/year",
    "minutes_per_hour": "minute/hour",
}


@dataclass(frozen=True, slots=True)
class Measures:
    """The unit of every name, and of every curve's x and value."""

    names: dict[str, Unit]
    curves: dict[str, tuple[Unit, Unit]]


def read_units(contents: Contents) -> tuple[Measures, tuple[Remark, ...]]:
    """Read every declared unit; one that does not exist becomes a remark, and its name is left out."""
    remarks: list[Remark] = []
    head = contents.head
    try:
        units = Units(head.currency, head.things)
    except UnitError as fault:
        remarks.append(error("playbook.toml", "things", str(fault)))
        units = Units(head.currency, tuple(thing for thing in head.things if thing not in RESERVED))

    def unit(file: str, key: str, text: str) -> Unit | None:
        try:
            return units.read(text)
        except UnitError as fault:
            remarks.append(error(file, key, str(fault)))
            return None

    names = {key: unit("playbook.toml", key, text) for key, text in CALENDAR_UNITS.items()}
    curves: dict[str, tuple[Unit, Unit]] = {}
    for question in contents.numeric_questions:
        if question.unit:
            names[question.key] = unit("questions.toml", f"{question.key}.unit", question.unit)
    for key, entry in contents.quantities.items():
        names[key] = unit("model.toml", f"quantity.{key}.unit", entry.unit)
    for key, benchmark in contents.benchmarks.items():
        file = f"benchmarks/{key}.toml"
        value = unit(file, "unit", benchmark.unit)
        if not benchmark.point:
            names[key] = value
        elif (x := unit(file, "x_unit", benchmark.x_unit)) is not None and value is not None:
            curves[key] = (x, value)
    return Measures({key: found for key, found in names.items() if found is not None}, curves), tuple(remarks)


def unit_texts(contents: Contents) -> dict[str, str]:
    """Return the unit of every name that stands for a number, as written."""
    texts = dict(CALENDAR_UNITS)
    texts |= {question.key: question.unit for question in contents.numeric_questions}
    texts |= {key: benchmark.unit for key, benchmark in contents.benchmarks.items() if not benchmark.point}
    return texts | {key: entry.unit for key, entry in contents.quantities.items()}


def check_units(contents: Contents, formulas: Formulas, measures: Measures) -> Iterator[Remark]:
    """Yield a remark for each formula whose unit is not the declared one.

    A formula that reads a name without a unit is passed over: what is wrong with that name was said already.
    """
    for formula in formulas.of_quantities:
        expected = measures.names.get(formula.owner)
        if expected is not None and _measured(formula, measures):
            yield from _fits(formula, expected, measures)
    money_a_year = measures.names.get(contents.head.value)
    if money_a_year is None:
        return
    expected_text = f"{contents.head.currency}/year"
    if unit_text(money_a_year) != expected_text:
        yield error("playbook.toml", "value", f"the value is in {unit_text(money_a_year)}; it must be {expected_text}")
    results = Measures({**measures.names, "total": money_a_year, "largest": money_a_year}, measures.curves)
    for formula in formulas.contradictions.values():
        if _measured(formula, results):
            yield from _is_condition(formula, results)


def _measured(formula: Formula, measures: Measures) -> bool:
    return names_in(formula.node) <= measures.names.keys() and curves_in(formula.node) <= measures.curves.keys()


def _fits(formula: Formula, expected: Unit, measures: Measures) -> Iterator[Remark]:
    try:
        found = unit_of(formula.node, measures.names, measures.curves)
    except UnitError as fault:
        yield error(formula.file, formula.key, str(fault))
        return
    if found == CONDITION:
        yield error(formula.file, formula.key, "is a comparison; a quantity is a number")
    elif not isinstance(found, Special) and found != expected:
        message = f"comes out in {unit_text(found)}, but {formula.owner} is declared in {unit_text(expected)}"
        yield error(formula.file, formula.key, message + _calendar_hint(found, expected))


def _calendar_hint(found: Unit, expected: Unit) -> str:
    for name, text in CALENDAR_UNITS.items():
        above, _, below = text.partition("/")
        constant = Unit({above: 1, below: -1})
        if found * constant == expected:
            return f"; multiply by {name}?"
        if found / constant == expected:
            return f"; divide by {name}?"
    return ""


def _is_condition(formula: Formula, measures: Measures) -> Iterator[Remark]:
    try:
        if unit_of(formula.node, measures.names, measures.curves) != CONDITION:
            yield error(formula.file, formula.key, "must be a comparison, such as calls_missed > calls_received")
    except UnitError as fault:
        yield error(formula.file, formula.key, str(fault))


def compiled(contents: Contents, formulas: Formulas) -> tuple[Program | None, tuple[Remark, ...]]:
    """Put the model in order; a circle becomes a remark."""
    nodes = {key: formula.node for key, formula in formulas.quantities.items()}
    held = frozenset(key for key, entry in contents.quantities.items() if entry.held)
    changes: Mapping[str, Change] = {
        change.owner: Change(change.leak, prepare(change.node)) for change in formulas.changes if change.owner in nodes
    }
    try:
        program = compile_program(nodes, held, changes, contents.head.value)
    except CircularModelError as fault:
        return None, (error("model.toml", f"quantity.{fault.names[0]}", f"goes round in a circle: {fault}"),)
    return program, ()


def check_reach(contents: Contents, program: Program) -> Iterator[Remark]:
    """Yield a remark for each leak that is worth nothing whatever the answers, and for too many in one place."""
    reaching = frozenset[str]().union(*(term.leaks for term in program.terms))
    for leak in contents.leaks:
        if leak not in reaching:
            message = f"nothing it changes reaches {program.value}, so it could never be worth a cent"
            yield error(f"leaks/{leak}.toml", "changes", message)
    for term in program.terms:
        if len(term.leaks) > MOST_INTERACTING:
            message = (
                f"{len(term.leaks)} leaks meet in one part of {program.value} ({', '.join(sorted(term.leaks))}); "
                f"{MOST_INTERACTING} can be shared out exactly, so split it into a sum"
            )
            yield error("model.toml", f"quantity.{program.value}", message)
