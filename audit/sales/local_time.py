"""What time it is where somebody is, and whether that is a good time to call."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from phonenumbers import timezone

_SATURDAY = 5
OFFICE = (time(9), time(17))
"""When most people are at work and take a call (judgement)."""
AWAKE = (time(8), time(20))
"""When a call disturbs nobody's sleep (judgement)."""
WIDEST = timedelta(hours=4)
"""A number whose time zones are further apart, as a toll-free one's, says nothing about the time."""


class Moment(StrEnum):
    """Whether it is a good time to call there."""

    GOOD = "good"
    EDGE = "edge"  # early, late, or no working day
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class LocalTime:
    """The time there: from `earliest` to `latest` where a number's country has several time zones, else the same.

    `by_phone`: that is known from the phone number, which may travel, and not from a time zone.
    """

    earliest: datetime
    latest: datetime
    moment: Moment
    by_phone: bool


def local_time(time_zone: str, phone: str, now: datetime) -> LocalTime | None:
    """Return the time where somebody is: by their time zone, else by their phone number (+14155550132).

    None where neither says. `now` is aware.
    """
    stated = _zone(time_zone)
    zones = [stated] if stated else [zone for name in _names(phone) if (zone := _zone(name))]
    times = sorted((now.astimezone(zone) for zone in zones), key=_on_the_wall)
    if not times or _on_the_wall(times[-1]) - _on_the_wall(times[0]) > WIDEST:
        return None
    moments = {_moment(one) for one in times}
    moment = next(one for one in (Moment.NIGHT, Moment.EDGE, Moment.GOOD) if one in moments)
    return LocalTime(times[0], times[-1], moment, by_phone=stated is None)


def _names(phone: str) -> tuple[str, ...]:
    try:
        return timezone.time_zones_for_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return ()


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _on_the_wall(there: datetime) -> datetime:
    return there.replace(tzinfo=None)


def _moment(there: datetime) -> Moment:
    clock = there.time()
    if not AWAKE[0] <= clock < AWAKE[1]:
        return Moment.NIGHT
    working = there.weekday() < _SATURDAY and OFFICE[0] <= clock < OFFICE[1]
    return Moment.GOOD if working else Moment.EDGE
