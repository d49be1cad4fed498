"""What a view of the queue shows and in which order, and how it is written as an address line.

The words of a search belong to a view too, but never stand in the line: they name people and companies.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from audit.answering.expected import Expected, NumberError
from audit.answering.numbers import read_number
from audit.one_line import one_line
from audit.sales.statuses import Status
from audit.sales.typed_day import read_day

ME, NOBODY = "me", "nobody"
OPEN: Final = "open"
"""Stands for the statuses in which somebody is still to be reached."""

OPEN_STATUSES: Final = (Status.NEW, Status.ATTEMPTING)
NO_SOURCE: Final = "(none)"
LONGEST_WORDS = 120
_MOST_DOLLARS = 1e12


class Sort(StrEnum):
    """What comes first."""

    DOLLARS = "dollars"  # the largest; of one leak, if the view is about one; then the unfinished, the newest first
    NEWEST = "newest"
    OLDEST = "oldest"
    CLOCK = "clock"  # the running clocks, the most urgent first; then the rest, the newest first


class Clock(StrEnum):
    """Where the response clock stands."""

    RUNNING = "running"
    AMBER = "amber"
    RED = "red"
    ANSWERED = "answered"


class Due(StrEnum):
    """When the next step is due. What is overdue belongs to each."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"


class Answer(StrEnum):
    """Yes or no, where the third is not to ask."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Filters:
    """A view of the queue; what is empty or None is not asked for. Dollars are those of the likely total a year."""

    leak: str = ""
    fix: str = ""
    status: str = ""  # a Status, or OPEN
    owner: str = ""  # ME, NOBODY, or an account's number
    clock: Clock | None = None
    due: Due | None = None
    source: str = ""  # NO_SOURCE for who came by none
    playbook: str = ""
    tag: str = ""
    finished: Answer | None = None
    dollars_from: float | None = None
    dollars_to: float | None = None
    arrived_from: date | None = None  # of the team's calendar, as `arrived_to`, which is included
    arrived_to: date | None = None
    samples: Answer | None = None
    sort: Sort = Sort.DOLLARS
    words: str = ""

    @property
    def line(self) -> str:
        """The address line, without the words."""
        return urlencode(self.pairs())

    def pairs(self) -> list[tuple[str, str]]:
        """The address line's names and values, in order; nothing for what is not asked for."""
        given = ((field.name, getattr(self, field.name)) for field in fields(self) if field.name != "words")
        return [(name, _written(value)) for name, value in given if value not in ("", None, Sort.DOLLARS)]

    @property
    def asks_only_of_rows_beside(self) -> bool:
        """Whether nothing is asked of the lead's own row: only its leaks, its tags or its words."""
        return not self.without("leak", "tag", "sort").line

    def without(self, *names: str) -> "Filters":
        """The same view, no longer asking for these."""
        empty = Filters()
        return replace(self, **{name: getattr(empty, name) for name in names})


@dataclass(frozen=True, slots=True)
class Misread:
    """A part of an address line that cannot be used: which, and a sentence that says what would be."""

    name: str
    message: str


def filters_of(line: str, words: str = "") -> Filters:
    """Read an address line that was written by `Filters.line`; what cannot be used is left out."""
    return read_filters(dict(parse_qsl(line)), words)[0]


def read_filters(
    given: Mapping[str, str], words: str = "", currency: str = "USD", locale: str = "en_US"
) -> tuple[Filters, Sequence[Misread]]:
    """Read what an address line or a form says, amounts as people write them there; and what of it cannot be used."""
    values: dict[str, Any] = {"words": one_line(words)[:LONGEST_WORDS]}
    wrong: list[Misread] = []
    expected = Expected(currency, 0, _MOST_DOLLARS, currency, locale)
    for name, read in _readers(expected).items():
        text = one_line(given.get(name, ""))
        if not text:
            continue
        try:
            values[name] = read(text)
        except ValueError as error:
            wrong.append(Misread(name, str(error)))
    filters = Filters(**values)
    return _turned_round(filters), wrong


def _readers(expected: Expected) -> Mapping[str, Callable[[str], object]]:
    def amount(text: str) -> float:
        try:
            return float(round(read_number(text, expected).likely))
        except NumberError as error:
            raise ValueError("Write the amount as 50,000 or 50k.") from error

    return {
        **dict.fromkeys(("leak", "fix", "source", "playbook", "tag"), str),
        **dict.fromkeys(("dollars_from", "dollars_to"), amount),
        **dict.fromkeys(("arrived_from", "arrived_to"), _day),
        **dict.fromkeys(("finished", "samples"), _one_of(Answer)),
        "status": _status,
        "owner": _owner,
        "clock": _one_of(Clock),
        "due": _one_of(Due),
        "sort": _one_of(Sort),
    }


def _one_of(kind: type[StrEnum]) -> Callable[[str], StrEnum]:
    def read(text: str) -> StrEnum:
        if text not in set(kind):
            raise ValueError(f"“{_short(text)}” is none of the choices. Choose one from the list.")
        return kind(text)

    return read


def _status(text: str) -> str:
    if text not in (OPEN, *Status):
        raise ValueError(f"“{_short(text)}” is none of the choices. Choose one from the list.")
    return text


def _owner(text: str) -> str:
    if text not in (ME, NOBODY) and not (text.isascii() and text.isdecimal() and len(text) < 12):
        raise ValueError(f"“{_short(text)}” is nobody we know. Choose a person from the list.")
    return text


def _day(text: str) -> date:
    day = read_day(text)
    if day is None:
        raise ValueError("Write the day as 2026-03-31.")
    return day


def _turned_round(filters: Filters) -> Filters:
    """Who types the larger end first means the same."""
    low, high = filters.dollars_from, filters.dollars_to
    if low is not None and high is not None and low > high:
        filters = replace(filters, dollars_from=high, dollars_to=low)
    first, last = filters.arrived_from, filters.arrived_to
    if first is not None and last is not None and first > last:
        filters = replace(filters, arrived_from=last, arrived_to=first)
    return filters


def _written(value: object) -> str:
    return f"{value:.0f}" if isinstance(value, float) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
