"""The verdict: which fix pays back first, whether that is a tie, and what comes next. "None" is a verdict too."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from audit.estimates import likely_above, money_range, open_range, quantiles, rounded
from audit.findings import Decision, Driver, Recommendation, RoadmapStep
from audit.fixes import Coverage, FixDraws, Setting, together, work_out
from audit.payback import chance_of_being_first, discounted_payback
from audit.sensitivity import ranked, variance_shares

Array = NDArray[np.float64]

LONGEST_ROADMAP = 4
MOST_RIVALS = 3
MOST_QUESTIONS = 2
_LEAST_RIVAL_CHANCE = 0.1
_PAYBACK_SEARCH_MONTHS = 120


def why_not(fix: FixDraws, least_gain_per_month: float) -> str:
    """Return why a fix is not worth recommending, empty if it is."""
    if not likely_above(fix.case.net_per_month, 0.0):
        return "It costs more to run than it is likely to bring in."
    if not likely_above(fix.npv, 0.0):
        return f"It is not likely to earn back its cost within {fix.horizon_months} months."
    if least_gain_per_month and not likely_above(fix.case.gain_per_month, least_gain_per_month):
        return "It brings in too little a month to be worth the attention."
    return ""


def eligible(fixes: Sequence[FixDraws], least_gain_per_month: float) -> list[FixDraws]:
    """Return the fixes worth recommending, the earliest break-even (P50) first."""
    worth = [fix for fix in fixes if not why_not(fix, least_gain_per_month)]
    return sorted(worth, key=lambda fix: (fix.likely_break_even, fix.key))


def chances(fixes: Sequence[FixDraws], draws: int) -> dict[str, float]:
    """Return how often each of these fixes breaks even before all the others."""
    if not fixes:
        return {}
    months = np.array([np.broadcast_to(fix.break_even, (draws,)) for fix in fixes])
    return dict(zip((fix.key for fix in fixes), map(float, chance_of_being_first(months)), strict=True))


def recommend(
    setting: Setting,
    worth: Sequence[FixDraws],
    chance: Mapping[str, float],
    titles: Mapping[str, str],
    largest_leak: str | None,
) -> Recommendation:
    """Return the verdict on the fixes `worth` recommending.

    `chance` is how often each is first (see `chances`); `titles` names the inputs that could be asked for.
    """
    if not worth:
        months = setting.playbook.head.horizon_months
        reason = f"No fix is likely to earn back its cost within {months} months, so none is recommended."
        return Recommendation(Decision.NONE, None, 0.0, (), (), largest_leak, reason)
    first = worth[0]
    tie = len(worth) > 1 and chance[first.key] < setting.playbook.head.tie_below
    rivals = [fix for fix in worth[1:] if chance[fix.key] >= _LEAST_RIVAL_CHANCE]
    rivals.sort(key=lambda fix: -chance[fix.key])
    return Recommendation(
        decision=Decision.TIE if tie else Decision.FIX,
        fix=first.key,
        chance_of_being_first=rounded(chance[first.key]),
        rivals=tuple(fix.key for fix in rivals[:MOST_RIVALS]),
        ask=_tie_breakers(setting, worth, titles) if tie else (),
        largest_leak=largest_leak,
        reason=(
            "It is likely to break even first, but too close to call: measure what would settle it."
            if tie
            else "It breaks even before every other fix that is worth its cost."
        ),
    )


def _tie_breakers(setting: Setting, worth: Sequence[FixDraws], titles: Mapping[str, str]) -> tuple[Driver, ...]:
    """Return the inputs that decide most often whether the first fix comes first."""
    months = np.array([np.broadcast_to(fix.break_even, (setting.draws,)) for fix in worth])
    comes_first = (months.argmin(axis=0) == 0) & np.isfinite(months[0])
    names = sorted(titles)
    explained = variance_shares(comes_first.astype(np.float64)[None, :], names, setting.draws, setting.seed)[:, 0]
    shares = dict(zip(names, map(float, explained), strict=True))
    return tuple(Driver(name, titles[name], rounded(share)) for name, share in ranked(shares, MOST_QUESTIONS))


def roadmap(
    setting: Setting, first: FixDraws | None, others: Sequence[FixDraws]
) -> tuple[tuple[FixDraws, RoadmapStep], ...]:
    """Return the fixes in order: each next one is the earliest to break even on top of those before it.

    One is built at a time, and begins when the one before is live.
    """
    steps: list[tuple[FixDraws, RoadmapStep]] = []
    before: Coverage = {}
    waiting = {fix.key: fix for fix in others}
    starts_in_weeks, current = 0.0, first
    while current is not None:
        steps.append((current, _step(current, starts_in_weeks)))
        if len(steps) == LONGEST_ROADMAP:
            break
        starts_in_weeks = quantiles(current.case.weeks_to_live)[1]
        before = together(before, current.coverage)
        del waiting[current.key]
        waiting = _on_top(setting, before, current, waiting)
        current = _next(setting, list(waiting.values()), starts_in_weeks)
    return tuple(steps)


def _next(setting: Setting, waiting: Sequence[FixDraws], starts_in_weeks: float) -> FixDraws | None:
    """Return the earliest to break even of those that still earn their cost when they begin that late."""
    least = setting.playbook.head.least_gain_per_month
    # All begin equally late, so their order is the one they have from today.
    late = (fix.starting(starts_in_weeks) for fix in eligible(waiting, least))
    return next((fix for fix in late if not why_not(fix, least)), None)


def _on_top(
    setting: Setting, before: Coverage, latest: FixDraws, waiting: Mapping[str, FixDraws]
) -> dict[str, FixDraws]:
    """Work the waiting fixes out again on top of `before`; those that the latest does not touch stay as they were."""
    groups = [group for group in setting.playbook.program.groups if set(group) & latest.coverage.keys()]
    touched = {leak for group in groups for leak in group}
    again = [key for key, fix in waiting.items() if touched & fix.coverage.keys()]
    kept = {key: fix for key, fix in waiting.items() if key not in again}
    return kept | {fix.key: fix for fix in work_out(setting, again, before)}


def _step(fix: FixDraws, starts_in_weeks: float) -> RoadmapStep:
    return RoadmapStep(
        fix=fix.key,
        title=fix.entry.title,
        starts_in_weeks=rounded(starts_in_weeks),
        gain_per_month=money_range(fix.case.gain_per_month),
        break_even_months=open_range(fix.break_even),
        npv=money_range(fix.npv),
    )


def roadmap_payback_months(steps: Sequence[FixDraws], annual_rate: float, weeks_per_month: float) -> float | None:
    """Return when the fixes together have repaid their setup, all of it counted from today, discounted."""
    if not steps:
        return None
    month = np.arange(1.0, _PAYBACK_SEARCH_MONTHS + 1)
    flows = np.zeros(_PAYBACK_SEARCH_MONTHS)
    for fix in steps:
        start, net = quantiles(fix.case.starts(weeks_per_month))[1], quantiles(fix.case.net_per_month)[1]
        flows += net * np.clip(month - start, 0.0, 1.0)
    cost = sum(quantiles(fix.case.setup)[1] for fix in steps)
    months = discounted_payback(cost, tuple(flows.tolist()), (1.0 + annual_rate) ** (1 / 12) - 1)
    return None if months is None else rounded(months)
