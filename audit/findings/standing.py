"""How the company stands: readiness and closed loops."""

from dataclasses import dataclass
from enum import StrEnum


class Readiness(StrEnum):
    """The state of one readiness condition."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


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


POINTS_PER_LOOP = 5


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
    """How many of the business's loops close, beside the dollars.

    `lowest` is a loop's key, `None` when every loop is full.
    """

    loops: tuple[LoopScore, ...]
    low: int
    high: int
    out_of: int
    verdict: str
    lowest: str | None
