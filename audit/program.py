"""A playbook's formulas, parsed and put in order: what the model evaluates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from graphlib import CycleError, TopologicalSorter

from audit.formulas import Node, Prepared, names_in, prepare
from audit.formulas.syntax import Name, Negation, Number, Operation

# Beyond this many summands a sum is left whole: still exact, only slower.
MOST_SUMMANDS = 128


class CircularModelError(ValueError):
    """Quantities that depend on each other; `names` is the circle."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Keep the circle and say it in words."""
        super().__init__(" needs ".join(names))
        self.names = names


@dataclass(frozen=True, slots=True)
class Change:
    """What a leak makes of a quantity; the quantity's own name in it is its value without this leak.

    `leaks` are the others that move what the formula reads; `compile_program` fills them in.
    """

    leak: str
    formula: Prepared
    leaks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """A quantity. `leaks` are all leaks that move it, directly or through what it reads."""

    key: str
    formula: Prepared
    held: bool
    change: Change | None
    leaks: frozenset[str]
    moved_by_reading: frozenset[str]


@dataclass(frozen=True, slots=True)
class Term:
    """One summand of the value, its sign inside. `needs` are all the quantities it is worked out from."""

    formula: Prepared
    leaks: frozenset[str]
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Program:
    """The model in an order in which it can be worked out.

    `terms` add up to the value. `groups` are the leaks that share a term with each other, directly or through
    others: between groups there is no interaction. `reads` are the inputs (and curves) that any formula reads.
    """

    lines: Mapping[str, Line]
    value: str
    terms: tuple[Term, ...]
    groups: tuple[tuple[str, ...], ...]
    reads: frozenset[str]

    def inputs(self, leak: str, fixed: frozenset[str] = frozenset()) -> frozenset[str]:
        """Return the inputs (and curves) that the dollars of one leak depend on, but for what lies behind `fixed`."""
        own = frozenset((leak,))
        changes = [line.change.formula for line in self.lines.values() if line.change and line.change.leak == leak]
        formulas = [*changes, *(term.formula for term in self.terms if leak in term.leaks)]
        formulas += [self.lines[key].formula for key in needs(self.lines, formulas, own, fixed) - fixed]
        return _inputs(formulas) - self.lines.keys()


def _inputs(formulas: Iterable[Prepared]) -> frozenset[str]:
    return frozenset[str]().union(*(formula.names | {key for key, _ in formula.curves} for formula in formulas))


def compile_program(
    formulas: Mapping[str, Node], held: frozenset[str], changes: Mapping[str, Change], value: str
) -> Program:
    """Put the model in order.

    Raises CircularModelError. Names that are not in `formulas` are taken for inputs.
    """
    lines: dict[str, Line] = {}
    for key in _in_order(formulas, changes):
        formula, change = prepare(formulas[key]), changes.get(key)
        reading = _leaks(lines, formula.names) if key not in held else frozenset()
        leaks = reading
        if change and key not in held:
            change = replace(change, leaks=_leaks(lines, change.formula.names - {key}))
            leaks |= {change.leak} | change.leaks
        lines[key] = Line(key, formula, key in held, change, leaks, reading)
    terms = tuple(_term(lines, formula) for formula in _summands(Name(value), lines, {}))
    every = [*(line.formula for line in lines.values()), *(change.formula for change in changes.values())]
    return Program(lines, value, terms, _groups(terms), _inputs(every) - lines.keys())


def _in_order(formulas: Mapping[str, Node], changes: Mapping[str, Change]) -> tuple[str, ...]:
    graph = {key: [name for name in sorted(names_in(formula)) if name in formulas] for key, formula in formulas.items()}
    for key, change in changes.items():
        graph[key] += [name for name in sorted(change.formula.names) if name in formulas and name != key]
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise CircularModelError(tuple(error.args[1])) from error


def _leaks(lines: Mapping[str, Line], names: Iterable[str]) -> frozenset[str]:
    return frozenset[str]().union(*(lines[name].leaks for name in names if name in lines))


def needs(
    lines: Mapping[str, Line],
    formulas: Iterable[Prepared],
    leaks: frozenset[str] | None = None,
    fixed: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """Return all quantities that the formulas read, directly or not.

    What a leak makes of a quantity is followed too, for the given `leaks` or, without them, for every leak.
    The formulas of `fixed` quantities are not followed.
    """
    found: set[str] = set()
    waiting = [name for formula in formulas for name in formula.names]
    while waiting:
        name = waiting.pop()
        if name in lines and name not in found:
            found.add(name)
            waiting.extend(lines[name].formula.names if name not in fixed else ())
            change = lines[name].change
            if change and (leaks is None or change.leak in leaks):
                waiting.extend(change.formula.names)
    return frozenset(found)


def _term(lines: Mapping[str, Line], node: Node) -> Term:
    formula = prepare(node)
    return Term(formula, _leaks(lines, formula.names), needs(lines, (formula,)))


def _summands(node: Node, lines: Mapping[str, Line], opened: dict[str, list[Node]]) -> list[Node]:
    """Return formulas that add up to `node`; the node itself where they would be too many.

    A quantity that is a sum is opened; one that a leak replaces, or that is held, is not, since its value is
    then not the sum of its parts. A product with a sum is multiplied out only where that leaves fewer leaks in
    every part than there are in the whole.
    """
    parts = _parts(node, lines, opened)
    return parts if len(parts) <= MOST_SUMMANDS else [node]


def _parts(node: Node, lines: Mapping[str, Line], opened: dict[str, list[Node]]) -> list[Node]:
    def split(part: Node) -> list[Node]:
        return _summands(part, lines, opened)

    match node:
        case Name(key) if key in lines and not lines[key].held and lines[key].change is None:
            if key not in opened:
                opened[key] = split(lines[key].formula.node)
            return opened[key] if len(opened[key]) > 1 else [node]
        case Negation(of):
            return [Negation(part) for part in split(of)]
        case Operation("+", left, right):
            return split(left) + split(right)
        case Operation("-", left, right):
            return split(left) + [Negation(part) for part in split(right)]
        case Operation("*", left, right):
            rights = split(right)
            return _if_simpler(node, [Operation("*", one, other) for one in split(left) for other in rights], lines)
        case Operation("/", left, right):
            return _if_simpler(node, [Operation("/", part, right) for part in split(left)], lines)
        case Number(0.0):
            return []
    return [node]


def _if_simpler(node: Node, parts: list[Node], lines: Mapping[str, Line]) -> list[Node]:
    most = max((len(_leaks(lines, names_in(part))) for part in parts), default=0)
    return parts if most < len(_leaks(lines, names_in(node))) else [node]


def _groups(terms: Iterable[Term]) -> tuple[tuple[str, ...], ...]:
    def joined(groups: list[set[str]], leaks: frozenset[str]) -> list[set[str]]:
        touching = [group for group in groups if group & leaks]
        apart = [group for group in groups if not group & leaks]
        return [*apart, set(leaks).union(*touching)] if leaks else groups

    start: list[set[str]] = []
    groups = reduce(joined, (term.leaks for term in terms), start)
    return tuple(sorted(tuple(sorted(group)) for group in groups))
