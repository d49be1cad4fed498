"""The periods that a number is measured over: calendar months, or weeks from Monday, named by their first day."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from audit.playbook.format import Calendar

WEEK = timedelta(days=7)


class Cadence(StrEnum):
    """How often the number is measured."""

    WEEK = "week"
    MONTH = "month"


def start_of(day: date, cadence: Cadence) -> date:
    """Return the first day of the period that a day is in."""
    return day.replace(day=1) if cadence is Cadence.MONTH else day - timedelta(days=day.weekday())


def after(start: date, cadence: Cadence) -> date:
    """Return the first day of the period that follows."""
    return (start.replace(day=1) + timedelta(days=32)).replace(day=1) if cadence is Cadence.MONTH else start + WEEK


def before(start: date, cadence: Cadence) -> date:
    """Return the first day of the period before."""
    return start_of(start_of(start, cadence) - timedelta(days=1), cadence)


def first_from(day: date, cadence: Cadence) -> date:
    """Return the first day of the first period that lies wholly on or after a day."""
    start = start_of(day, cadence)
    return start if start == day else after(start, cadence)


def starts_between(first: date, last: date, cadence: Cadence) -> Iterator[date]:
    """Give the first days of the periods from the one that `first` is in to the one that `last` is in."""
    start = start_of(first, cadence)
    while start <= last:
        yield start
        start = after(start, cadence)


def is_over(start: date, cadence: Cadence, today: date) -> bool:
    """Whether a period has ended, so that its number can be known."""
    return after(start, cadence) <= today


def name_of(start: date, cadence: Cadence) -> str:
    """Return a period in words: "March 2027", or "week of 1 March 2027"."""
    month = f"{start:%B} {start.year}"
    return month if cadence is Cadence.MONTH else f"week of {start.day} {month}"


def in_sentence(start: date, cadence: Cadence) -> str:
    """Return a period to go on with after "in" or "since": "March 2027", or "the week of 1 March 2027"."""
    return f"{'the ' if cadence is Cadence.WEEK else ''}{name_of(start, cadence)}"


def at_beginning(start: date, cadence: Cadence) -> str:
    """Return a period as a sentence or a line begins with it: "March 2027", or "Week of 1 March 2027"."""
    name = name_of(start, cadence)
    return name[:1].upper() + name[1:]


def day_in_words(day: date) -> str:
    """Return "1 April 2026"."""
    return f"{day.day} {day:%B} {day.year}"


def periods_per_year(cadence: Cadence, calendar: Calendar) -> float:
    """Return how many of them the playbook's year has, so that yearly dollars can be shared out."""
    return calendar.months_per_year if cadence is Cadence.MONTH else calendar.weeks_per_year
