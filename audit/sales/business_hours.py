"""The hours in which somebody can call: what the response clock counts by, and when it rests."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, Self
from zoneinfo import ZoneInfo

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOW: Final = "write it as mon-fri 09:00-17:00, or as mon-thu 08:00-18:00, fri 08:00-15:00"
_PART: Final = re.compile(r"([a-z]{3})(?:-([a-z]{3}))? (\d{1,2}):(\d\d) ?- ?(\d{1,2}):(\d\d)")
_DAY_MINUTES: Final = 24 * 60
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Span:
    """An open part of a day, in minutes after midnight on the wall's clock; 1440 is the midnight that ends the day."""

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """The open spans of each day of the week from Monday on, in a time zone, and the days that are off."""

    week: tuple[tuple[Span, ...], ...]
    zone: ZoneInfo
    holidays: frozenset[date]

    @classmethod
    def parse(cls, text: str, zone: str, holidays: Iterable[date] = ()) -> Self:
        """Read "mon-fri 09:00-17:00", or several of the kind by comma. Raises ValueError that says how to write it."""
        return cls(_week(text), zone_named(zone), frozenset(holidays))

    def after(self, start: datetime, minutes: float) -> datetime:
        """Return the first moment, in UTC, by which so many business minutes have passed since `start`."""
        begin, left = start.astimezone(UTC), timedelta(minutes=minutes)
        if left <= timedelta():
            return begin
        for opens, closes in self._windows_from(begin):
            if opens + left <= closes:
                return opens + left
            left -= closes - opens
        raise ValueError("so many business minutes do not fit into the calendar")

    def minutes_between(self, start: datetime, end: datetime) -> float:
        """Return the business minutes from one moment to a later one; 0 if it is not later."""
        begin, until = start.astimezone(UTC), end.astimezone(UTC)
        passed = timedelta()
        for opens, closes in self._windows_from(begin):
            if opens >= until:
                break
            passed += min(closes, until) - opens
        return passed / _MINUTE

    def is_open(self, moment: datetime) -> bool:
        """Whether somebody can call at that moment."""
        return self.opens_at(moment) == moment

    def opens_at(self, moment: datetime) -> datetime:
        """Return the moment itself while it is open, else the next one, in UTC, at which it opens."""
        for opens, _ in self._windows_from(moment.astimezone(UTC)):
            return opens
        raise ValueError("it never opens again")

    def _windows_from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield what is open from a moment on, span by span, in UTC and in order; none overlaps another."""
        day = moment.astimezone(self.zone).date() - timedelta(days=1)  # an hour that a zone skips moves a span along
        reached = moment
        while day < date.max:
            for opens, closes in () if day in self.holidays else _windows(self.week[day.weekday()], self.zone, day):
                if closes > reached:
                    yield max(opens, reached), closes
                    reached = closes
            day += timedelta(days=1)


def zone_named(name: str) -> ZoneInfo:
    """Return the time zone of that name. Raises ValueError for a name that the tz database does not have."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:  # what it raises depends on what the name looks like
        raise ValueError("give a name of the tz database, as America/New_York") from error


def zone_name(name: str) -> str:
    """Return the name of a time zone once it is known to be one. Raises ValueError as `zone_named`."""
    return zone_named(name).key


def hours_text(text: str) -> str:
    """Return business hours as they were written once they can be read. Raises ValueError as `BusinessHours.parse`."""
    _week(text)
    return text


@lru_cache(maxsize=4096)
def _windows(spans: tuple[Span, ...], zone: ZoneInfo, day: date) -> tuple[tuple[datetime, datetime], ...]:
    """Return a day's spans as moments in UTC, merged where a clock that is put back makes them overlap.

    An hour that comes twice is open from its first start to its last end. A time that a clock skips is taken as the
    wall's clock would have shown it, had it not been put forward.
    """
    merged: list[tuple[datetime, datetime]] = []
    for span in spans:
        opens, closes = _moment(day, span.opens, zone, fold=0), _moment(day, span.closes, zone, fold=1)
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(closes, merged[-1][1]))
        elif opens < closes:
            merged.append((opens, closes))
    return tuple(merged)


def _moment(day: date, minutes: int, zone: ZoneInfo, *, fold: int) -> datetime:
    later, minute_of_day = divmod(minutes, _DAY_MINUTES)
    wall = time(minute_of_day // 60, minute_of_day % 60)
    first = datetime.combine(day + timedelta(days=later), wall, zone).astimezone(UTC)
    last = datetime.combine(day + timedelta(days=later), wall.replace(fold=1), zone).astimezone(UTC)
    # `last` comes before `first` for a time that is skipped; a day's own midnight is the first of two.
    return last if fold and last > first and not later else first


def _week(text: str) -> tuple[tuple[Span, ...], ...]:
    found: list[list[Span]] = [[] for _ in DAYS]
    for part in text.lower().split(","):
        first, last, span = _part(" ".join(part.split()))
        for number in range(first, last + 1 if last >= first else last + 8):
            found[number % 7].append(span)
    return tuple(_merged(spans) for spans in found)


def _part(text: str) -> tuple[int, int, Span]:
    """Return the first and the last day, and the span, of "mon-fri 09:00-17:00"."""
    match = _PART.fullmatch(text)
    if match is None:
        raise ValueError(HOW)
    first, last, *clock = match.groups()
    if first not in DAYS or (last or first) not in DAYS:
        raise ValueError(f"the days are {', '.join(DAYS)}; {HOW}")
    hour, minute, end_hour, end_minute = map(int, clock)
    span = Span(hour * 60 + minute, end_hour * 60 + end_minute)
    if minute > 59 or end_minute > 59 or span.closes > _DAY_MINUTES:
        raise ValueError(f"the times go from 00:00 to 24:00; {HOW}")
    if span.opens >= span.closes:
        raise ValueError(f"each span begins before it ends, a night is written as two: mon 22:00-24:00; {HOW}")
    return DAYS.index(first), DAYS.index(last or first), span


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: one.opens):
        if merged and span.opens <= merged[-1].closes:
            merged[-1] = Span(merged[-1].opens, max(span.closes, merged[-1].closes))
        else:
            merged.append(span)
    return tuple(merged)
