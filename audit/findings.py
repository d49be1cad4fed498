"""The audit as it is handed over: plain frozen values, complete without the playbook that made them.

Money is in the playbook's currency, rounded to the cent, and a year's worth unless the name says
otherwise. Shares are fractions of one. Durations carry their unit in the name. `None` in a place
that could hold a number means "never" or "not computable"; the docstring of the field says which.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Basis(StrEnum):
    """How well an input is known."""

    EXACT = "exact"
    BAND = "band"
    NOT_SURE = "not_sure"
    BENCHMARK = "benchmark"
    MEASURED = "measured"
    NOT_ASKED = "not_asked"
    CHOSEN = "chosen"


class Confidence(StrEnum):
    """How far a benchmark can be trusted, from its source."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    JUDGEMENT = "judgement"


class Readiness(StrEnum):
    """The state of one readiness condition."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class Decision(StrEnum):
    """What the audit recommends."""

    FIX = "fix"
    TIE = "tie"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Range:
    """Three quantiles over the draws; in one draw of ten the truth is below `p10`, in one above `p90`."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class OpenRange:
    """Quantiles of a time that may never come: `None` is "never within that many of the draws"."""

    p10: float | None
    p50: float | None
    p90: float | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from. `url` is empty for a judgement of the playbook's author."""

    title: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point of a benchmark that is a curve."""

    x: float
    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that was read: an answer or a benchmark, as it was understood.

    `given` is the answer in the respondent's own words, empty for a benchmark.
    A choice (basis `chosen`) has no number: its `unit` is empty. A curve has `points`, each at an `x` in
    `x_unit`; its low, likely and high are then its lowest, middle and highest point.
    `low`, `likely`, `high` are in `unit`; equal when the input is exact.
    `source`, `confidence`, `as_of`, `checked_on` speak of the benchmark that was used, if one was.
    `used_by` names the leaks (keys) whose dollars depend on this input.
    """

    key: str
    title: str
    basis: Basis
    given: str
    unit: str
    low: float
    likely: float
    high: float
    used_by: tuple[str, ...]
    note: str = ""
    source: Source | None = None
    confidence: Confidence | None = None
    as_of: date | None = None
    checked_on: date | None = None
    region: str = ""
    x_unit: str = ""
    points: tuple[CurvePoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One line of working, at the likely values.

    `formula` is the author's text, `filled` the same with the numbers of today filled in.
    `changed_formula` and `changed_filled` are set when the leak replaces this quantity.
    `today` and `closed` are the quantity's values, in `unit`, now and with this one leak closed.
    """

    key: str
    title: str
    unit: str
    formula: str
    filled: str
    changed_formula: str
    changed_filled: str
    today: float
    closed: float
    held: bool


@dataclass(frozen=True, slots=True)
class Driver:
    """An input that moves a result, with the share of that result's variance it explains by itself."""

    key: str
    title: str
    variance_share: float


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure shown next to the dollars and never added to them (revenue, hours, one-time cash).

    `amount` is the improvement in `unit` when the leak (or, on the audit, every leak) is closed.
    """

    key: str
    title: str
    unit: str
    one_time: bool
    amount: Range


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its name and unit, still to be worded."""

    key: str
    unit: str
    value: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with `{key}` where one of `amounts` belongs, so that whoever shows it can round and word it."""

    template: str
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One leak in dollars.

    `alone` is what closing only this leak is worth in a year. `share` is its Shapley share of closing
    all of them; `share_of_total` is its part of the expected total, and `share_money` that part of the
    likely total: over all findings these add up to one, and to `Audit.total.p50`, exactly.
    `measured` is false while a number that matters (see `drivers`) is a benchmark: then say "at risk".
    """

    key: str
    title: str
    stage: str
    what: str
    sentence: Sentence
    rank: int
    alone: Range
    share: Range
    share_of_total: float
    share_money: float
    beside: tuple[Beside, ...]
    drivers: tuple[Driver, ...]
    working: tuple[Step, ...]
    inputs: tuple[str, ...]
    fixes: tuple[str, ...]
    confidence: Confidence
    measured: bool


@dataclass(frozen=True, slots=True)
class Unpriced:
    """A leak that could not be put in dollars, and why, in words."""

    key: str
    title: str
    reason: str


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
    `chance_of_being_first` is the share of draws in which no other eligible fix breaks even sooner.
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


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """One readiness condition. `points` are 0, 1 or 2, and `None` while it has not been asked."""

    key: str
    title: str
    question: str
    why: str
    state: Readiness
    points: int | None
    weakest_link: bool
    first_step: str


@dataclass(frozen=True, slots=True)
class ReadinessResult:
    """Whether the company could ship the first fix. `weakest` is a condition's key, or `None`.

    `points` counts the `asked` conditions only, two at most for each.
    """

    conditions: tuple[ConditionResult, ...]
    asked: int
    points: int
    verdict: str
    advice: str
    weakest: str | None


@dataclass(frozen=True, slots=True)
class LoopScore:
    """One closed loop, 0 to 5. `high` exceeds `low` where an answer that would score was "not sure"."""

    key: str
    title: str
    low: int
    high: int
    advice: str


@dataclass(frozen=True, slots=True)
class ClosedLoopScore:
    """How many of the business's loops close, beside the dollars. `lowest` is a loop's key."""

    loops: tuple[LoopScore, ...]
    low: int
    high: int
    out_of: int
    verdict: str
    lowest: str | None


@dataclass(frozen=True, slots=True)
class Swing:
    """A bar of the tornado: the total with one input at its P10 and its P90, the others at their likely value.

    A curve has no one number: its `unit` is empty, and its ends are its P10 and P90 as a whole.
    """

    key: str
    title: str
    unit: str
    input_low: float
    input_high: float
    total_at_low: float
    total_at_high: float


@dataclass(frozen=True, slots=True)
class Question:
    """What to measure next: knowing this input would remove `variance_share` of the total's variance."""

    key: str
    title: str
    variance_share: float
    how: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that cannot all be true, or a result too large to be believed unmeasured."""

    key: str
    text: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """Whom the audit is about. All but the name may be empty."""

    name: str
    contact: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class PlaybookStamp:
    """Which playbook made the audit; `content_hash` is SHA-256 over all its files."""

    name: str
    title: str
    version: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The whole result. The same answers, playbook and date give the same audit, to the cent.

    `findings` are ranked by `alone`. `shared_working` has the quantities that no leak moves; a finding's own
    `working` those that it moves. `roadmap_payback_months` is when the whole roadmap, discounted, has paid
    for itself at the likely figures, or `None` for never. `total_at_likely` is the total with every input at its
    likely value: where the tornado's bars start and the working ends.
    """

    playbook: PlaybookStamp
    company: Company
    as_of: date
    currency: str
    locale: str
    value_label: str
    horizon_months: int
    discount_rate: float
    draws: int
    seed: int
    total: Range
    beside: tuple[Beside, ...]
    findings: tuple[Finding, ...]
    unpriced: tuple[Unpriced, ...]
    recommendation: Recommendation
    fixes: tuple[FixResult, ...]
    roadmap: tuple[RoadmapStep, ...]
    readiness: ReadinessResult
    closed_loops: ClosedLoopScore
    tornado: tuple[Swing, ...]
    firm_up: tuple[Question, ...]
    contradictions: tuple[Contradiction, ...]
    inputs: tuple[Input, ...]
    warnings: tuple[str, ...]
    shared_working: tuple[Step, ...] = ()
    roadmap_payback_months: float | None = None
    total_at_likely: float = 0.0
