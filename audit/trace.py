"""How a dollar was arrived at: each formula with its numbers, at the likely values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from audit.estimates import rounded
from audit.findings import Step
from audit.formulas import Prepared, arithmetic, filled
from audit.model import Given, World, closed
from audit.playbook import Playbook
from audit.program import Line


@dataclass(frozen=True, slots=True)
class Scenarios:
    """Worlds at the likely values, side by side: `rows` says which is which, arrays have shape (rows, 1) or (1,)."""

    rows: tuple[str, ...]
    world: World

    def number(self, key: str, row: str) -> float:
        """Return the value of a name in one of the worlds."""
        values = self.world.values[key]
        return float(values[self.rows.index(row), 0] if values.ndim > 1 else values[0])


def scenarios(playbook: Playbook, given: Given, now: World, coverages: Mapping[str, Mapping[str, float]]) -> Scenarios:
    """Work out all these worlds at once; `coverages` has, for each, how far each leak is closed."""
    rows = tuple(coverages)
    leaks = sorted({leak for coverage in coverages.values() for leak in coverage})
    columns = {leak: np.array([[coverages[row].get(leak, 0.0)] for row in rows]) for leak in leaks}
    return Scenarios(rows, closed(playbook.program, given, now, columns) if leaks else now)


class Tracer:
    """Writes the working of one audit: today's numbers are filled in once for all leaks."""

    def __init__(self, playbook: Playbook, now: World, one_closed: Scenarios) -> None:
        """Take today's world and the worlds in which one leak is closed, both at the likely values."""
        self._playbook, self._now, self._closed = playbook, now, one_closed
        self._filled: dict[str, str] = {}

    def finding_steps(self, leak: str) -> tuple[Step, ...]:
        """Return the working of one leak: every quantity that closing it moves, up to the value."""
        program = self._playbook.program
        wanted = frozenset((program.value,)).union(*(term.needs for term in program.terms if leak in term.leaks))
        lines = [line for key, line in program.lines.items() if leak in line.leaks and key in wanted]
        return self._steps(lines, leak)

    def shared_steps(self) -> tuple[Step, ...]:
        """Return the quantities that no leak moves: worked out once, read by many."""
        return self._steps([line for line in self._playbook.program.lines.values() if not line.leaks], "")

    def _steps(self, lines: Sequence[Line], leak: str) -> tuple[Step, ...]:
        return tuple(self._step(line, leak) for line in lines if line.key in self._now.values)

    def _step(self, line: Line, leak: str) -> Step:
        entry = self._playbook.quantities[line.key]
        change = line.change.formula if line.change and line.change.leak == leak else None
        today = rounded(float(self._now.values[line.key][0]))
        return Step(
            key=line.key,
            title=entry.title,
            unit=entry.unit,
            formula=line.formula.text,
            filled=self._today(line),
            changed_formula=change.text if change else "",
            changed_filled=self._changed(change, line.key, leak) if change else "",
            today=today,
            closed=rounded(self._closed.number(line.key, leak)) if leak else today,
            held=line.held,
        )

    def _today(self, line: Line) -> str:
        if line.key not in self._filled:
            now = self._now.values
            numbers = {name: float(now[name][0]) for name in line.formula.names if name in now}
            self._filled[line.key] = filled(line.formula.node, numbers, _read_off(line.formula, self._now))
        return self._filled[line.key]

    def _changed(self, change: Prepared, own: str, leak: str) -> str:
        """Fill in what the leak makes of a quantity: all else with the leak closed, the quantity itself without."""
        numbers = {name: self._closed.number(name, leak) for name in change.names if name in self._now.values}
        if own in numbers:
            numbers[own] = float(self._now.values[own][0])
        values = {name: np.array((number,)) for name, number in numbers.items()}
        return filled(change.node, numbers, _read_off(change, World(values, self._closed.world.curves, {})))


def _read_off(formula: Prepared, world: World) -> dict[str, float]:
    """Return what each curve gives at the point where the formula reads it.

    A curve that is read twice is left out, and so is one that is stepped round because it could not be read.
    """
    found: dict[str, list[float]] = {}
    for key, run in formula.curves:
        try:
            with arithmetic():
                found.setdefault(key, []).append(float(run(world.values, world.curves)[0]))
        except (FloatingPointError, KeyError):
            continue
    return {key: values[0] for key, values in found.items() if len(values) == 1 and isfinite(values[0])}
