"""A day as a date field sends it."""

from datetime import date


def read_day(typed: str) -> date | None:
    """Return the day of 2026-03-31; None if it is none, or none that anybody would mean (before 2000, after 2199).

    The first and the last days of the calendar have no midnight in every time zone.
    """
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        return None
    return day if 2000 <= day.year < 2200 else None
