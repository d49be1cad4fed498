"""What would mend it: each fix, which comes first, and what comes after."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit.findings.figures import Driver, OpenRange, Range


class Decision(StrEnum):
    """What the audit recommends."""

    FIX = "fix"
    TIE = "tie"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Loop:
    """The fix drawn as a loop: a trigger fires, work happens, a result lands, a human acts."""

    trigger: str
    work: str
    lands: str
    acts: str


@dataclass(frozen=True, slots=True)
class Metric:
    """The one number before and after: `before` today and `target` with the fix in, in `unit`."""

    key: str
    title: str
    unit: str
    before: float
    target: float
    how: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Ninety days in three blocks, and the day to stop if the metric has not moved."""

    diagnose: tuple[str, ...]
    build: tuple[str, ...]
    launch: tuple[str, ...]
    starts_on: date
    builds_from: date
    launches_from: date
    stop_on: date
    stop_rule: str


@dataclass(frozen=True, slots=True)
class FixResult:
    """A fix and when it pays for itself. Months are counted from today, money is per month where it says so.

    `gain_per_month` is margin after effectiveness, chance of working and readiness, before running cost.
    `break_even_months` and `discounted_break_even_months` are `None` where it never does.
    `chance_of_being_first` is the share of draws in which it breaks even before every other eligible fix; a draw
    that ties is shared between the tied.
    `eligible` is whether `npv` is positive at P50 and the gain reaches the playbook's least worthwhile gain;
    otherwise `why_not` says what is missing.
    """

    key: str
    title: str
    summary: str
    closes: tuple[str, ...]
    gain_per_month: Range
    setup_cost: Range
    running_cost_per_month: Range
    weeks_to_live: Range
    weeks_to_ramp: Range
    chance_of_working: Range
    break_even_months: OpenRange
    discounted_break_even_months: OpenRange
    npv: Range
    chance_of_paying_back: float
    chance_of_being_first: float
    eligible: bool
    why_not: str
    owner: str
    metric: Metric
    loop: Loop
    plan: Plan
    needs: tuple[str, ...]
    unmet: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The verdict. `fix` is `None` exactly when the decision is `none`.

    `rivals` are the other fixes that could well be first, and `ask` what to measure to break the tie.
    `largest_leak` stands beside the first fix because the two can differ.
    """

    decision: Decision
    fix: str | None
    chance_of_being_first: float
    rivals: tuple[str, ...]
    ask: tuple[Driver, ...]
    largest_leak: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class RoadmapStep:
    """A fix in order, with its gain and times worked out on top of the fixes before it.

    `starts_in_weeks` and `break_even_months` are counted from today.
    """

    fix: str
    title: str
    starts_in_weeks: float
    gain_per_month: Range
    break_even_months: OpenRange
    npv: Range
