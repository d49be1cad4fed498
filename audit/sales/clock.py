"""The response clock: from when somebody could be called until they were first touched, in business minutes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final, Protocol

from audit.sales.business_hours import BusinessHours

NEWS_FOR: Final = timedelta(days=1)
"""For so long, by the calendar, a turn of the clock is worth a message."""

_DAY: Final = timedelta(days=1)


class Light(StrEnum):
    """What the clock shows."""

    NOT_RUNNING = "not_running"  # nobody can be called yet
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    ANSWERED = "answered"  # before it turned red
    ANSWERED_LATE = "answered_late"


class Turn(StrEnum):
    """What the team is told of."""

    ARRIVED = "arrived"  # somebody can be called
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Limits:
    """A clock that has been started: from when it counts, and when it turns. Moments in UTC."""

    clock_from: datetime
    amber_at: datetime
    red_at: datetime


@dataclass(frozen=True, slots=True)
class ClockRules:
    """How long a lead may wait, in business minutes, before its clock turns."""

    hours: BusinessHours
    amber_minutes: int
    red_minutes: int

    def limits(self, start: datetime) -> Limits:
        """Return the limits of a clock that starts at that moment."""
        return Limits(start, self.hours.after(start, self.amber_minutes), self.hours.after(start, self.red_minutes))


@lru_cache(maxsize=8)
def clock_rules(hours: str, zone: str, holidays: tuple[date, ...], amber_minutes: int, red_minutes: int) -> ClockRules:
    """Return the rules as the settings write them. Raises ValueError as `BusinessHours.parse`."""
    return ClockRules(BusinessHours.parse(hours, zone, holidays), amber_minutes, red_minutes)


@dataclass(frozen=True, slots=True)
class ClockState:
    """What a clock shows, in words as well: "4 min left", "red for 2 h", "answered in 12 min".

    `resting`: it is running, and nobody can call at this moment, so that it does not count.
    """

    light: Light
    words: str
    resting: bool = False


class Timed(Protocol):
    """What the clock reads of a lead: moments, None for what has not happened."""

    @property
    def clock_from(self) -> datetime | None: ...
    @property
    def amber_at(self) -> datetime | None: ...
    @property
    def red_at(self) -> datetime | None: ...
    @property
    def first_touch_at(self) -> datetime | None: ...


def state_of(hours: BusinessHours, lead: Timed, now: datetime) -> ClockState:
    """Return what a lead's clock shows. Times in its words are business time; from a whole day on, the calendar's."""
    clock_from, amber_at, red_at, touched_at = lead.clock_from, lead.amber_at, lead.red_at, lead.first_touch_at
    if clock_from is None or amber_at is None or red_at is None:
        return ClockState(Light.NOT_RUNNING, "not running")
    if touched_at is not None:
        took = _told(hours, clock_from, touched_at)
        if touched_at < red_at:
            return ClockState(Light.ANSWERED, f"answered in {took}")
        return ClockState(Light.ANSWERED_LATE, f"answered late, in {took}")
    resting = not hours.is_open(now)
    if now >= red_at:
        return ClockState(Light.RED, f"red for {_told(hours, red_at, now)}", resting)
    light, turns = (Light.AMBER, red_at) if now >= amber_at else (Light.GREEN, amber_at)
    left = minutes_in_words(hours.minutes_between(now, turns), least=1)
    words = f"{left} left" if light == Light.GREEN else f"{left} until red"
    return ClockState(light, f"{words}, from {_opening(hours, now)}" if resting else words, resting)


def newest_turn(lead: Timed, now: datetime) -> Turn | None:
    """Return the turn that the team has to know of now; None once somebody was in touch, or after a day.

    Only the newest counts: whoever was told nothing for a night need not be told of each.
    """
    if lead.first_touch_at is not None:
        return None
    turns = ((Turn.RED, lead.red_at), (Turn.AMBER, lead.amber_at), (Turn.ARRIVED, lead.clock_from))
    for turn, at in turns:
        if at is not None and at <= now:
            return turn if now - at < NEWS_FOR else None
    return None


def minutes_in_words(minutes: float, least: int = 0) -> str:
    """Return "12 min", "2 h" or "2 h 5 min": whole minutes that have passed, and no fewer than `least`."""
    whole = max(int(minutes), least)
    hours, rest = divmod(whole, 60)
    if not hours:
        return f"{whole} min"
    return f"{hours} h {rest} min" if rest and hours < 10 else f"{hours} h"


def _told(hours: BusinessHours, start: datetime, end: datetime) -> str:
    """Return how long that was. Beyond a day people think in days, and nobody adds up the hours of months."""
    if end - start >= _DAY:
        days = (end - start) // _DAY
        return "1 day" if days == 1 else f"{days} days"
    return minutes_in_words(hours.minutes_between(start, end))


def _opening(hours: BusinessHours, now: datetime) -> str:
    """Return when the clock goes on, on the team's wall: "Mon 09:00"."""
    return f"{hours.opens_at(now).astimezone(hours.zone):%a %H:%M}"
