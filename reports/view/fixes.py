"""The fixes: the first on its page, all of them compared, and the order after it."""

from dataclasses import dataclass

from markupsafe import Markup

from audit.findings import ConditionResult, Decision, FixResult, Readiness, RoadmapStep
from reports.charts import break_even_timeline, loop_diagram, roadmap
from reports.charts.metrics import wrapped
from reports.texts import shorten
from reports.view.shown import Shown, drawn, listed, title

STEP_LENGTH = 220
LINES_OF_A_PAGE = 13


@dataclass(frozen=True, slots=True)
class Need:
    """A readiness condition that the fix needs, and how it stands."""

    title: str
    state: str
    step: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the ninety days."""

    weeks: str
    name: str
    days: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirstFixView:
    """The page that is handed to the owner."""

    title: str
    summary: str
    sentence: str
    owner: str
    metric: str
    how: str
    before: str
    target: str
    loop: Markup
    needs: tuple[Need, ...]
    in_place: str
    not_asked: str
    blocks: tuple[Block, ...]
    stop_day: str
    stop_rule: str
    chance: str
    break_even: str
    rivals: str
    ask: tuple[str, ...]
    crowded: bool


@dataclass(frozen=True, slots=True)
class NoFixView:
    """The page for when the audit says no: what came closest, and what would change the answer."""

    horizon: str
    closest: tuple[tuple[str, str, str], ...]
    watch: tuple[str, ...]


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


def make_first_fix(shown: Shown) -> FirstFixView | None:
    """The recommended fix as one page, `None` when there is none."""
    recommendation = shown.audit.recommendation
    fix = shown.fix(recommendation.fix)
    if fix is None or recommendation.decision is Decision.NONE:
        return None
    words = shown.wording
    rivals = [title(f.title) for f in map(shown.fix, recommendation.rivals) if f]
    return FirstFixView(
        title=title(fix.title),
        summary=shorten(fix.summary, 320),
        sentence=_sentence(shown, fix),
        owner=shorten(fix.owner, 80),
        metric=title(fix.metric.title),
        how=shorten(fix.metric.how, 240),
        before=words.quantity(fix.metric.before, fix.metric.unit),
        target=words.quantity(fix.metric.target, fix.metric.unit),
        loop=drawn(loop_diagram(fix.loop, shown.palette)),
        needs=_needs(shown, fix),
        in_place=_named(shown, fix, Readiness.YES),
        not_asked=_named(shown, fix, Readiness.UNKNOWN),
        blocks=_blocks(shown, fix),
        stop_day=words.day(fix.plan.stop_on),
        stop_rule=shorten(fix.plan.stop_rule, 300),
        chance=words.percent(recommendation.chance_of_being_first),
        break_even=words.break_even(fix.break_even_months),
        rivals=listed(rivals),
        ask=tuple(f"{title(d.title)} ({words.percent(d.variance_share)})" for d in recommendation.ask[:3]),
        crowded=_is_crowded(shown, fix),
    )


def _sentence(shown: Shown, fix: FixResult) -> str:
    """The sentence of the largest leak that the fix closes, or the fix's own summary."""
    leaks = sorted((f for f in map(shown.finding, fix.closes) if f), key=lambda f: f.rank)
    return shorten(shown.wording.sentence(leaks[0].sentence) if leaks else fix.summary, 420)


def _is_crowded(shown: Shown, fix: FixResult) -> bool:
    """Whether the page needs smaller type to stay one page: an estimate, in lines of its usual type."""
    needs = 2 * len(_needs(shown, fix))
    steps = max(sum(len(wrapped(step, 10.5, 178, 9)) for step in block.steps) for block in _blocks(shown, fix))
    text = len(wrapped(_sentence(shown, fix), 17, 700, 9)) + len(wrapped(fix.plan.stop_rule, 11.5, 640, 9))
    tie = 5 if shown.audit.recommendation.decision is Decision.TIE else 0
    return needs + steps + text + tie > LINES_OF_A_PAGE


def _conditions(shown: Shown, fix: FixResult) -> list[ConditionResult]:
    conditions = {c.key: c for c in shown.audit.readiness.conditions}
    return [conditions[key] for key in fix.needs if key in conditions]


def _needs(shown: Shown, fix: FixResult) -> tuple[Need, ...]:
    """The conditions that are not in place yet, what is missing first."""
    words = {Readiness.NO: "Missing", Readiness.PARTLY: "Partly"}
    found = [c for c in _conditions(shown, fix) if c.state in words]
    found.sort(key=lambda c: list(words).index(c.state))
    return tuple(Need(title(c.title), words[c.state], shorten(c.first_step, STEP_LENGTH)) for c in found[:5])


def _named(shown: Shown, fix: FixResult, state: Readiness) -> str:
    return listed([title(c.title).lower() for c in _conditions(shown, fix) if c.state is state])


def _blocks(shown: Shown, fix: FixResult) -> tuple[Block, ...]:
    plan, day = fix.plan, shown.wording.short_day

    def cut(steps: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(shorten(step, STEP_LENGTH) for step in steps[:6])

    return (
        Block("Weeks 1–4", "Diagnose and instrument", f"from {day(plan.starts_on)}", cut(plan.diagnose)),
        Block("Weeks 5–8", "Build into the live workflow", f"from {day(plan.builds_from)}", cut(plan.build)),
        Block("Weeks 9–12", "Launch and measure", f"from {day(plan.launches_from)}", cut(plan.launch)),
    )


def make_no_fix(shown: Shown) -> NoFixView:
    """The three fixes that came closest, and what to measure before asking again."""
    words, audit = shown.wording, shown.audit
    near = sorted(audit.fixes, key=lambda f: -f.npv.p50)[:3]
    return NoFixView(
        horizon=words.months(audit.horizon_months),
        closest=tuple((title(f.title), words.money_range_short(f.npv), shorten(f.why_not, 240)) for f in near),
        watch=tuple(f"{title(q.title)}. {shorten(q.how, 240)}" for q in audit.firm_up[:3]),
    )


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
    trigger, work, lands, acts = (shorten(part, 160) for part in (loop.trigger, loop.work, loop.lands, loop.acts))
    return title(fix.title), trigger, work, lands, acts


def _by_break_even(fix: FixResult) -> tuple[bool, float, float]:
    middle = fix.break_even_months.p50
    return (not fix.eligible, float("inf") if middle is None else middle, -fix.npv.p50)


def _groups(shown: Shown, fixes: list[FixResult]) -> tuple[FixGroup, ...]:
    grouped: dict[str, list[FixRow]] = {}
    for fix in fixes:
        grouped.setdefault("" if fix.eligible else shorten(fix.why_not, 200), []).append(_fix_row(shown, fix))
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
