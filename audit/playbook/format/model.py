"""model.toml, checks.toml, and the files in benchmarks/ and leaks/."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from audit.findings import Confidence
from audit.playbook.format.parts import Finite, Formula, Key, Part, Text


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
