"""The plan in the portal, and the same for a calendar and a spreadsheet."""

import csv
from datetime import date
from io import StringIO

from icalendar import Calendar

from audit.recovery.views import View
from tests.web.portal.planning.conftest import answer
from tests.web.quiz.browser import words


def test_at_first_it_is_the_usual_plan_with_a_step_to_ask_everybody(pat, address):
    page = pat.open(f"{address}/plan")
    assert (page.status, page.h1) == (200, "The plan")
    assert [words(one) for one in page.all("h2")] == [
        "What was changed, and why",
        "Weeks 1–4: Diagnose and instrument",
        "Weeks 5–8: Build into the live workflow",
        "Weeks 9–12: Launch and measure",
        "Days that matter",
        "Take it with you",
    ]
    assert "April 1, 2026 to April 28, 2026" in page.words
    assert "Added: Not everybody has answered yet." in page.words


def test_what_is_missing_moves_it_and_that_is_said_with_the_dates_of_the_country(site, agreed, pat, address):
    answer(site, agreed, View.RUNS, data_reachable="no", repeatable="partly")
    page = pat.open(f"{address}/plan")
    assert "The build begins 4 weeks later than usual" in page.words
    assert "These weeks last until July 21, 2026, but the agreed end is June 30, 2026." in page.words
    first, build, _ = page.by_class("plan-block")
    assert words(first).startswith("Weeks 1–8: Diagnose")
    assert [words(one) for one in first.iter("li")][:2] == [
        (
            "Ask the vendor for the interface and its price; try one export by hand. "
            "Added: “Data within reach” is missing; mending it takes about 4 weeks."
        ),
        (
            "Count the cases of the last month; under fifty, write a checklist instead of software. "
            "Added: “Work that repeats” is there only in part."
        ),
    ]
    assert "May 27, 2026 to June 23, 2026, 4 weeks later than usual" in words(build)


def test_once_everybody_says_yes_nothing_is_changed(site, agreed, pat, address):
    for view in View:
        answer(site, agreed, view)
    page = pat.open(f"{address}/plan")
    assert "What was changed" not in page.words
    assert page.by_class("plan-added") == []


def test_the_calendar_has_the_same_days(site, agreed, pat, address):
    answer(site, agreed, View.RUNS, data_reachable="no")
    answered = pat.client.get(f"{address}/plan.ics")
    assert answered.content_type == "text/calendar; charset=utf-8"
    assert answered.headers["Content-Disposition"] == "attachment; filename=plan-2026-04-01.ics"
    starts = {
        str(one["uid"]).split("-", 2)[2]: one["dtstart"].dt for one in Calendar.from_ical(answered.data).walk("VEVENT")
    }
    assert starts["build@plumbline"] == date(2026, 5, 27)
    assert starts["end@plumbline"] == date(2026, 6, 30)
    assert f"{site.services.settings.public_url}{address}/plan" in answered.text.replace("\r\n ", "")


def test_the_list_has_the_same_steps(pat, address):
    answered = pat.client.get(f"{address}/plan.csv")
    assert answered.content_type == "text/csv; charset=utf-8"
    assert answered.headers["Content-Disposition"] == "attachment; filename=plan-2026-04-01.csv"
    lines = list(csv.DictReader(StringIO(answered.data.decode("utf-8-sig"), newline="")))
    assert [line["Step"] for line in lines if line["Block"].startswith("Weeks 9")] == [
        "Start with the two worst hours of the day",
        "Listen to ten calls a week",
        "Report missed first-time callers each Monday",
        "Extend to the whole week",
    ]
    assert {line["Who"] for line in lines} == {"Robin Okafor"}
