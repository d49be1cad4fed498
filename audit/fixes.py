"""What each fix brings in and costs, draw by draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from audit.attribution import gain
from audit.estimates import Estimate, draw
from audit.findings import Readiness
from audit.formulas import NotComputableError
from audit.model import Given, World
from audit.payback import Case, break_even_months, discounted_break_even_months, npv
from audit.playbook import Playbook
from audit.playbook.format import ConditionEntry, EstimateEntry, FixFile

Array = NDArray[np.float64]
Coverage = Mapping[str, Array]


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


@dataclass(frozen=True)
class FixDraws:
    """A fix in every draw. Arrays have shape (draws,) or (1,); `coverage` is how far it closes each leak."""

    key: str
    entry: FixFile
    coverage: Coverage
    case: Case
    chance: Array
    unmet: tuple[str, ...]
    horizon_months: int
    annual_rate: float
    weeks_per_month: float

    @cached_property
    def break_even(self) -> Array:
        """Months from today, infinite for never."""
        return break_even_months(self.case, self.weeks_per_month)

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
    return draw(
        f"{key}.{part}", Estimate(estimate.low, estimate.likely, estimate.high), setting.draws, setting.seed
    )


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


def work_out(setting: Setting, key: str, before: Coverage, starts_in_weeks: float = 0.0) -> FixDraws | None:
    """Return a fix's case on top of what is in already; `None` if none of its leaks can be put in dollars."""
    fix = setting.playbook.fixes[key]
    coverage = fix_coverage(setting, key, fix)
    if not coverage:
        return None
    program = setting.playbook.program
    try:
        yearly = gain(program, setting.given, setting.now, together(before, coverage))
        if before:
            yearly = yearly - gain(program, setting.given, setting.now, before)
    except NotComputableError:
        return None
    conditions = [one for one in setting.playbook.readiness.condition if one.key in fix.needs]
    chance = drawn(setting, key, "chance_of_working", fix.chance_of_working) * readiness_factor(
        conditions, setting.states
    )
    head = setting.playbook.head
    case = Case(
        gain_per_month=yearly / head.calendar.months_per_year * chance,
        running_per_month=drawn(setting, key, "running_cost_per_month", fix.running_cost_per_month),
        setup=drawn(setting, key, "setup_cost", fix.setup_cost),
        weeks_to_live=drawn(setting, key, "weeks_to_live", fix.weeks_to_live)
        + weeks_to_mend(conditions, setting.states)
        + starts_in_weeks,
        weeks_to_ramp=drawn(setting, key, "weeks_to_ramp", fix.weeks_to_ramp),
    )
    unmet = tuple(one.key for one in conditions if setting.states[one.key] in {Readiness.NO, Readiness.PARTLY})
    return FixDraws(
        key, fix, coverage, case, chance, unmet, head.horizon_months, head.discount_rate, setting.weeks_per_month
    )


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
