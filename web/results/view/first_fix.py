"""What to do first, or why nothing, with the largest leak beside it where that is another one."""

from dataclasses import dataclass

from audit.findings import Decision, Finding, FixResult, Range, Readiness
from reports.phrases import listed, sentence_case, why_not_the_largest
from reports.wording import Wording
from web.results.view.told import Told

LEAST_CHANCE = 0.005
STATE_WORDS = {Readiness.NO: "missing", Readiness.PARTLY: "partly there", Readiness.UNKNOWN: "not asked yet"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A label, its figure, and a line that explains it."""

    label: str
    figure: str
    note: str


@dataclass(frozen=True, slots=True)
class Need:
    """Something that must be true before the fix can work; `step` is how to begin."""

    title: str
    state: str
    step: str


@dataclass(frozen=True, slots=True)
class LargestLeak:
    """The largest leak, where the first fix closes another one."""

    title: str
    figure: str
    sentence: str
    why: str


@dataclass(frozen=True, slots=True)
class FirstFix:
    """The verdict. `closest` is filled for a "no", `rivals` and `ask` for a tie."""

    decision: str
    label: str
    heading: str
    sentence: str
    reason: str
    facts: tuple[Fact, ...]
    needs: tuple[Need, ...]
    in_place: str
    rivals: str
    ask: tuple[str, ...]
    closest: tuple[Fact, ...]
    largest: LargestLeak | None


def make_first_fix(told: Told) -> FirstFix | None:
    """The recommendation in words; `None` when there was nothing to recommend on."""
    recommendation = told.audit.recommendation
    fix = told.fix(recommendation.fix)
    if fix is None or recommendation.decision is Decision.NONE:
        return _no_fix(told) if told.audit.findings else None
    tie = recommendation.decision is Decision.TIE
    return FirstFix(
        decision=recommendation.decision.value,
        label="Too close to call" if tie else "Fix this first",
        heading=f"Leading: {sentence_case(fix.title)}" if tie else fix.title,
        sentence=fix.summary,
        reason=_reason(told),
        facts=_facts(told, fix),
        needs=_needs(told, fix),
        in_place=_in_place(told, fix),
        rivals=listed([f"“{one.title}”" for one in told.fixes(recommendation.rivals)], "or"),
        ask=tuple(driver.title for driver in recommendation.ask),
        closest=(),
        largest=_largest(told, fix),
    )


def _facts(told: Told, fix: FixResult) -> tuple[Fact, ...]:
    words, even = told.words, fix.break_even_months
    running = words.money(fix.running_cost_per_month.p50)
    months = words.months(told.audit.horizon_months)
    first = Fact(
        "Chance of being first",
        words.percent(told.audit.recommendation.chance_of_being_first),
        "that it pays for itself before any other fix",
    )
    return (
        Fact("Brings, a month", words.money_range(fix.gain_per_month), f"likely {words.money(fix.gain_per_month.p50)}"),
        Fact("Costs, once", words.money_range(fix.setup_cost), f"and about {running} a month to run"),
        Fact(
            "Has paid for itself in",
            words.break_even(even),
            f"from today. {words.percent(fix.chance_of_paying_back)} chance to do so within {months}",
        ),
        *((first,) if sum(one.eligible for one in told.audit.fixes) > 1 else ()),
    )


def _reason(told: Told) -> str:
    audit = told.audit
    if sum(one.eligible for one in audit.fixes) > 1:
        return audit.recommendation.reason
    months = told.words.months(audit.horizon_months)
    return f"It is the only fix here that is likely to earn back its cost within {months}."


def _in_place(told: Told, fix: FixResult) -> str:
    """What the fix needs and the company has, in one list."""
    needed = [one for one in told.audit.readiness.conditions if one.key in fix.needs]
    return listed([sentence_case(one.title) for one in needed if one.state is Readiness.YES])


def _needs(told: Told, fix: FixResult) -> tuple[Need, ...]:
    """What the fix needs and does not have for certain, what is missing first."""
    order = list(STATE_WORDS)
    found = [c for c in told.audit.readiness.conditions if c.key in fix.needs and c.state in STATE_WORDS]
    found.sort(key=lambda c: order.index(c.state))
    return tuple(
        Need(c.title, STATE_WORDS[c.state], c.question if c.state is Readiness.UNKNOWN else c.first_step) for c in found
    )


def _no_fix(told: Told) -> FirstFix:
    """An honest no: what came closest, and how far off it was."""
    words, audit = told.words, told.audit
    near = sorted(audit.fixes, key=lambda one: -one.npv.p50)[:3]
    best = max((one.chance_of_paying_back for one in audit.fixes), default=0.0)
    months = words.months(audit.horizon_months)
    chance = f"Even the best one has only a {words.percent(best)} chance of earning back its cost within {months}."
    if best < LEAST_CHANCE:
        chance = f"Not one of them has a chance worth naming of earning back its cost within {months}."
    return FirstFix(
        decision=Decision.NONE.value,
        label="The audit says no",
        heading="Do not start a fix now",
        sentence=audit.recommendation.reason,
        reason=chance if audit.fixes else "",
        facts=(),
        needs=(),
        in_place="",
        rivals="",
        ask=tuple(one.title for one in audit.firm_up[:3]),
        closest=tuple(Fact(one.title, _outcome(one.npv, words), one.why_not) for one in near),
        largest=_largest(told, None),
    )


def _outcome(npv: Range, words: Wording) -> str:
    """What a fix would leave in the end, all costs counted, in words that need no minus sign."""
    if npv.p10 >= 0:
        return f"would gain {words.money_range(npv)}"
    if npv.p90 <= 0:
        return f"would lose {words.money_range(Range(-npv.p90, -npv.p50, -npv.p10))}"
    return f"between a loss of {words.money(-npv.p10)} and a gain of {words.money(npv.p90)}"


def _largest(told: Told, fix: FixResult | None) -> LargestLeak | None:
    leak = told.finding(told.audit.recommendation.largest_leak)
    if leak is None or (fix and leak.key in fix.closes):
        return None
    why = _why(told, leak) if fix else ""
    return LargestLeak(leak.title, told.words.money_range(leak.alone), told.words.sentence(leak.sentence), why)


def _why(told: Told, leak: Finding) -> str:
    return why_not_the_largest(told.audit, leak, told.words)
