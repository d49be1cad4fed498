"""The proof as it is handed over: plain frozen values, complete for the page, the PDF and the file.

Money is in the currency of the terms; metric values are in their unit. `None` where there is no number yet.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from audit.findings import Range
from audit.recovery.series import Series
from audit.recovery.terms import Terms


class State(StrEnum):
    """Where an agreement stands."""

    DRAFT = "draft"  # not yet signed by both
    ON_TRACK = "on track"
    NOT_YET = "not yet"
    REACHED = "reached"
    SLIPPED = "slipped"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of a series for one period that counts now. `corrections` is how often it was changed before.

    `value` is None where it was taken back. `entered_at` is when the one that counts came in, `first_entered_at` when
    the first one did.
    """

    series: Series
    starts_on: date
    value: float | None
    entered_at: datetime
    first_entered_at: datetime
    corrections: int = 0
    note: str = ""


class SignalRule(StrEnum):
    """By which rule a signal was seen. Only the first two can make a target "reached"; the others are hints."""

    BEYOND = "beyond"  # a value beyond a limit
    AT_TARGET = "at target"  # so many in a row at the target
    ONE_SIDE = "one side"  # eight in a row on one side of the mean
    NEARER = "nearer"  # three of four nearer to a limit than to the mean


@dataclass(frozen=True, slots=True)
class Signal:
    """A place at which the metric did what its ordinary swing would hardly ever do; `words` says what."""

    starts_on: date
    better: bool
    words: str
    rule: SignalRule = SignalRule.BEYOND


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The metric's ordinary swing, from the baseline: a process behaviour chart of individual values.

    `enough` is False where the baseline has too few values to say; limits are then None, and `words` says what to do.
    Limits are `mean` plus and minus `factor` times `moving_range`, and never shown below zero where a metric has no
    values below zero.
    """

    enough: bool
    mean: float
    lower: float | None
    upper: float | None
    signals: tuple[Signal, ...]
    words: str
    moving_range: float | None = None
    factor: float | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """One period since the start, whose number could be known by now. A missing one counts for nothing.

    `recovered` is the period's part of a year's dollars at that value, against the baseline, before `running_cost`.
    `running_cost` is what was measured, else what was agreed, and that from the first measured period on: it runs
    whether or not anybody counts. So the `net` of a missing period is its cost alone, and None before the first value.
    `late` says that its value came in after the next period was over too.
    """

    starts_on: date
    name: str
    value: float | None
    corrections: int
    late: bool
    note: str
    meets_target: bool
    recovered: Range | None
    running_cost: float
    running_cost_measured: bool
    net: Range | None


@dataclass(frozen=True, slots=True)
class Beside:
    """A series beside the metric: its values by period, oldest first, in `unit` ("money": the terms' currency)."""

    series: Series
    title: str
    definition: str
    unit: str
    values: tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that the measurements up to `as_of` say about an agreement.

    `words` is the state in a sentence or two, with its reason. `net` is what came back in all, after running cost and
    before the setup cost; `paid_back_on` is the first day of the period in which it had repaid the setup cost (P50).
    `reached_on` and `slipped_on` are the first days of the periods in which it last did so, whatever came after.
    `share_of_gap` is how far from baseline to target the latest value is, 1 for at the target. `drift` is a sentence,
    empty where there is none; `advice` is what to do now, empty where there is nothing to say.
    `false_alarm_rate` is the most that a "reached" is wrong in a year of measurements when nothing has changed.
    """

    as_of: date
    terms: Terms
    state: State
    words: str
    advice: str
    drift: str
    reached_on: date | None
    slipped_on: date | None
    periods: tuple[Period, ...]
    missing: tuple[date, ...]
    behaviour: Behaviour
    beside: tuple[Beside, ...]
    share_of_gap: float | None
    recovered: Range
    running_cost: float
    net: Range
    paid_back_on: date | None
    false_alarm_rate: float

    @property
    def last(self) -> Period | None:
        """The newest period with a value."""
        return next((one for one in reversed(self.periods) if one.value is not None), None)
