"""Typed numbers, as people write them: `$12,000`, `12k`, `15 %`, `14 hours a week`, `200 to 300`.

A share (unit `1`, at most 1) is written `15 %` or `0.15`; a bare number above 1 is read as per cent. A bare
`1` could be either, so it is refused. In a range the second number lends its `k` or `%` to the first
(`10-12k`, `10 to 15 %`).
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from audit.answering.expected import Expected, NumberError
from audit.answering.number_parts import Part, read_part
from audit.answering.numerals import plain

LONGEST = 100
"""Characters of a typed number; any number that people write is far shorter."""

_BETWEEN = re.compile(r"between (.+) and (.+)|from (.+) to (.+)")
_TO = re.compile(r"(?<=[^ ]) ?- ?| to | ?\.\.+ ?")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as it was understood: `low` and `high` differ if a range was given, `likely` is its middle."""

    low: float
    likely: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether one number was given, not a range."""
        return self.low == self.high


def read_number(given: object, expected: Expected) -> Reading:
    """Read one number or one range. Raises NumberError."""
    return _reading(_parts(given, expected), expected)


def read_estimate(given: object, expected: Expected) -> Reading:
    """Read a number, a range, or a list of low, likely and high. Raises NumberError."""
    if not isinstance(given, (tuple, list)):
        return read_number(given, expected)
    parts = [part for item in given[:4] for part in _parts(item, expected)]
    if len(given) != 3 or len(parts) != 3:
        raise NumberError("Write three numbers, [low, likely, high], or a single one.")
    return _reading(parts, expected)


def _parts(given: object, expected: Expected) -> Sequence[Part]:
    return _parts_of_text(given, expected) if isinstance(given, str) else (Part(_decimal(given)),)


def _decimal(given: object) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, (int, float)):
        raise NumberError("Write a number.")
    if isinstance(given, float) and not math.isfinite(given):
        raise NumberError("Write an ordinary number; infinity and “not a number” cannot be used.")
    if abs(given) > 10**30:
        raise NumberError("Write an ordinary number; this one has more than 30 digits.")
    return Decimal(repr(given))


def _parts_of_text(given: str, expected: Expected) -> Sequence[Part]:
    if len(given) > LONGEST:
        raise NumberError(f"Write a number; {len(given)} characters are too many for one.")
    text = " ".join(plain(given).lower().split())
    between = _BETWEEN.fullmatch(text)
    texts = [group for group in between.groups() if group] if between else _TO.split(text)
    if not all(part.strip() for part in texts):
        raise NumberError("Write a number in digits.")
    if len(texts) > 2:
        raise NumberError("Write one number, or two with “to” between them for a range.")
    parts = [read_part(part.strip(), expected) for part in texts]
    return _lend(*parts) if len(parts) == 2 else parts


def _lend(first: Part, second: Part) -> tuple[Part, Part]:
    """Give the first number of a range the scale and the per cent of the second, where it has none itself."""
    if first.bare and second.percent:
        first = replace(first, percent=True)
    if first.bare and second.scale and first.value <= second.value:
        first = replace(first, scale=second.scale)
    return first, second


def _reading(parts: Sequence[Part], expected: Expected) -> Reading:
    values = _values(parts, expected)
    if values != sorted(values):
        raise NumberError("Write the smaller number first.")
    for value in values:
        _check_limits(float(value), expected)
    likely = values[1] if len(values) == 3 else (values[0] + values[-1]) / 2
    # Adding zero turns minus zero into zero.
    return Reading(float(values[0]) + 0.0, float(likely) + 0.0, float(values[-1]) + 0.0)


def _values(parts: Sequence[Part], expected: Expected) -> list[Decimal]:
    """Scale the numbers, and settle what a bare number means as a share: all of them together, or none."""
    bare = [part.value for part in parts if part.bare]
    per_cent = expected.share and any(value > 1 for value in bare)
    if expected.share and len(bare) == len(parts) and 1 in bare and set(bare) <= {Decimal(0), Decimal(1)}:
        raise NumberError("Write “1 %” or “100 %”; 1 alone could be either.")
    return [_value(part, per_cent=per_cent) for part in parts]


def _value(part: Part, *, per_cent: bool) -> Decimal:
    if part.percent or (part.bare and per_cent):
        return part.value * (part.scale or 1) / 100
    return part.value * (part.scale or 1)


def _check_limits(value: float, expected: Expected) -> None:
    if value > expected.highest:
        raise NumberError(f"Write a number of {expected.number(expected.highest)} or less.")
    if not value >= expected.lowest:
        raise NumberError(f"Write a number of {expected.number(expected.lowest)} or more.")
