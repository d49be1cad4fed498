"""The business as the playbook describes it: today, and with leaks closed to any extent.

Arrays have the draws on the last axis, (draws,) or (1,) where nothing is uncertain; further axes in front
are whatever the caller's coverage brings, and everything broadcasts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from audit.formulas import CurveDraws, NotComputableError, Prepared, arithmetic, evaluate, evaluate_inside
from audit.program import Change, Line, Program

Array = NDArray[np.float64]


def _keep_freed_memory() -> None:
    """Have the C library keep what is freed: it then hands the next array out again instead of asking for pages.

    glibc returns blocks above 128 kB to the system at once, until one larger block has been freed. Without this
    an audit takes a third longer, all of it spent on fresh pages. Elsewhere it does nothing.
    """
    np.empty(3 * 2**20)


_keep_freed_memory()


@dataclass(frozen=True, slots=True)
class Given:
    """What the model starts from: inputs by name, and curves. A quantity found here is not worked out but taken."""

    values: Mapping[str, Array]
    curves: Mapping[str, CurveDraws]


@dataclass(frozen=True, slots=True)
class World:
    """Every name's value in one state of the business; `unknown` says why a quantity has none.

    `gaps` remembers, on today's world, how far a leak keeps a quantity from what it would be: most leaks need it
    worked out once, however many combinations of them are looked at.
    """

    values: Mapping[str, Array]
    curves: Mapping[str, CurveDraws]
    unknown: Mapping[str, str]
    gaps: dict[str, Array] = field(default_factory=dict)

    def value(self, formula: Prepared) -> Array:
        """Return the value of a formula. Raises NotComputableError with the reason."""
        self._refuse_unknown(formula)
        return evaluate(formula, self.values, self.curves)

    def value_inside(self, formula: Prepared) -> Array:
        """Do as `value` does, for callers that are inside `arithmetic()` already."""
        self._refuse_unknown(formula)
        return evaluate_inside(formula, self.values, self.curves)

    def _refuse_unknown(self, formula: Prepared) -> None:
        if self.unknown:
            for name in sorted(formula.names & self.unknown.keys()):
                raise NotComputableError(self.unknown[name])


class _Working:
    """A world while it is being worked out."""

    def __init__(
        self, values: Mapping[str, Array], curves: Mapping[str, CurveDraws], unknown: Mapping[str, str]
    ) -> None:
        self.values = dict(values)
        self.unknown = dict(unknown)
        self.world = World(self.values, curves, self.unknown)

    def settle(self, key: str, value: Callable[[], Array]) -> None:
        """Set a quantity to its value, or note why it has none."""
        self.unknown.pop(key, None)
        try:
            self.values[key] = value()
        except NotComputableError as error:
            self.unknown[key] = str(error)
        except FloatingPointError:
            self.unknown[key] = f"{key} grows beyond what a number can hold"


def today(program: Program, given: Given) -> World:
    """Return the business as it is now."""
    working = _Working(given.values, given.curves, {})
    with arithmetic():
        for key, line in program.lines.items():
            if key not in given.values:
                working.settle(key, partial(working.world.value_inside, line.formula))
    return working.world


def closed(
    program: Program,
    given: Given,
    now: World,
    coverage: Mapping[str, Array],
    only: frozenset[str] | None = None,
) -> World:
    """Return the business with leaks closed to the extent of `coverage`, 0 (not) to 1 (wholly).

    A half-closed leak moves its quantities half of the way. Held quantities, and those that no covered leak
    moves, keep the value of `now`. `only` limits the work to the quantities that are wanted.
    """
    covered = coverage.keys()
    working = _Working(now.values, given.curves, now.unknown)
    with arithmetic():
        for key, line in program.lines.items():
            if not line.leaks & covered or (only is not None and key not in only):
                continue
            if line.moved_by_reading & covered and key not in given.values:
                working.settle(key, partial(working.world.value_inside, line.formula))
            if line.change and line.change.leak in covered and key not in working.unknown:
                alone = not covered & (line.moved_by_reading | line.change.leaks)
                gap = partial(_gap, working.world, line, line.change, now.gaps if alone else None)
                working.settle(key, partial(_moved, working.values[key], coverage[line.change.leak], gap))
    return working.world


def _moved(without: Array, coverage: Array, gap: Callable[[], Array]) -> Array:
    return without + coverage * gap()


def _gap(world: World, line: Line, change: Change, remembered: dict[str, Array] | None) -> Array:
    """Return how far a leak keeps a quantity; remembered where nothing else that is covered bears on it."""
    if remembered is not None and line.key in remembered:
        return remembered[line.key]
    gap = world.value_inside(change.formula) - world.values[line.key]
    if remembered is not None:
        remembered[line.key] = gap
    return gap


def wholly(leaks: tuple[str, ...] | frozenset[str]) -> dict[str, Array]:
    """Return the coverage that closes these leaks wholly."""
    return {leak: np.ones(1) for leak in leaks}
