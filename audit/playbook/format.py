"""The shape of each file in a playbook folder, as the author writes it.

These models say what a single file may hold. What only shows across files (names, units, cycles,
worked examples) is checked in `audit.playbook.checking`.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from audit.findings import Confidence

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2_000, strip_whitespace=True)]
Formula = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
Finite = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-1e15, le=1e15)]
Counted = Annotated[float, Field(strict=True, allow_inf_nan=False, gt=0, le=100_000)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class Part(BaseModel):
    """A table of a playbook file: unknown keys are errors, values never change after loading."""

    # Building a validator takes time; it is put off until a file of that kind is read.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class EstimateEntry(Part):
    """Low, likely and high: outside of low to high the author would be surprised."""

    low: Finite
    likely: Finite
    high: Finite
    note: str = ""

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if not self.low <= self.likely <= self.high:
            raise ValueError("low, likely and high must be in rising order")
        return self


class BesideEntry(Part):
    """A quantity shown next to the dollars. `better` is the direction in which closing a leak moves it."""

    quantity: Key
    title: Text
    better: Literal["higher", "lower"] = "higher"
    one_time: bool = False


class Brand(Part):
    """Whose name stands on the report. `logo` is an SVG or PNG in the playbook folder."""

    name: Text
    logo: str = ""
    primary: Colour = "#123c3a"
    accent: Colour = "#b4491f"
    contact: str = ""


class Calendar(Part):
    """The constants that join one period to another; each is a name that formulas can use."""

    weeks_per_year: Counted = 52
    staff_weeks_per_year: Counted = 48
    months_per_year: Counted = 12
    days_per_year: Counted = 365
    workdays_per_year: Counted = 260
    minutes_per_hour: Counted = 60


class PlaybookFile(Part):
    """playbook.toml"""

    name: Key
    title: Text
    version: Text
    summary: Text
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    locale: Text
    value: Key
    value_label: Text
    horizon_months: Annotated[int, Field(ge=1, le=60)] = 12
    discount_rate: Annotated[float, Field(ge=0, le=1)]
    least_gain_per_month: Annotated[float, Field(ge=0)] = 0
    tie_below: Annotated[float, Field(gt=0, le=1)] = 0.6
    things: tuple[Key, ...] = ()
    calendar: Calendar = Calendar()
    quiz_seconds: Annotated[int, Field(ge=1, le=120)] = 120
    typed_numbers: Annotated[int, Field(ge=0, le=3)] = 3
    beside: tuple[BesideEntry, ...] = ()
    brand: Brand


class Band(Part):
    """One radio button that stands for a range of numbers; `likely` defaults to the middle."""

    key: Key
    text: Text
    low: Finite
    high: Finite
    likely: Finite | None = None

    @model_validator(mode="after")
    def in_order(self) -> Self:
        middle = self.likely if self.likely is not None else self.low
        if not self.low <= middle <= self.high:
            raise ValueError("low, likely and high must be in rising order")
        return self


class Option(Part):
    """One choice that stands for no number. `preset` names a preset of presets.toml."""

    key: Key
    text: Text
    preset: Key | None = None


class QuestionEntry(Part):
    """One question.

    `number` is typed, `bands` are radios with a range each, `choice` is one of the options,
    `checklist` any of them. `not_sure` names the benchmark to fall back on; for a choice or a
    checklist, `may_skip` offers "not sure" and leaves what depends on it unknown.
    `ask_when` maps an earlier question to the options or bands that make this one appear, and
    `when_not_asked` is the number the formulas read otherwise.
    """

    key: Key
    kind: Literal["number", "bands", "choice", "checklist"]
    text: Text
    hint: Text
    title: Text
    unit: str = ""
    lowest: Finite = 0
    highest: Finite = 1e12
    not_sure: Key | None = None
    may_skip: bool = False
    ask_when: dict[Key, tuple[Key, ...]] = {}
    when_not_asked: Finite | None = None
    how_to_measure: Text = "Count it over the last three months."
    band: tuple[Band, ...] = ()
    option: tuple[Option, ...] = ()


class QuestionsFile(Part):
    """questions.toml: the questions in the order in which they are asked."""

    question: Annotated[tuple[QuestionEntry, ...], Field(min_length=1)]


class SourceEntry(Part):
    """Where a benchmark comes from. A `judgement` needs no address; everything else does."""

    title: Text
    url: str = ""
    kind: Literal["official statistics", "peer reviewed", "survey", "vendor data", "article", "judgement"]

    @model_validator(mode="after")
    def has_address(self) -> Self:
        if self.kind != "judgement" and not self.url.startswith(("https://", "http://")):
            raise ValueError("url is missing; every source but a judgement needs its web address")
        return self


class CurvePoint(Part):
    """A point of a curve: the estimate of the benchmark's value at `x`."""

    x: Finite
    low: Finite
    likely: Finite
    high: Finite

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if not self.low <= self.likely <= self.high:
            raise ValueError("low, likely and high must be in rising order")
        return self


