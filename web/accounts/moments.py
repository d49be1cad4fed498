"""Moments and days in the team's own time zone, as they are read and typed."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def moment_words(moment: datetime | None, zone: ZoneInfo) -> str:
    """`2 March 2026, 09:30`; "never" where there is none."""
    if moment is None:
        return "never"
    local = moment.astimezone(zone)
    return f"{local.day} {local:%B %Y, %H:%M}"


def beginning_of(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day there, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_typed(text: str) -> date | None:
    """A day as a browser's date field sends it; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
