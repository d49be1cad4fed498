from datetime import UTC, datetime

import icalendar
import pytest

from audit.store.tables import AccessEntry
from tests.web.console.follow_up.conftest import CALL, lead_of, rows


def calendar(member):
    answer = member.browser.client.get(f"{CALL}/next-step.ics")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == "attachment; filename=next-step.ics"
    assert answer.mimetype == "text/calendar"
    found = icalendar.Calendar.from_ical(answer.data)
    return found, found.walk("VEVENT")[0]


def test_a_step_is_planned_in_the_teams_time_zone(ada, site):
    ada.does("next-step", text="Send the offer", day="2026-06-05", clock="10:30")

    assert lead_of(site).next_step_at == datetime(2026, 6, 5, 14, 30, tzinfo=UTC)
    assert "Send the offer Fri 5 Jun 10:30" in ada.panel
    assert "You planned “Send the offer” for Fri 5 Jun 10:30" in ada.panel


@pytest.mark.parametrize(
    ("quick", "due", "said"),
    [
        ("hour", datetime(2026, 6, 1, 13, tzinfo=UTC), "today 09:00"),
        ("tomorrow", datetime(2026, 6, 2, 13, tzinfo=UTC), "tomorrow 09:00"),
        ("week", datetime(2026, 6, 8, 13, tzinfo=UTC), "Mon 8 Jun 09:00"),
    ],
)
def test_a_quick_choice_needs_no_date(ada, site, quick, due, said):
    ada.does("next-step", text="Call again", quick=quick, day="", clock="")

    assert lead_of(site).next_step_at == due
    assert f"Call again {said}" in ada.panel


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"text": " ", "quick": "hour"}, "step-text", "Say what is to be done next."),
        ({"text": "x" * 201, "quick": "hour"}, "step-text", "Shorten the next step to 200 letters."),
        ({"text": "Call", "day": "soon", "clock": "9"}, "step-day", "Choose the day, like 2026-03-31."),
        ({"text": "Call", "day": "9999-12-31", "clock": "23:00"}, "step-day", "Choose the day, like 2026-03-31."),
        ({"text": "Call", "day": "2026-06-05", "clock": "25:00"}, "step-clock", "Give the time, like 14:30."),
        ({"text": "Call", "day": "2026-06-01", "clock": "07:59"}, "step-day", "Choose a time that is still to come."),
    ],
)
def test_what_cannot_be_planned_is_said_and_kept(ada, site, typed, field, said):
    page = ada.tries("next-step", **typed)

    assert page.status == 422
    assert said in page.words
    assert page.by_id(field).get("aria-invalid") == "true"
    assert page.by_id("step-text").get("value") == typed["text"]
    assert lead_of(site).next_step_at is None


def test_an_overdue_step_says_so_and_goes_when_it_is_done(ada, site):
    ada.does("next-step", text="Call again", quick="hour")
    site.clock.forward(hours=2)
    ada.look()
    assert "today 09:00, overdue" in ada.panel

    ada.does("next-step/done")
    assert lead_of(site).next_step_at is None
    assert "You did the next step, “Call again”" in ada.panel


def test_a_step_done_twice_is_done_once(ada, site):
    ada.does("next-step", text="Call again", quick="hour")
    ada.send("next-step/done")

    assert ada.send("next-step/done").status_code == 303
    assert lead_of(site).next_step_number == 2


def test_a_step_of_a_lead_that_ended_is_not_reminded_of_and_says_so(ada):
    ada.does("next-step", text="Call again", quick="hour")
    ada.does("status", choice="unqualified:no_reply")

    assert "No reminder comes for it: the lead has ended." in ada.panel


def test_the_calendar_entry_is_the_same_one_with_a_higher_number(ada):
    ada.does("next-step", text="Call again", quick="tomorrow")
    whole, first = calendar(ada)
    ada.does("next-step", text="Call again", quick="week")
    _, second = calendar(ada)

    assert whole["METHOD"] == "PUBLISH"
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (1, 2)
    assert first["DTSTART"].dt == datetime(2026, 6, 2, 13, tzinfo=UTC)
    assert second["DTSTART"].dt == datetime(2026, 6, 8, 13, tzinfo=UTC)
    assert first["SUMMARY"] == "Call again (Northwind Plumbing)"
    assert first["STATUS"] == "CONFIRMED"


def test_a_step_that_is_done_leaves_the_calendar(ada):
    ada.does("next-step", text="Call again", quick="tomorrow")
    ada.does("next-step/done")
    _, entry = calendar(ada)

    assert (entry["STATUS"], entry["SEQUENCE"], entry["SUMMARY"]) == ("CANCELLED", 2, "Call again (Northwind Plumbing)")
    assert "Take the last one out of my calendar" in ada.panel


def test_a_planned_step_that_was_undone_leaves_the_calendar_too(ada):
    ada.does("next-step", text="Call again", quick="tomorrow")
    ada.does("undo/1")
    _, entry = calendar(ada)

    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 2)


def test_there_is_no_calendar_file_before_there_was_a_step(ada):
    assert ada.browser.client.get(f"{CALL}/next-step.ics").status_code == 404


def test_a_viewer_may_take_the_step_into_a_calendar_and_that_is_noted(ada, viewer, site):
    ada.does("next-step", text="Call again", quick="tomorrow")
    before = rows(site, AccessEntry)
    calendar(viewer)

    assert rows(site, AccessEntry) == before + 1
