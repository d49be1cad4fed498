"""Each leak as a finding: its dollars, what drives them, its working and what stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from audit.attribution import Attribution
from audit.estimates import apportion, money_range, number_range, rounded
from audit.findings import Amount, Basis, Beside, Confidence, Driver, Finding, Input, Range, Sentence
from audit.model import Given, World, closed
from audit.playbook import Playbook
from audit.playbook.contents import PLACEHOLDER
from audit.playbook.format import BesideEntry
from audit.program import Program, needs
from audit.sensitivity import ranked, variance_shares
from audit.trace import Tracer, scenarios

Array = NDArray[np.float64]

MOST_DRIVERS = 2
_WORST_FIRST = (Confidence.JUDGEMENT, Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
_OWN_NUMBERS = frozenset((Basis.EXACT, Basis.BAND, Basis.MEASURED, Basis.NOT_ASKED))
_ALONE = "alone"


@dataclass(frozen=True)
class Evaluated:
    """Everything about one company that findings are written from. `likely` is the world at the likely values."""

    playbook: Playbook
    given: Given
    now: World
    likely_given: Given
    likely: World
    money: Attribution
    inputs: Mapping[str, Input]
    unsure: frozenset[str]
    draws: int
    seed: int

    @cached_property
    def program(self) -> Program:
        """The model."""
        return self.playbook.program

    @cached_property
    def behind_beside(self) -> frozenset[str]:
        """The quantities that the figures beside the dollars are worked out from, and these themselves."""
        shown = frozenset(entry.quantity for entry in self.playbook.head.beside)
        return needs(self.program.lines, (self.program.lines[key].formula for key in shown)) | shown

    @cached_property
    def tracer(self) -> Tracer:
        """What writes the working."""
        one_closed = {leak: {leak: 1.0} for leak in self.money.alone}
        return Tracer(self.playbook, self.likely, scenarios(self.playbook, self.likely_given, self.likely, one_closed))

    @cached_property
    def explained(self) -> Mapping[str, Mapping[str, float]]:
        """For each leak, and for the total under the key "", the share of variance that each input explains."""
        found = self._explained({"": self.money.joint}, self.unsure)
        for leaks in self.priced_groups:
            read = frozenset[str]().union(*(self.playbook.inputs_of[leak] for leak in leaks))
            found |= self._explained({leak: self.money.alone[leak] for leak in leaks}, self.unsure & read)
        return found

    def _explained(self, results: Mapping[str, Array], inputs: frozenset[str]) -> dict[str, dict[str, float]]:
        names = sorted(inputs)
        matrix = np.array([np.broadcast_to(values, (self.draws,)) for values in results.values()])
        shares = variance_shares(matrix, names, self.draws, self.seed)
        return {key: dict(zip(names, map(float, shares[:, column]), strict=True)) for column, key in enumerate(results)}

    @cached_property
    def priced_groups(self) -> tuple[tuple[str, ...], ...]:
        """The groups of leaks that interact, without those that have no dollars."""
        groups = (tuple(leak for leak in group if leak in self.money.alone) for group in self.program.groups)
        return tuple(group for group in groups if group)


def write_findings(evaluated: Evaluated) -> tuple[Finding, ...]:
    """Return a finding for every leak in dollars, ranked by what closing it alone is worth."""
    alone = {leak: money_range(values) for leak, values in evaluated.money.alone.items()}
    order = sorted(alone, key=lambda leak: (-alone[leak].p50, leak))
    expected = np.array([float(evaluated.money.share[leak].mean()) for leak in order])
    parts = apportion(1.0, expected, 1_000_000)
    shown: dict[str, tuple[Beside, ...]] = {}
    for leaks in evaluated.priced_groups:
        shown |= zip(leaks, beside(evaluated, [(leak,) for leak in leaks]), strict=True)
    amounts = apportion(money_range(evaluated.money.joint).p50, expected, 100)
    return tuple(
        _finding(evaluated, leak, alone[leak], shown[leak], Part(rank, part, amount))
        for rank, (leak, part, amount) in enumerate(zip(order, parts, amounts, strict=True), 1)
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A leak's place among all: its rank, its part of the expected total, and that part of the likely total."""

    rank: int
    of_total: float
    money: float


