"""The model with one quantity measured instead of worked out: what turns a fix's metric into dollars."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter

from audit.formulas import Prepared, prepare
from audit.formulas.syntax import Name
from audit.program import CircularModelError, Line, Program, Term, needs


@dataclass(frozen=True, slots=True)
class MetricModel:
    """A playbook's model in which `metric` is taken as it was measured.

    `program` has all that the value is worked out from, but for the metric itself, which is an input; no leak plays a
    part in it. `moved` are the quantities that depend on the metric, whether the value needs them or not.
    """

    metric: str
    program: Program
    moved: frozenset[str]

    @property
    def moves_value(self) -> bool:
        """Whether the value depends on the metric at all."""
        return self.program.value in self.moved | {self.metric}


def metric_model(program: Program, metric: str, sets: Mapping[str, Prepared]) -> MetricModel:
    """Return the model for a metric; `sets` has what other quantities then are, in place of their own formulas.

    Raises CircularModelError where quantities would then need each other.
    """
    formulas = {key: line.formula for key, line in program.lines.items()} | dict(sets)
    formulas.pop(metric, None)
    lines = {
        key: Line(key, formulas[key], program.lines[key].held, None, frozenset(), frozenset())
        for key in _in_order(formulas)
    }
    whole = prepare(Name(program.value))
    wanted = needs(lines, (whole,))
    kept = {key: line for key, line in lines.items() if key in wanted}
    measured = replace(
        program, lines=kept, terms=(Term(whole, frozenset(), wanted),), groups=(), reads=_inputs(kept.values(), metric)
    )
    return MetricModel(metric, measured, _moved(lines.values(), metric))


def _in_order(formulas: Mapping[str, Prepared]) -> tuple[str, ...]:
    graph = {key: sorted(formula.names & formulas.keys()) for key, formula in formulas.items()}
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise CircularModelError(tuple(error.args[1])) from error


def _inputs(lines: Iterable[Line], metric: str) -> frozenset[str]:
    formulas = {line.key: line.formula for line in lines}
    read = (formula.names | {key for key, _ in formula.curves} for formula in formulas.values())
    return frozenset[str]().union(*read) - formulas.keys() - {metric}


def _moved(lines: Iterable[Line], metric: str) -> frozenset[str]:
    """Return all quantities that depend on the metric; `lines` come in the order in which they are worked out."""
    moved = {metric}
    for line in lines:
        if line.formula.names & moved:
            moved.add(line.key)
    return frozenset(moved - {metric})
