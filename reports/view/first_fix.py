"""The page that is handed to the owner: the first fix, or why there is none."""

from dataclasses import dataclass

from markupsafe import Markup

from audit.findings import ConditionResult, Decision, FixResult, Readiness
from reports.charts import loop_diagram
from reports.charts.metrics import wrapped
from reports.phrases import listed
from reports.texts import cut
from reports.view.shown import Shown, drawn, title

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
        summary=cut(fix.summary, 320),
        sentence=_sentence(shown, fix),
        owner=cut(fix.owner, 80),
        metric=title(fix.metric.title),
        how=cut(fix.metric.how, 240),
        before=words.quantity(fix.metric.before, fix.metric.unit),
        target=words.quantity(fix.metric.target, fix.metric.unit),
        loop=drawn(loop_diagram(fix.loop, shown.palette)),
        needs=_needs(shown, fix),
        in_place=_named(shown, fix, Readiness.YES),
        not_asked=_named(shown, fix, Readiness.UNKNOWN),
        blocks=_blocks(shown, fix),
        stop_day=words.day(fix.plan.stop_on),
        stop_rule=cut(fix.plan.stop_rule, 300),
        chance=words.percent(recommendation.chance_of_being_first),
        break_even=words.break_even(fix.break_even_months),
        rivals=listed(rivals),
        ask=tuple(f"{title(d.title)} ({words.percent(d.variance_share)})" for d in recommendation.ask[:3]),
        crowded=_is_crowded(shown, fix),
    )


def _sentence(shown: Shown, fix: FixResult) -> str:
    """The sentence of the largest leak that the fix closes, or the fix's own summary."""
    leaks = sorted((f for f in map(shown.finding, fix.closes) if f), key=lambda f: f.rank)
    return cut(shown.wording.sentence(leaks[0].sentence) if leaks else fix.summary, 420)


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
    return tuple(Need(title(c.title), words[c.state], cut(c.first_step, STEP_LENGTH)) for c in found[:5])


def _named(shown: Shown, fix: FixResult, state: Readiness) -> str:
    return listed([title(c.title).lower() for c in _conditions(shown, fix) if c.state is state])


def _blocks(shown: Shown, fix: FixResult) -> tuple[Block, ...]:
    plan, day = fix.plan, shown.wording.short_day

    def shown_steps(steps: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(cut(step, STEP_LENGTH) for step in steps[:6])

    return (
        Block("Weeks 1–4", "Diagnose and instrument", f"from {day(plan.starts_on)}", shown_steps(plan.diagnose)),
        Block("Weeks 5–8", "Build into the live workflow", f"from {day(plan.builds_from)}", shown_steps(plan.build)),
        Block("Weeks 9–12", "Launch and measure", f"from {day(plan.launches_from)}", shown_steps(plan.launch)),
    )


def make_no_fix(shown: Shown) -> NoFixView:
    """The three fixes that came closest, and what to measure before asking again."""
    words, audit = shown.wording, shown.audit
    near = sorted(audit.fixes, key=lambda f: -f.npv.p50)[:3]
    return NoFixView(
        horizon=words.months(audit.horizon_months),
        closest=tuple((title(f.title), words.money_range_short(f.npv), cut(f.why_not, 240)) for f in near),
        watch=tuple(f"{title(q.title)}. {cut(q.how, 240)}" for q in audit.firm_up[:3]),
    )
