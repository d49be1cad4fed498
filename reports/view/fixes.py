"""The fixes: all of them compared, and the order in which to build them."""

from dataclasses import dataclass

from markupsafe import Markup

from audit.findings import FixResult, RoadmapStep
from reports.charts import break_even_timeline, roadmap
from reports.phrases import listed
from reports.texts import cut
from reports.view.shown import Shown, drawn, title


@dataclass(frozen=True, slots=True)
class Side:
    """One column of the comparison of the largest leak with the first fix."""

    label: str
    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FixRow:
    """A row of the table of fixes."""

    title: str
    gain: str
    setup: str
    running: str
    break_even: str
    discounted: str
    npv: str
    pays: str
    first: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FixGroup:
    """Fixes that stand alike: those worth their cost (no `why_not`), then the others by what they lack."""

    why_not: str
    rows: tuple[FixRow, ...]


@dataclass(frozen=True, slots=True)
class RoadmapRow:
    """A step after the first."""

    order: str
    title: str
    start: str
    gain: str
    break_even: str
    npv: str


@dataclass(frozen=True, slots=True)
class FixesView:
    """All fixes side by side."""

    sides: tuple[Side, ...]
    same: bool
    timeline: Markup
    groups: tuple[FixGroup, ...]
    roadmap: Markup | None
    payback: str
    steps: tuple[RoadmapRow, ...]
    loops: tuple[tuple[str, str, str, str, str], ...]


def make_fixes(shown: Shown) -> FixesView | None:
    """All fixes in order of break-even, `None` when the audit has none."""
    audit = shown.audit
    if not audit.fixes:
        return None
    first = audit.recommendation.fix
    fixes = sorted(audit.fixes, key=_by_break_even)
    by_key = {f.key: f for f in audit.fixes}
    chart = (
        roadmap(audit.roadmap, by_key, audit.horizon_months, shown.wording, shown.palette) if audit.roadmap else None
    )
    looped = [by_key[step.fix] for step in audit.roadmap] or [f for f in fixes if f.key == first]
    return FixesView(
        sides=_sides(shown),
        same=_closes_largest(shown),
        timeline=drawn(break_even_timeline(fixes, first, audit.horizon_months, shown.wording, shown.palette)),
        groups=_groups(shown, fixes),
        roadmap=drawn(chart) if chart else None,
        payback=shown.wording.months(audit.roadmap_payback_months) if audit.roadmap_payback_months is not None else "",
        steps=tuple(_roadmap_row(shown, i, s) for i, s in enumerate(audit.roadmap, 1)),
        loops=tuple(_loop_in_words(f) for f in looped),
    )


def _loop_in_words(fix: FixResult) -> tuple[str, str, str, str, str]:
    """The numbers of the drawing, so to say: what each of its boxes holds."""
    loop = fix.loop
    trigger, work, lands, acts = (cut(part, 160) for part in (loop.trigger, loop.work, loop.lands, loop.acts))
    return title(fix.title), trigger, work, lands, acts


def _by_break_even(fix: FixResult) -> tuple[bool, float, float]:
    middle = fix.break_even_months.p50
    return (not fix.eligible, float("inf") if middle is None else middle, -fix.npv.p50)


def _groups(shown: Shown, fixes: list[FixResult]) -> tuple[FixGroup, ...]:
    grouped: dict[str, list[FixRow]] = {}
    for fix in fixes:
        grouped.setdefault("" if fix.eligible else cut(fix.why_not, 200), []).append(_fix_row(shown, fix))
    return tuple(FixGroup(why_not, tuple(rows)) for why_not, rows in grouped.items())


def _closes_largest(shown: Shown) -> bool:
    fix = shown.fix(shown.audit.recommendation.fix)
    return fix is not None and shown.audit.recommendation.largest_leak in fix.closes


def _sides(shown: Shown) -> tuple[Side, ...]:
    words, recommendation = shown.wording, shown.audit.recommendation
    leak, fix = shown.finding(recommendation.largest_leak), shown.fix(recommendation.fix)
    sides: list[Side] = []
    if leak:
        answer = next((f for f in map(shown.fix, leak.fixes) if f), None)
        rows = [
            ("Alone, a year", f"{words.money_range(leak.alone)}"),
            ("Share of the total", words.percent(leak.share_of_total)),
        ]
        if answer:
            rows += [
                ("Its fix", title(answer.title)),
                ("Breaks even", words.break_even(answer.break_even_months)),
                (_npv(shown), words.money_range(answer.npv)),
            ]
        sides.append(Side("Largest leak", title(leak.title), tuple(rows)))
    if fix:
        leaks = [f for f in map(shown.finding, fix.closes) if f]
        sides.append(
            Side(
                "First fix",
                title(fix.title),
                (
                    ("Gain a month", words.money_range(fix.gain_per_month)),
                    ("Setup cost", words.money_range(fix.setup_cost)),
                    ("It closes", listed([title(f.title) for f in leaks]) or "no priced leak"),
                    ("Breaks even", words.break_even(fix.break_even_months)),
                    (_npv(shown), words.money_range(fix.npv)),
                ),
            )
        )
    return tuple(sides)


def _npv(shown: Shown) -> str:
    return f"Net present value, {shown.audit.horizon_months} months"


def _fix_row(shown: Shown, fix: FixResult) -> FixRow:
    words = shown.wording
    return FixRow(
        title=title(fix.title),
        gain=words.money_range_short(fix.gain_per_month),
        setup=words.money_range_short(fix.setup_cost),
        running=words.money_short(fix.running_cost_per_month.p50),
        break_even=words.break_even(fix.break_even_months),
        discounted=words.middle(fix.discounted_break_even_months),
        npv=words.money_range_short(fix.npv),
        pays=words.percent(fix.chance_of_paying_back),
        first=words.percent(fix.chance_of_being_first),
        chosen=fix.key == shown.audit.recommendation.fix,
    )


def _roadmap_row(shown: Shown, order: int, step: RoadmapStep) -> RoadmapRow:
    words = shown.wording
    start = "now" if step.starts_in_weeks < 0.5 else f"in {words.weeks(step.starts_in_weeks)}"
    return RoadmapRow(
        str(order),
        title(step.title),
        start,
        words.money_range_short(step.gain_per_month),
        words.break_even(step.break_even_months),
        words.money_range_short(step.npv),
    )
