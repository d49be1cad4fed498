"""The business as the playbook describes it: today, and with leaks closed to any extent.

Arrays have the draws on the last axis, (draws,) or (1,) where nothing is uncertain; further axes in front
are whatever the caller's coverage brings, and everything broadcasts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from audit.formulas import CurveDraws, NotComputableError, Prepared, evaluate
from audit.program import Change, Line, Program

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Given:
    """What the model starts from: inputs by name, and curves. A quantity found here is not worked out but taken."""

    values: Mapping[str, Array]
    curves: Mapping[str, CurveDraws]


@dataclass(frozen=True, slots=True)
class World:
    """Every name's value in one state of the business; `unknown` says why a quantity has none."""

    values: Mapping[str, Array]
    curves: Mapping[str, CurveDraws]
    unknown: Mapping[str, str]

    def value(self, formula: Prepared) -> Array:
        """Return the value of a formula. Raises NotComputableError with the reason."""
        if self.unknown:
            for name in sorted(formula.names & self.unknown.keys()):
                raise NotComputableError(self.unknown[name])
        return evaluate(formula, self.values, self.curves)


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


def today(program: Program, given: Given) -> World:
    """Return the business as it is now."""
    working = _Working(given.values, given.curves, {})
    for key, line in program.lines.items():
        if key not in given.values:
            working.settle(key, partial(working.world.value, line.formula))
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
    for key, line in program.lines.items():
        if not line.leaks & covered or (only is not None and key not in only):
            continue
        if line.moved_by_reading & covered and key not in given.values:
            working.settle(key, partial(working.world.value, line.formula))
        if line.change and line.change.leak in covered and key not in working.unknown:
            working.settle(key, partial(_moved, working, line, line.change, coverage))
    return working.world


def _moved(working: _Working, line: Line, change: Change, coverage: Mapping[str, Array]) -> Array:
    without = working.values[line.key]
    return without + coverage[change.leak] * (working.world.value(change.formula) - without)


def wholly(leaks: tuple[str, ...] | frozenset[str]) -> dict[str, Array]:
    """Return the coverage that closes these leaks wholly."""
    return {leak: np.ones(1) for leak in leaks}
