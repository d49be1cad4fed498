"""The next step of a lead as an entry for a calendar (RFC 5545): taken in again, it replaces what is there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from icalendar import STATUS, Alarm, Calendar, Event

from audit.one_line import one_line

LENGTH: Final = timedelta(minutes=15)
AHEAD: Final = timedelta(minutes=10)
"""So long before it is due, the calendar reminds of it."""

MEDIA_TYPE: Final = "text/calendar"
FILE_NAME: Final = "next-step.ics"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A next step. `number` (Lead.next_step_number) is higher with each change: a calendar keeps the highest.

    `lead` is the lead's public id, which makes the entry the same one; `whom` is the company or person, or empty;
    `link` leads to the lead. `due_at` and `now` are aware. `cancelled`: it is done, and leaves the calendar.
    """

    lead: str
    text: str
    whom: str
    link: str
    due_at: datetime
    number: int
    now: datetime
    cancelled: bool = False


def calendar_file(entry: CalendarEntry) -> bytes:
    """Return the entry as a file."""
    title = f"{entry.text} ({entry.whom})" if entry.whom else entry.text
    event = Event.new(
        uid=f"next-step-{entry.lead}@plumbline",
        sequence=entry.number,
        stamp=entry.now,
        summary=one_line(title),
        description=entry.link,
        url=entry.link,
        start=entry.due_at,
        end=entry.due_at + LENGTH,
        status=STATUS.CANCELLED if entry.cancelled else STATUS.CONFIRMED,
        subcomponents=[] if entry.cancelled else [_alarm(one_line(title))],
    )
    calendar = Calendar.new(
        prodid="-//Plumbline//Next step//EN",
        method="PUBLISH",
        uid=f"lead-{entry.lead}@plumbline",
        subcomponents=[event],
    )
    return bytes(calendar.to_ical())


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -AHEAD)
    alarm.add("description", title)
    return alarm
