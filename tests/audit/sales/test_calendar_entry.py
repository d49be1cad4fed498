from datetime import UTC, datetime, timedelta

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from audit.sales.calendar_entry import CalendarEntry, calendar_file

DUE = datetime(2026, 6, 5, 14, 30, tzinfo=UTC)
STEP = CalendarEntry(
    lead="a1b2",
    text="Send the offer",
    whom="Northwind",
    link="https://audit.northwind.example/console/leads/a1b2",
    due_at=DUE,
    number=3,
    now=datetime(2026, 6, 1, 12, tzinfo=UTC),
)


def read(**changes):
    entry = CalendarEntry(**{**{name: getattr(STEP, name) for name in CalendarEntry.__slots__}, **changes})
    calendar = icalendar.Calendar.from_ical(calendar_file(entry))
    return calendar, calendar.walk("VEVENT")[0]


def test_it_says_what_with_whom_and_where_to_read_on():
    _, event = read()

    assert event["SUMMARY"] == "Send the offer (Northwind)"
    assert event["URL"] == event["DESCRIPTION"] == STEP.link


def test_it_is_due_for_a_quarter_of_an_hour_and_reminds_before():
    _, event = read()

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (DUE, DUE + timedelta(minutes=15))
    assert event.walk("VALARM")[0]["TRIGGER"].dt == -timedelta(minutes=10)


def test_a_change_is_the_same_entry_with_a_higher_number():
    calendar, first = read()
    _, second = read(number=4, text="Call again", due_at=DUE + timedelta(days=1))

    assert calendar["METHOD"] == "PUBLISH"
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (3, 4)


def test_two_leads_have_two_entries():
    assert read()[1]["UID"] != read(lead="c3d4")[1]["UID"]


def test_a_cancelled_step_says_so_and_reminds_of_nothing():
    _, event = read(cancelled=True)

    assert event["STATUS"] == "CANCELLED"
    assert event.walk("VALARM") == []


def test_the_same_step_gives_the_same_bytes():
    assert calendar_file(STEP) == calendar_file(STEP)


def test_without_a_company_the_step_stands_alone():
    assert read(whom="")[1]["SUMMARY"] == "Send the offer"


@given(st.text(), st.text())
def test_nothing_that_is_typed_breaks_the_file(text, whom):
    _, event = read(text=text, whom=whom)

    visible = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    assert str(event["SUMMARY"]).startswith(visible)
    assert (event["SEQUENCE"], event["DTSTART"].dt) == (3, DUE)
