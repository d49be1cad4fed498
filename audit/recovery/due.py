"""Which periods have a number to give by now, which of them may be entered, and when somebody is reminded."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from audit.recovery.period_text import PeriodError
from audit.recovery.periods import Cadence, after, at_beginning, day_in_words, first_from, is_over, starts_between
from audit.recovery.terms import Terms
from audit.sales.business_hours import BusinessHours

REMIND_AFTER: Final = timedelta(days=3)
"""How long a number may take to be counted before somebody is reminded of it."""

MORNING: Final = time(9)
EVENING: Final = time(18)


def periods_over(terms: Terms, today: date) -> Sequence[date]:
    """Return the first days of the periods since the start whose number can be known, the oldest first."""
    first = first_from(terms.starts_on, terms.cadence)
    return [one for one in starts_between(first, today, terms.cadence) if is_over(one, terms.cadence, today)]


def missing(terms: Terms, measured: Collection[date], today: date) -> Sequence[date]:
    """Return those of them that have no number, the oldest first."""
    return [one for one in periods_over(terms, today) if one not in measured]


def next_period(terms: Terms, today: date) -> date:
    """Return the first day of the first period whose number cannot be known yet."""
    known = periods_over(terms, today)
    return after(known[-1], terms.cadence) if known else first_from(terms.starts_on, terms.cadence)


def check_period(start: date, terms: Terms, today: date, stopped_on: date | None = None) -> None:
    """Raise PeriodError for a period that does not count: before the start, after the stop, or not over yet."""
    name = at_beginning(start, terms.cadence)
    if start < first_from(terms.starts_on, terms.cadence):
        raise PeriodError(
            f"{name} lies before the first whole {terms.cadence} of the agreement, so it belongs to the baseline. "
            "To change the baseline, ask for a new version of the agreement."
        )
    if stopped_on is not None and start > stopped_on:
        raise PeriodError(f"{name} came after the agreement was stopped, so it does not count.")
    if not is_over(start, terms.cadence, today):
        raise PeriodError(f"{name} is not over yet. Enter it from {day_in_words(after(start, terms.cadence))} on.")


def is_late(start: date, cadence: Cadence, first_entered_on: date) -> bool:
    """Whether a number first came in after the period that followed was over too."""
    return is_over(after(start, cadence), cadence, first_entered_on)


def to_remind_of(terms: Terms, measured: Collection[date], reminded_for: date | None, today: date) -> date | None:
    """Return the newest period that somebody has to be reminded of now; None if there is none, or it was done.

    Older ones that are missing too are named in the same reminder: nobody gets five mails in a morning.
    """
    due = [one for one in missing(terms, measured, today) if after(one, terms.cadence) + REMIND_AFTER <= today]
    return due[-1] if due and (reminded_for is None or due[-1] > reminded_for) else None


def is_decent_hour(now: datetime, hours: BusinessHours) -> bool:
    """Whether a reminder may go out now: from nine to six on the team's wall, on one of its working days."""
    there = now.astimezone(hours.zone)
    works = bool(hours.week[there.weekday()]) and there.date() not in hours.holidays
    return works and MORNING <= there.time() < EVENING


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the next nine o'clock on the team's wall after now, in UTC."""
    there = now.astimezone(zone)
    day = there.date() if there.time() < MORNING else there.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, zone).astimezone(UTC)