def _finding(evaluated: Evaluated, leak: str, alone: Range, figures: tuple[Beside, ...], part: Part) -> Finding:
    entry = evaluated.playbook.leaks[leak]
    drivers = leak_drivers(evaluated, leak)
    inputs = evaluated.playbook.inputs_of[leak]
    return Finding(
        key=leak,
        title=entry.title,
        stage=entry.stage,
        what=entry.what,
        sentence=_sentence(evaluated, entry.sentence, alone.p50),
        rank=part.rank,
        alone=alone,
        share=money_range(evaluated.money.share[leak]),
        share_of_total=part.of_total,
        share_money=part.money,
        beside=figures,
        drivers=drivers,
        working=evaluated.tracer.finding_steps(leak),
        inputs=tuple(key for key in evaluated.inputs if key in inputs),
        fixes=tuple(key for key, fix in evaluated.playbook.fixes.items() if leak in fix.closes),
        confidence=_confidence(evaluated, drivers),
        measured=all(evaluated.inputs[driver.key].basis in _OWN_NUMBERS for driver in drivers),
    )


def leak_drivers(evaluated: Evaluated, leak: str) -> tuple[Driver, ...]:
    """Return the inputs that explain most of the range of what the leak is worth alone."""
    shares = {
        name: share for name, share in evaluated.explained[leak].items() if name in evaluated.playbook.inputs_of[leak]
    }
    return tuple(
        Driver(name, evaluated.inputs[name].title, rounded(share)) for name, share in ranked(shares, MOST_DRIVERS)
    )


def _confidence(evaluated: Evaluated, drivers: Sequence[Driver]) -> Confidence:
    found = {evaluated.inputs[driver.key].confidence or Confidence.HIGH for driver in drivers}
    return next((confidence for confidence in _WORST_FIRST if confidence in found), Confidence.HIGH)


def _sentence(evaluated: Evaluated, template: str, alone: float) -> Sentence:
    units, values = evaluated.playbook.unit_texts, evaluated.likely.values
    named = [name for name in dict.fromkeys(PLACEHOLDER.findall(template)) if name in units and name in values]
    amounts = [Amount(_ALONE, f"{evaluated.playbook.head.currency}/year", rounded(alone))]
    amounts += [Amount(name, units[name], rounded(float(values[name][0]))) for name in named]
    return Sentence(template, tuple(amounts))


def beside(evaluated: Evaluated, leaks: Sequence[tuple[str, ...]]) -> list[tuple[Beside, ...]]:
    """Return, for each set of leaks, the figures beside the dollars when these are closed.

    Figures that do not move are left out. All sets are worked out at once, one row of the arrays each.
    """
    every = sorted({leak for closing in leaks for leak in closing})
    coverage = {leak: np.array([[float(leak in closing)] for closing in leaks]) for leak in every}
    then = closed(evaluated.program, evaluated.given, evaluated.now, coverage, evaluated.behind_beside)
    entries = [entry for entry in evaluated.playbook.head.beside if _known(evaluated.now, then, entry.quantity)]
    lines = evaluated.program.lines
    return [
        tuple(_beside(evaluated, entry, then, row) for entry in entries if lines[entry.quantity].leaks & set(closing))
        for row, closing in enumerate(leaks)
    ]


def _known(now: World, then: World, key: str) -> bool:
    return key not in now.unknown and key not in then.unknown


def _beside(evaluated: Evaluated, entry: BesideEntry, then: World, row: int) -> Beside:
    after, before = then.values[entry.quantity], evaluated.now.values[entry.quantity]
    after = after[row] if after.ndim > 1 else after
    better = after - before if entry.better == "higher" else before - after
    unit = evaluated.playbook.quantities[entry.quantity].unit
    return Beside(entry.quantity, entry.title, unit, entry.one_time, number_range(better))