class BenchmarkFile(Part):
    """benchmarks/<key>.toml: one number (low, likely, high) or one curve (points)."""

    title: Text
    unit: Text
    low: Finite | None = None
    likely: Finite | None = None
    high: Finite | None = None
    x_unit: str = ""
    point: tuple[CurvePoint, ...] = ()
    region: Text
    as_of: date
    checked_on: date
    recheck_after_months: Annotated[int, Field(ge=1, le=120)] = 24
    confidence: Confidence
    note: str = ""
    how_to_measure: str = ""
    source: SourceEntry

    @model_validator(mode="after")
    def is_one_or_the_other(self) -> Self:
        numbers = (self.low, self.likely, self.high)
        if self.point:
            if any(number is not None for number in numbers):
                raise ValueError("give either low, likely and high, or points of a curve, not both")
            if not self.x_unit or len(self.point) < 2:
                raise ValueError("a curve needs x_unit and at least two points")
            xs = [point.x for point in self.point]
            if xs != sorted(set(xs)):
                raise ValueError("the points of a curve must have rising x")
        elif self.low is None or self.likely is None or self.high is None:
            raise ValueError("low, likely and high are needed (equal if the number is exact)")
        elif not self.low <= self.likely <= self.high:
            raise ValueError("low, likely and high must be in rising order")
        return self


class QuantityEntry(Part):
    """One named quantity of the model. `held` keeps today's value while leaks are closed."""

    title: Text
    formula: Formula
    unit: Text
    note: str = ""
    held: bool = False


class ModelFile(Part):
    """model.toml"""

    quantity: Annotated[dict[Key, QuantityEntry], Field(min_length=1)]


class LeakExample(Part):
    """A leak worked by hand: names of inputs or quantities with exact values, and the dollars a year."""

    note: Text
    given: dict[Key, Finite]
    alone: Finite
    within: Annotated[float, Field(gt=0)] = 0.005


class LeakFile(Part):
    """leaks/<key>.toml. `sentence` may hold `{alone}` and the name of any input or quantity in braces."""

    title: Text
    stage: Text
    what: Text
    sentence: Text
    changes: Annotated[dict[Key, Formula], Field(min_length=1)]
    evidence: Text
    example: tuple[LeakExample, ...] = ()


class LoopEntry(Part):
    """The loop that the fix closes, in four short phrases."""

    trigger: Text
    work: Text
    lands: Text
    acts: Text


class PlanEntry(Part):
    """The ninety days: weeks 1-4, 5-8 and 9-12."""

    diagnose: Annotated[tuple[Text, ...], Field(min_length=1)]
    build: Annotated[tuple[Text, ...], Field(min_length=1)]
    launch: Annotated[tuple[Text, ...], Field(min_length=1)]
    stop_rule: Text


class MetricEntry(Part):
    """The one number before and after. `quantity` is the name whose value it is."""

    title: Text
    quantity: Key
    how: Text


