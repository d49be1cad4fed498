"""Periods as people and machines write them: 2026-03, 03/2026, March 2026, Mar-26, 2026-W10, 2 March 2026."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from audit.answering.numerals import plain
from audit.recovery.periods import Cadence, start_of

LONGEST: Final = 40
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2199
HOW: Final[Mapping[Cadence, str]] = {
    Cadence.MONTH: "Write the month as 2026-03 or March 2026.",
    Cadence.WEEK: "Write the week as 2026-W10, or as a day in it: 2026-03-02.",
}
_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORTEST_NAME: Final = 3
_MIDNIGHT: Final = re.compile(r"[t ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( ?[ap]m| ?z|[+-]\d{2}:?\d{2})?$")


class PeriodError(ValueError):
    """A period that cannot be read or used; the message is a sentence that says how to mend it."""


def read_period(text: str, cadence: Cadence, *, month_first: bool = False) -> date:
    """Return the first day of the period that a text names, be it by a day in it. Raises PeriodError.

    `month_first`: 3/2/2026 is the second of March, as in the United States.
    """
    said = " ".join(plain(text[: 4 * LONGEST]).lower().replace(",", " ").split())
    if not said or len(said) > LONGEST:
        raise PeriodError(HOW[cadence])
    said = _MIDNIGHT.sub("", said).removeprefix("the ").removeprefix("week of ").removeprefix("week from ")
    for pattern, meaning in _SHAPES:
        found = pattern.fullmatch(said)
        if found:
            return _start(found, meaning, cadence, month_first=month_first)
    raise PeriodError(HOW[cadence])


def short_name(start: date, cadence: Cadence) -> str:
    """Return a period as machines write it: 2026-03, or 2026-W10. `read_period` reads it back."""
    if cadence is Cadence.MONTH:
        return f"{start:%Y-%m}"
    year, week, _ = start.isocalendar()
    return f"{year}-W{week:02}"


def _start(found: re.Match[str], meaning: str, cadence: Cadence, *, month_first: bool) -> date:
    if meaning == "month" and cadence is Cadence.WEEK:
        raise PeriodError(f"This number is measured by the week, not by the month. {HOW[cadence]}")
    if meaning == "week" and cadence is Cadence.MONTH:
        raise PeriodError(f"This number is measured by the month, not by the week. {HOW[cadence]}")
    try:
        day = _DAYS[meaning](found, month_first)
    except ValueError as error:
        raise PeriodError(f"There is no such {meaning}. {HOW[cadence]}") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise PeriodError(f"The year is out of reach. {HOW[cadence]}")
    return start_of(day, cadence)


def _week(found: re.Match[str], _: bool) -> date:  # noqa: FBT001  # as all that are called by the shape's name
    return date.fromisocalendar(int(found["year"]), int(found["week"]), 1)


def _month(found: re.Match[str], _: bool) -> date:  # noqa: FBT001  # likewise
    return date(_year(found["year"]), _month_number(found["month"]), 1)


def _day(found: re.Match[str], month_first: bool) -> date:  # noqa: FBT001  # likewise
    month, day = found["month"], found["day"]
    if "slash" in found.groupdict() and (int(month) > 12 or (month_first and int(day) <= 12)):  # months
        month, day = day, month
    return date(_year(found["year"]), _month_number(month), int(day))


_DAYS: Final[Mapping[str, Callable[[re.Match[str], bool], date]]] = {"day": _day, "month": _month, "week": _week}


def _year(text: str) -> int:
    return int(text) + (FIRST_YEAR if len(text) == 2 else 0)  # two digits: of this century


def _month_number(text: str) -> int:
    """Return the number of a month by its digits, its name or the name's first letters. Raises ValueError for none."""
    if text.isdecimal():
        return int(text)
    name = text.rstrip(".")
    if len(name) >= _SHORTEST_NAME:
        for number, month in enumerate(_MONTHS, start=1):
            if month.startswith(name):
                return number
    raise ValueError("no month has that name")


_YEAR, _NAME = r"(?P<year>\d{4})", r"(?P<month>[a-z]{3,9}\.?)"
_SHAPES: Final = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (rf"{_YEAR}[- ]?w(?:eek)? ?(?P<week>\d{{1,2}})(?:-\d)?", "week"),
        (rf"(?:w|wk|cw|week) ?(?P<week>\d{{1,2}})[ /-]{_YEAR}", "week"),
        (rf"{_YEAR}[-/.](?P<month>\d{{1,2}})", "month"),
        (r"(?P<year>\d{4})(?P<month>\d{2})", "month"),
        (rf"(?P<month>\d{{1,2}})[-/.]{_YEAR}", "month"),
        (rf"{_NAME}[ -]?{_YEAR}", "month"),
        (rf"{_NAME}[ -]'?(?P<year>\d{{2}})", "month"),
        (rf"{_YEAR}[ -]{_NAME}", "month"),
        (rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})", "day"),
        (rf"(?P<day>\d{{1,2}})\. ?(?P<month>\d{{1,2}})\. ?{_YEAR}", "day"),
        (rf"(?P<day>\d{{1,2}})(?P<slash>[/-])(?P<month>\d{{1,2}})[/-]{_YEAR}", "day"),
        (rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[ -]{_NAME}[ -]{_YEAR}", "day"),
        (rf"{_NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_YEAR}", "day"),
    )
)
