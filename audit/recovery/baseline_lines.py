"""Values from before the work began, pasted one a line: a period, then its number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from babel.numbers import format_decimal

from audit.answering.expected import Expected, NumberError
from audit.answering.numbers import read_number
from audit.answering.numerals import locale_of, plain
from audit.recovery.period_text import HOW, PeriodError, read_period, short_name
from audit.recovery.periods import Cadence, is_over, name_of
from audit.recovery.terms import Measured

MOST_LINES: Final = 160
"""Three years of weeks."""

MOST_WORDS: Final = 5
"""Of a period: “week of 2 March 2026”."""

_BETWEEN: Final = re.compile(r"[\s:;,|=]+")
_EXAMPLE: Final = {
    Cadence.MONTH: "Write the month and its number, like “2026-03 41” or “March 2026: 41”.",
    Cadence.WEEK: "Write a day of the week and its number, like “2026-03-02 41” or “2 March 2026: 41”.",
}


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line that cannot be used: its number from 1, and how to mend it."""

    number: int
    message: str

    def __str__(self) -> str:
        """As a page says it."""
        return f"Line {self.number}: {self.message}"


@dataclass(frozen=True, slots=True)
class Lines:
    """What was pasted: the values in the order of their periods, and the lines that cannot be used."""

    values: tuple[Measured, ...]
    wrong: tuple[WrongLine, ...]


def read_lines(text: str, cadence: Cadence, expected: Expected, today: date) -> Lines:
    """Read values of the metric, one a line; empty lines count for nothing, each other one is in one of the two."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST_LINES:
        return Lines((), (WrongLine(lines[MOST_LINES][0], f"{MOST_LINES} values are enough; leave the oldest out."),))
    found: dict[date, tuple[int, float]] = {}
    wrong: list[WrongLine] = []
    for number, line in lines:
        try:
            start, value = _read_line(line, cadence, expected, today)
        except ValueError as refusal:
            wrong.append(WrongLine(number, str(refusal)))
            continue
        if start in found:
            wrong.append(WrongLine(number, f"{_named(start, cadence)} is in line {found[start][0]} already."))
        else:
            found[start] = (number, value)
    return Lines(tuple(Measured(starts_on=start, value=found[start][1]) for start in sorted(found)), tuple(wrong))


def as_lines(values: Sequence[Measured], cadence: Cadence, expected: Expected) -> str:
    """Return values as lines that `read_lines` reads back."""
    return "\n".join(f"{short_name(one.starts_on, cadence)} {typed_number(one.value, expected)}" for one in values)


def read_one(text: str, expected: Expected) -> float:
    """Read one certain number. Raises NumberError, also for a range."""
    reading = read_number(text, expected)
    if not reading.exact:
        raise NumberError("Write one number, not a range: what is agreed has to be certain.")
    return reading.likely


def typed_number(value: float, expected: Expected) -> str:
    """Return a number as somebody would type it, to ten digits, a share in per cent; it is read back as the same."""
    rounded = float(f"{value * 100 if expected.share else value:.10g}")
    shown = format_decimal(rounded, format="0.##########", locale=locale_of(expected.locale))
    return f"{shown} %" if expected.share else str(shown)


def _read_line(line: str, cadence: Cadence, expected: Expected, today: date) -> tuple[date, float]:
    start, rest = _split(plain(line), cadence, month_first=expected.locale.endswith("US"))
    if not rest:
        raise ValueError(f"The number of {name_of(start, cadence)} is missing.")
    if not is_over(start, cadence, today):
        raise ValueError(f"{_named(start, cadence)} is not over yet.")
    return start, read_one(rest, expected)


def _split(line: str, cadence: Cadence, *, month_first: bool) -> tuple[date, str]:
    """The period with which a line begins, as long as one can be read, and what stands behind it. Raises ValueError."""
    ends = [(found.start(), found.end()) for found in _BETWEEN.finditer(line)][:MOST_WORDS]
    said = _EXAMPLE[cadence]
    for begins, ends_at in reversed([*ends, (len(line), len(line))]):
        try:
            return read_period(line[:begins], cadence, month_first=month_first), line[ends_at:].strip()
        except PeriodError as refusal:
            said = said if str(refusal) == HOW[cadence] else str(refusal)
    raise ValueError(said)


def _named(start: date, cadence: Cadence) -> str:
    words = name_of(start, cadence)
    return words if cadence is Cadence.MONTH else f"The {words}"
