"""What each fix brings in and costs, draw by draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from audit.attribution import gain
from audit.estimates import Estimate, draw, drawn_quantiles, quantiles
from audit.findings import Readiness
from audit.formulas import NotComputableError
from audit.model import Given, World
from audit.payback import Case, break_even_months, discounted_break_even_months, npv
from audit.playbook import Playbook
from audit.playbook.format import ConditionEntry, EstimateEntry, FixFile

Array = NDArray[np.float64]
Coverage = Mapping[str, Array]
Quantiles = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for every fix of one audit. `priced` are the leaks that could be put in dollars."""

    playbook: Playbook
    given: Given
    now: World
    priced: frozenset[str]
    states: Mapping[str, Readiness]
    draws: int
    seed: int

    @property
    def weeks_per_month(self) -> float:
        """How long a month is, by the playbook's calendar."""
        calendar = self.playbook.head.calendar
        return calendar.weeks_per_year / calendar.months_per_year


@dataclass(frozen=True, eq=False)
class FixDraws:
    """A fix in every draw. Arrays have shape (draws,) or (1,); `coverage` is how far it closes each leak.

    `readiness` is what unmet conditions leave of its chance of working, `delay_weeks` how long it waits for them.
    """

    key: str
    entry: FixFile
    coverage: Coverage
    case: Case
    readiness: float
    delay_weeks: float
    unmet: tuple[str, ...]
    horizon_months: int
    annual_rate: float
    weeks_per_month: float

    def starting(self, weeks: float) -> "FixDraws":
        """Return the same fix, begun that many weeks from today."""
        return replace(self, case=replace(self.case, weeks_to_live=self.case.weeks_to_live + weeks))

    @cached_property
    def break_even(self) -> Array:
        """Months from today, infinite for never."""
        return break_even_months(self.case, self.weeks_per_month)

    @cached_property
    def likely_break_even(self) -> float:
        """P50 of the break-even, in months from today."""
        return quantiles(self.break_even)[1]

    @cached_property
    def discounted_break_even(self) -> Array:
        """Months from today with later money discounted, infinite for never."""
        return discounted_break_even_months(self.case, self.annual_rate, self.weeks_per_month)

    @cached_property
    def npv(self) -> Array:
        """Net present value over the playbook's horizon."""
        return npv(self.case, self.horizon_months, self.annual_rate, self.weeks_per_month)


def drawn(setting: Setting, key: str, part: str, estimate: EstimateEntry) -> Array:
    """Return one of a fix's estimates in every draw."""
    return draw(f"{key}.{part}", _estimate(estimate), setting.draws, setting.seed)


def estimate_quantiles(key: str, part: str, estimate: EstimateEntry, draws: int, seed: int) -> Quantiles:
    """Return P10, P50 and P90 of one of a fix's estimates: the same for every company, so kept."""
    return drawn_quantiles(f"{key}.{part}", _estimate(estimate), draws, seed)


def _estimate(entry: EstimateEntry) -> Estimate:
    return Estimate(entry.low, entry.likely, entry.high)


def fix_coverage(setting: Setting, key: str, fix: FixFile) -> Coverage:
    """Return how far a fix closes each priced leak, in every draw."""
    return {
        leak: drawn(setting, key, f"closes.{leak}", share)
        for leak, share in fix.closes.items()
        if leak in setting.priced
    }


def together(before: Coverage, then: Coverage) -> Coverage:
    """Return the coverage of two fixes that are both in: the second works on what the first left open."""
    both = dict(before)
    for leak, share in then.items():
        both[leak] = 1 - (1 - both[leak]) * (1 - share) if leak in both else share
    return both


def work_out(setting: Setting, keys: Sequence[str], before: Coverage) -> list[FixDraws]:
    """Return the case of each fix on top of what is in already.

    A fix is left out if none of its leaks, or not what it does to them, can be put in dollars.
    """
    coverages = {key: fix_coverage(setting, key, setting.playbook.fixes[key]) for key in keys}
    gains = gains_per_year(setting, {key: coverage for key, coverage in coverages.items() if coverage}, before)
    return [_fix_draws(setting, key, coverages[key], gains[key]) for key in keys if key in gains]


