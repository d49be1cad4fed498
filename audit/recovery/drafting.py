"""What an agreement begins with: everything that the audit knows of a fix, to be put right by whoever drafts."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from audit.answering.expected import UNLIMITED, Expected
from audit.findings import Audit, FixResult, Range
from audit.playbook import Playbook
from audit.recovery.periods import Cadence, before, first_from, start_of
from audit.recovery.swing import LEAST_VALUES
from audit.recovery.terms import NINETY_DAYS


@dataclass(frozen=True, slots=True)
class Draftable:
    """A fix of an audit as an agreement needs it. Money is in `currency`; `owner_role` is who should own it, in words.

    `baseline` and `target` are the audit's, in the metric's unit. `gain_per_year` is the audit's own gain: after its
    chance of working and readiness, before running cost. `why_not` is empty for a fix that the audit recommends.
    """

    leak: str
    leak_title: str
    fix: str
    fix_title: str
    metric: str
    metric_title: str
    metric_unit: str
    how: str
    better: Literal["lower", "higher"]
    baseline: float
    target: float
    owner_role: str
    stop_rule: str
    stops_after: timedelta
    setup_cost: float
    running_cost_per_month: float
    gain_per_year: Range
    why_not: str
    currency: str
    locale: str

    @property
    def expected(self) -> Expected:
        """How a value of the metric is typed: a share in per cent, nothing below zero."""
        highest = 1 if self.metric_unit == "1" and max(self.baseline, self.target) <= 1 else UNLIMITED
        return Expected(self.metric_unit, 0, highest, self.currency, self.locale)

    @property
    def is_a_months(self) -> bool:
        """Whether the number is counted a month: a week's count held against it would be wrong, and its money too."""
        return "month" in self.metric_unit.split("/")[1:]

    @property
    def expected_cost(self) -> Expected:
        """How an amount of money is typed."""
        return Expected(self.currency, 0, UNLIMITED, self.currency, self.locale)


@dataclass(frozen=True, slots=True)
class Dates:
    """The days that a draft begins with."""

    baseline_from: date
    baseline_until: date
    starts_on: date
    ends_on: date
    stop_on: date


def draftable(audit: Audit, playbook: Playbook, fix: str) -> Draftable | None:
    """Return what the audit knows of a fix; None for one that is not in it."""
    found = next((one for one in audit.fixes if one.key == fix), None)
    if found is None:
        return None
    leak, leak_title = _leak(audit, playbook, found)
    months = playbook.head.calendar.months_per_year
    metric = found.metric
    return Draftable(
        leak=leak,
        leak_title=leak_title,
        fix=fix,
        fix_title=found.title,
        metric=metric.key,
        metric_title=metric.title,
        metric_unit=metric.unit,
        how=metric.how,
        better="higher" if metric.target > metric.before else "lower",
        baseline=metric.before,
        target=metric.target,
        owner_role=found.owner,
        stop_rule=found.plan.stop_rule,
        stops_after=min(found.plan.stop_on - found.plan.starts_on, NINETY_DAYS),
        setup_cost=found.setup_cost.p50,
        running_cost_per_month=found.running_cost_per_month.p50,
        gain_per_year=Range(*(one * months for one in _of(found.gain_per_month))),
        why_not=found.why_not,
        currency=audit.currency,
        locale=audit.locale,
    )


def dates_from(about: Draftable, today: date, cadence: Cadence = Cadence.MONTH) -> Dates:
    """Return the days to begin with: the next period, ninety days from there, and the half year before today."""
    starts_on = first_from(today + timedelta(days=1), cadence)
    this = start_of(today, cadence)
    first = this
    for _ in range(LEAST_VALUES):
        first = before(first, cadence)
    return Dates(
        baseline_from=first,
        baseline_until=this - timedelta(days=1),
        starts_on=starts_on,
        ends_on=starts_on + NINETY_DAYS,
        stop_on=starts_on + about.stops_after,
    )


def _leak(audit: Audit, playbook: Playbook, fix: FixResult) -> tuple[str, str]:
    """The largest leak that the fix closes."""
    ranked = [(one.key, one.title) for one in audit.findings if one.key in fix.closes]
    others = [(key, playbook.leaks[key].title) for key in fix.closes if key in playbook.leaks]
    return next(iter([*ranked, *others]))


def _of(span: Range) -> tuple[float, float, float]:
    return span.p10, span.p50, span.p90
