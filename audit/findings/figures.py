"""Numbers as they are shown: ranges, where they come from, and how well they are known."""

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
