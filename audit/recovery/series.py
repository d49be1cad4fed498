"""What is measured: the agreed number, and five others that may stand beside it, each with its definition."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Series(StrEnum):
    """What a value is a value of."""

    METRIC = "metric"
    ADOPTION = "adoption"
    DECISION_CHANGE = "decision_change"
    ERRORS = "errors"
    TIME_TO_DECISION = "time_to_decision"
    RUNNING_COST = "running_cost"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A series in words. `unit` is "1" for a share of one, "hour", or "money" for the currency of the agreement."""

    title: str
    definition: str
    unit: str


BESIDE: Final[Mapping[Series, Meaning]] = {
    Series.ADOPTION: Meaning(
        "Adoption",
        "The share of all cases of the period that went through the new way of working.",
        "1",
    ),
    Series.DECISION_CHANGE: Meaning(
        "Decisions changed",
        "The share of the cases in which a person did something else because of what the new way showed them.",
        "1",
    ),
    Series.ERRORS: Meaning(
        "Errors that mattered",
        "Among the cases in which a mistake costs money or a customer: the share that came out wrong.",
        "1",
    ),
    Series.TIME_TO_DECISION: Meaning(
        "Time to decision",
        "Hours from the moment the result was there until a person acted on it, the median of the period.",
        "hour",
    ),
    Series.RUNNING_COST: Meaning(
        "Running cost",
        "All that it took to keep it going in the period: software, upkeep, and the hours spent putting errors right.",
        "money",
    ),
}
"""Those that may stand beside the metric. Each is optional."""