class FixFile(Part):
    """fixes/<key>.toml. Costs are in the playbook's currency; `basis` says where the estimates come from."""

    title: Text
    summary: Text
    closes: Annotated[dict[Key, EstimateEntry], Field(min_length=1)]
    setup_cost: EstimateEntry
    running_cost_per_month: EstimateEntry
    weeks_to_live: EstimateEntry
    weeks_to_ramp: EstimateEntry
    chance_of_working: EstimateEntry
    needs: tuple[Key, ...] = ()
    owner: Text
    basis: Text
    metric: MetricEntry
    loop: LoopEntry
    plan: PlanEntry


class AnsweredBy(Part):
    """The quiz question that settles a readiness condition, by the keys of its options or bands."""

    question: Key
    yes: tuple[Key, ...] = ()
    partly: tuple[Key, ...] = ()
    no: tuple[Key, ...] = ()


class ConditionEntry(Part):
    """One readiness condition. `no` delays a fix that needs it; `no` and `partly` lower its chance of working."""

    key: Key
    title: Text
    question: Text
    why: Text
    first_step: Text
    weakest_link: bool = False
    weeks_to_mend: Annotated[float, Field(ge=0, le=104)] = 0
    chance_if_no: Annotated[float, Field(ge=0, le=1)] = 1
    chance_if_partly: Annotated[float, Field(ge=0, le=1)] = 1
    answered_by: AnsweredBy | None = None


class Reading(Part):
    """What a score means from `at_least` points up."""

    at_least: int
    verdict: Text
    advice: Text


class ReadinessFile(Part):
    """readiness.toml: the conditions, and what their points (two for a yes, one for a partly) add up to."""

    condition: tuple[ConditionEntry, ...]
    reading: Annotated[tuple[Reading, ...], Field(min_length=1)]


class LoopPoints(Part):
    """Points that an answer brings, by the key of the option or band."""

    question: Key
    points: dict[Key, Annotated[int, Field(ge=0, le=5)]]


class ClosedLoopEntry(Part):
    """One of the business's loops, scored 0 to 5 by the answers."""

    key: Key
    title: Text
    advice: Text
    score: Annotated[tuple[LoopPoints, ...], Field(min_length=1)]


class LoopsFile(Part):
    """loops.toml: the closed-loop score that stands beside the dollars."""

    loop: tuple[ClosedLoopEntry, ...] = ()
    reading: Annotated[tuple[Reading, ...], Field(min_length=1)]


class ContradictionEntry(Part):
    """Answers that cannot be true together: `when` is a comparison over the model's names.

    `total` (the likely total) and `largest` (the likely dollars of the largest leak) are names too.
    """

    key: Key
    when: Formula
    text: Text
    questions: tuple[Key, ...] = ()


class ChecksFile(Part):
    """checks.toml"""

    contradiction: tuple[ContradictionEntry, ...] = ()


class PresetEntry(Part):
    """An industry: for each benchmark named on the left, use the one on the right instead."""

    title: Text
    use: dict[Key, Key] = {}


class PresetsFile(Part):
    """presets.toml"""

    preset: dict[Key, PresetEntry] = {}


class CompanyEntry(Part):
    """The company an audit is about."""

    name: Text
    contact: str = ""
    role: str = ""


Given = str | int | float | bool | tuple[str | int | float, ...]


class AnswersFile(Part):
    """A file of answers.

    `answers` maps a question to what was said: a number as typed, the key of a band or an option,
    a list of options, or "not sure". `assumptions` replaces a benchmark by a number of one's own,
    exact or as [low, likely, high]. `readiness` maps a condition to yes, partly or no.
    """

    company: CompanyEntry
    playbook: str = ""
    answers: dict[str, Given] = {}
    assumptions: dict[str, Given] = {}
    readiness: dict[str, Given] = {}


class Expectation(Part):
    """What an example company's audit must say. `first_fix` is a fix or "none"."""

    first_fix: str
    largest_leak: str
    total: Finite
    within: Annotated[float, Field(gt=0, le=1)] = 0.01
    decision: Literal["fix", "tie", "none"]
    contradictions: tuple[Key, ...] = ()
    why: Text


class ExampleFile(AnswersFile):
    """examples/<name>.toml: a whole invented company; `expect.within` is relative."""

    story: Text
    expect: Expectation