def _fix_draws(setting: Setting, key: str, coverage: Coverage, gain_per_year: Array) -> FixDraws:
    fix, head = setting.playbook.fixes[key], setting.playbook.head
    conditions = [one for one in setting.playbook.readiness.condition if one.key in fix.needs]
    readiness = readiness_factor(conditions, setting.states)
    delay_weeks = weeks_to_mend(conditions, setting.states)
    chance = drawn(setting, key, "chance_of_working", fix.chance_of_working) * readiness
    return FixDraws(
        key=key,
        entry=fix,
        coverage=coverage,
        case=Case(
            gain_per_month=gain_per_year / head.calendar.months_per_year * chance,
            running_per_month=drawn(setting, key, "running_cost_per_month", fix.running_cost_per_month),
            setup=drawn(setting, key, "setup_cost", fix.setup_cost),
            weeks_to_live=drawn(setting, key, "weeks_to_live", fix.weeks_to_live) + delay_weeks,
            weeks_to_ramp=drawn(setting, key, "weeks_to_ramp", fix.weeks_to_ramp),
        ),
        readiness=readiness,
        delay_weeks=delay_weeks,
        unmet=tuple(one.key for one in conditions if setting.states[one.key] in {Readiness.NO, Readiness.PARTLY}),
        horizon_months=head.horizon_months,
        annual_rate=head.discount_rate,
        weeks_per_month=setting.weeks_per_month,
    )


def gains_per_year(setting: Setting, coverages: Mapping[str, Coverage], before: Coverage) -> dict[str, Array]:
    """Return what each fix adds in a year to what is in already, shape (draws,) each, by fix.

    Between groups of leaks nothing interacts, so the gain is summed group by group; within a group all
    fixes are worked out at once. A fix whose gain cannot be computed is left out.
    """
    total = {key: np.zeros(1) for key in coverages}
    for group in setting.playbook.program.groups:
        inside = {key: _within(coverage, group) for key, coverage in coverages.items() if key in total}
        inside = {key: coverage for key, coverage in inside.items() if coverage}
        gains = _group_gains(setting, inside, _within(before, group))
        total = {
            key: yearly + gains.get(key, 0.0) for key, yearly in total.items() if key in gains or key not in inside
        }
    return total


def _within(coverage: Coverage, group: tuple[str, ...]) -> Coverage:
    return {leak: share for leak, share in coverage.items() if leak in group}


def _group_gains(setting: Setting, coverages: Mapping[str, Coverage], before: Coverage) -> dict[str, Array]:
    if not coverages:
        return {}
    rows = [before, *(together(before, coverage) for coverage in coverages.values())]
    stacked = {leak: _stacked(rows, leak, setting.draws) for leak in sorted({leak for row in rows for leak in row})}
    try:
        gains = gain(setting.playbook.program, setting.given, setting.now, stacked)
    except NotComputableError:
        if len(coverages) == 1:
            return {}
        one_by_one = (_group_gains(setting, {key: coverage}, before) for key, coverage in coverages.items())
        return {key: yearly for found in one_by_one for key, yearly in found.items()}
    return {key: gains[row] - gains[0] for row, key in enumerate(coverages, 1)}


def _stacked(rows: Sequence[Coverage], leak: str, draws: int) -> Array:
    """Return how far each row closes the leak, shape (rows, draws)."""
    column = np.zeros((len(rows), draws))
    for place, row in enumerate(rows):
        if leak in row:
            column[place] = row[leak]
    return column


def readiness_factor(conditions: Sequence[ConditionEntry], states: Mapping[str, Readiness]) -> float:
    """Return what unmet conditions leave of a fix's chance of working; one that was not asked takes nothing."""
    factors = {Readiness.NO: "chance_if_no", Readiness.PARTLY: "chance_if_partly"}
    return prod(
        float(getattr(condition, factors[states[condition.key]]))
        for condition in conditions
        if states[condition.key] in factors
    )


def weeks_to_mend(conditions: Sequence[ConditionEntry], states: Mapping[str, Readiness]) -> float:
    """Return how long the fix has to wait for its missing conditions, mended side by side."""
    missing = [condition.weeks_to_mend for condition in conditions if states[condition.key] is Readiness.NO]
    return max(missing, default=0.0)
