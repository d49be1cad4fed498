"""Each fix as a result: its numbers in three quantiles, its loop, its metric and its ninety days."""

from collections.abc import Sequence
from datetime import date, timedelta

from audit.estimates import cents, money_range, open_range, rounded
from audit.findings import FixResult, Loop, Metric, Plan, Range
from audit.fixes import FixDraws, estimate_quantiles
from audit.leaks import Evaluated
from audit.playbook.format import PlanEntry
from audit.recommendation import why_not
from audit.trace import Scenarios, scenarios

_MONEY = frozenset(("setup_cost", "running_cost_per_month"))
_WEEKS_BEFORE_BUILDING = 4
_WEEKS_BEFORE_LAUNCHING = 8
_DAYS_TO_STOP = 90


def write_fix(
    evaluated: Evaluated, fix: FixDraws, fixed: Scenarios, chance_of_being_first: float, as_of: date
) -> FixResult:
    """Return one fix, in words and numbers; `fixed` has the world with each fix in."""

    def estimated(part: str, scale: float = 1.0, shift: float = 0.0) -> Range:
        entry = getattr(fix.entry, part)
        known = estimate_quantiles(fix.key, part, entry, evaluated.draws, evaluated.seed)
        to_cents = part in _MONEY
        return Range(*((cents if to_cents else rounded)(value * scale + shift) for value in known))

    reason = why_not(fix, evaluated.playbook.head.least_gain_per_month)
    return FixResult(
        key=fix.key,
        title=fix.entry.title,
        summary=fix.entry.summary,
        closes=tuple(fix.coverage),
        gain_per_month=money_range(fix.case.gain_per_month),
        setup_cost=estimated("setup_cost"),
        running_cost_per_month=estimated("running_cost_per_month"),
        weeks_to_live=estimated("weeks_to_live", shift=fix.delay_weeks),
        weeks_to_ramp=estimated("weeks_to_ramp"),
        chance_of_working=estimated("chance_of_working", scale=fix.readiness),
        break_even_months=open_range(fix.break_even),
        discounted_break_even_months=open_range(fix.discounted_break_even),
        npv=money_range(fix.npv),
        chance_of_paying_back=rounded(float((fix.npv > 0).mean())),
        chance_of_being_first=rounded(chance_of_being_first),
        eligible=not reason,
        why_not=reason,
        owner=fix.entry.owner,
        metric=_metric(evaluated, fix, fixed),
        loop=Loop(**fix.entry.loop.model_dump()),
        plan=_plan(fix.entry.plan, as_of),
        needs=fix.entry.needs,
        unmet=fix.unmet,
        basis=fix.entry.basis,
    )


def fixed_worlds(evaluated: Evaluated, fixes: Sequence[FixDraws]) -> Scenarios:
    """Return the world with each fix in, at its likely effectiveness."""
    coverages = {
        fix.key: {leak: share.likely for leak, share in fix.entry.closes.items() if leak in evaluated.money.alone}
        for fix in fixes
    }
    return scenarios(evaluated.playbook, evaluated.likely_given, evaluated.likely, coverages)


def _metric(evaluated: Evaluated, fix: FixDraws, fixed: Scenarios) -> Metric:
    """Return the metric today and with the fix in; a metric that cannot be computed stays at zero."""
    name = fix.entry.metric.quantity
    known = name in evaluated.likely.values
    return Metric(
        key=name,
        title=fix.entry.metric.title,
        unit=evaluated.playbook.unit_texts[name],
        before=rounded(float(evaluated.likely.values[name][0])) if known else 0.0,
        target=rounded(fixed.number(name, fix.key)) if known else 0.0,
        how=fix.entry.metric.how,
    )


def _plan(plan: PlanEntry, as_of: date) -> Plan:
    return Plan(
        diagnose=plan.diagnose,
        build=plan.build,
        launch=plan.launch,
        starts_on=as_of,
        builds_from=as_of + timedelta(weeks=_WEEKS_BEFORE_BUILDING),
        launches_from=as_of + timedelta(weeks=_WEEKS_BEFORE_LAUNCHING),
        stop_on=as_of + timedelta(days=_DAYS_TO_STOP),
        stop_rule=plan.stop_rule,
    )
