"""The terms of an agreement: one leak, one number, one owner, and what counts as reached."""

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from audit.findings import Range
from audit.recovery.periods import Cadence, start_of

NINETY_DAYS = timedelta(days=90)

Line = Annotated[str, Field(min_length=1, max_length=200)]
Lines = Annotated[str, Field(min_length=1, max_length=1000)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class Measured(BaseModel):
    """A value of the metric before the work began; `starts_on` is the first day of its period."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    starts_on: date
    value: Finite


class Terms(BaseModel):
    """What both sides sign. Metric values are in `metric_unit` (shares of one where it is "1"), money in `currency`.

    `target_per_year` is what the playbook's own model makes of the metric at its target, against the baseline: a year's
    contribution margin, before running cost. It is worked out (audit.recovery.money), never typed.
    `baseline` is the mean of `baseline_values` where there are any, else one measured number for the whole period.
    `setup_cost` is spent once; `running_cost_per_month` counts wherever no measured running cost is given.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    leak: Line
    leak_title: Line
    fix: Line
    fix_title: Line
    metric: Line  # the model's quantity
    metric_title: Line
    metric_unit: Line
    how: Lines  # how it is measured
    source: Line  # where the number comes from: "the call log of the phone system"
    cadence: Cadence
    better: Literal["lower", "higher"]
    baseline: Finite
    baseline_from: date
    baseline_until: date
    baseline_values: tuple[Measured, ...] = ()
    target: Finite
    target_per_year: Range
    currency: Annotated[str, Field(min_length=3, max_length=3)]
    owner: Line
    owner_email: Annotated[str, Field(max_length=254)] = ""  # who is reminded; none: everybody of the company
    starts_on: date
    ends_on: date
    stop_on: date
    stop_rule: Lines
    setup_cost: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    running_cost_per_month: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0

    @model_validator(mode="after")
    def _hangs_together(self) -> "Terms":
        for wrong, said in (
            (self.baseline_until < self.baseline_from, "the baseline ends before it begins"),
            (self.baseline_until >= self.starts_on, "the baseline has to end before the work starts"),
            (self.ends_on <= self.starts_on, "the end has to come after the start"),
            (not self.starts_on < self.stop_on <= self.ends_on, "the stop date lies between the start and the end"),
            (not self.is_better(self.target, self.baseline), "the target has to be better than the baseline"),
            (self._repeats(), "a period of the baseline is there twice, or is not one of the agreed periods"),
        ):
            if wrong:
                raise ValueError(said)
        return self

    def _repeats(self) -> bool:
        starts = [one.starts_on for one in self.baseline_values]
        return len(set(starts)) < len(starts) or any(start_of(start, self.cadence) != start for start in starts)

    def is_better(self, value: float, than: float) -> bool:
        """Whether one value of the metric is truly better than another."""
        return value < than if self.better == "lower" else value > than

    def meets_target(self, value: float) -> bool:
        """Whether a value of the metric is at the target or beyond."""
        return not self.is_better(self.target, value)
