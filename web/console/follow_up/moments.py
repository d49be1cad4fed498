"""Moments on the team's wall: how a follow-up shows them, and how they are typed."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

MORNING: Final = time(9)
WEEK: Final = timedelta(days=7)
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_NOON: Final = 12


def in_words(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`today 14:30`, `tomorrow 09:00`, `Tue 3 Mar 09:00`; with the year where it is not this one."""
    there, today = moment.astimezone(zone), now.astimezone(zone).date()
    days = {0: "today", 1: "tomorrow", -1: "yesterday"}
    year = "" if there.year == today.year else f" {there.year}"
    day = days.get((there.date() - today).days, f"{there:%a} {there.day} {there:%b}{year}")
    return f"{day} {there:%H:%M}"


def read_time(typed: str) -> time | None:
    """A time of day as a time field sends it, or as people type it: 14:30, 9, 9.30, 2:30 pm; None if it is none."""
    found = _CLOCK.fullmatch(typed.strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def on_the_wall(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment at which the team's clock shows that, in UTC."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def in_an_hour(now: datetime, _: ZoneInfo) -> datetime:
    """An hour from now, to the minute."""
    return (now + timedelta(hours=1)).replace(second=0, microsecond=0)


def tomorrow(now: datetime, zone: ZoneInfo) -> datetime:
    """Tomorrow at nine."""
    return on_the_wall(now.astimezone(zone).date() + timedelta(days=1), MORNING, zone)


def in_a_week(now: datetime, zone: ZoneInfo) -> datetime:
    """The same day next week, at nine."""
    return on_the_wall(now.astimezone(zone).date() + WEEK, MORNING, zone)
