"""Each fix as a result: its numbers in three quantiles, its loop, its metric and its ninety days."""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np

from audit.estimates import money_range, number_range, open_range, quantiles, rounded
from audit.findings import FixResult, Loop, Metric, Plan
from audit.fixes import FixDraws
from audit.leaks import Evaluated
from audit.model import closed
from audit.playbook.format import FixFile, PlanEntry
from audit.recommendation import why_not

_WEEKS_BEFORE_BUILDING = 4
_WEEKS_BEFORE_LAUNCHING = 8
_DAYS_TO_STOP = 90


def write_fix(evaluated: Evaluated, fix: FixDraws, chance_of_being_first: float, as_of: date) -> FixResult:
    """Return one fix, in words and numbers."""
    reason = why_not(fix, evaluated.playbook.head.least_gain_per_month)
    return FixResult(
        key=fix.key,
        title=fix.entry.title,
        summary=fix.entry.summary,
        closes=tuple(fix.coverage),
        gain_per_month=money_range(fix.case.gain_per_month),
        setup_cost=money_range(fix.case.setup),
        running_cost_per_month=money_range(fix.case.running_per_month),
        weeks_to_live=number_range(fix.case.weeks_to_live),
        weeks_to_ramp=number_range(fix.case.weeks_to_ramp),
        chance_of_working=number_range(fix.chance),
        break_even_months=open_range(fix.break_even),
        discounted_break_even_months=open_range(fix.discounted_break_even),
        npv=money_range(fix.npv),
        chance_of_paying_back=rounded(float((fix.npv > 0).mean())),
        chance_of_being_first=rounded(chance_of_being_first),
        eligible=not reason,
        why_not=reason,
        owner=fix.entry.owner,
        metric=_metric(evaluated, fix.entry),
        loop=Loop(**fix.entry.loop.model_dump()),
        plan=_plan(fix.entry.plan, as_of),
        needs=fix.entry.needs,
        unmet=fix.unmet,
        basis=fix.entry.basis,
    )


def _metric(evaluated: Evaluated, fix: FixFile) -> Metric:
    """The metric with the fix in, at the likely effectiveness, against the metric today."""
    coverage = {
        leak: np.array((share.likely,)) for leak, share in fix.closes.items() if leak in evaluated.money.alone
    }
    then = closed(evaluated.program, evaluated.likely_given, evaluated.likely, coverage)
    name = fix.metric.quantity
    return Metric(
        key=name,
        title=fix.metric.title,
        unit=evaluated.playbook.unit_texts[name],
        before=_likely(evaluated.likely.values, name),
        target=_likely(then.values, name),
        how=fix.metric.how,
    )


def _likely(values: Mapping[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]], name: str) -> float:
    return rounded(quantiles(values[name])[1]) if name in values else 0.0


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
