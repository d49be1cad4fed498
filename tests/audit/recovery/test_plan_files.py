"""The plan for a calendar and a spreadsheet: both are read back."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from icalendar import Calendar

from audit.recovery.plan import adapt
from audit.recovery.plan_files import COLUMNS, PlanFile, calendar_of, list_of
from audit.recovery.readiness_views import readiness_of
from audit.recovery.views import View
from tests.audit.recovery.conditions import FILE, NO, PLAN, YES, all_of
from tests.web.portal.operators import terms_of

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WHOSE = PlanFile("abc123", "Call cover; the desk, first", "https://audit.northwind.example/plan", NOW)


def plan(answer=None, build=PLAN, **terms):
    said = dict.fromkeys(View, answer or all_of(YES))
    return adapt(build, terms_of(date(2026, 4, 1), **terms), readiness_of(FILE, (), said, {}))


def events(content):
    return list(Calendar.from_ical(content).walk("VEVENT"))


def rows(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_each_block_and_each_day_is_an_entry_of_whole_days():
    found = {str(one["uid"]): one for one in events(calendar_of(plan(), WHOSE))}
    assert set(found) == {
        f"plan-abc123-{key}@plumbline"
        for key in (
            "diagnose",
            "build",
            "launch",
            "measure-2026-04-01",
            "measure-2026-05-01",
            "measure-2026-06-01",
            "stop",
            "end",
        )
    }
    first = found["plan-abc123-diagnose@plumbline"]
    assert (first.start, first.end) == (date(2026, 4, 1), date(2026, 4, 29))  # the end is the day after
    assert str(first["summary"]) == "Weeks 1–4: Diagnose and instrument (Call cover; the desk, first)"
    assert str(first["description"]) == "1. Count\n2. Ask\n\nhttps://audit.northwind.example/plan"
    end = found["plan-abc123-end@plumbline"]
    assert (end.start, end.end) == (date(2026, 6, 30), date(2026, 7, 1))


def test_taken_in_again_after_a_change_an_entry_is_the_same_one_and_newer():
    before = {str(one["uid"]): one for one in events(calendar_of(plan(), WHOSE))}
    later = PlanFile(WHOSE.agreement, WHOSE.fix_title, WHOSE.link, NOW + timedelta(hours=1))
    after = {str(one["uid"]): one for one in events(calendar_of(plan(all_of(YES, data=NO)), later))}
    assert set(after) == set(before)
    build = "plan-abc123-build@plumbline"
    assert after[build].start == before[build].start + timedelta(weeks=4)
    assert all(after[uid]["sequence"] > before[uid]["sequence"] for uid in before)


def test_once_it_was_stopped_every_entry_is_cancelled():
    assert {one.get("status") for one in events(calendar_of(plan(), WHOSE))} == {None}
    stopped = replace(WHOSE, is_stopped=True)
    assert {one.get("status") for one in events(calendar_of(plan(), stopped))} == {"CANCELLED"}


def test_nothing_that_was_typed_can_end_a_line_or_begin_another_entry():
    hostile = "Rest\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:theirs"
    found = events(calendar_of(plan(stop_rule=hostile), WHOSE))
    assert len(found) == 8
    assert any("Rest END:VEVENT BEGIN:VEVENT SUMMARY:theirs" in str(one["summary"]) for one in found)


def test_the_list_has_a_line_for_each_step_and_each_day_in_order():
    head, *lines = rows(list_of(plan()))
    assert tuple(head) == COLUMNS
    assert lines[0] == ["2026-04-01", "1", "Weeks 1–4: Diagnose and instrument", "Count", "Robin Okafor", ""]
    assert [line[0] for line in lines] == sorted(line[0] for line in lines)
    assert len(lines) == 5 + 5


def test_the_list_begins_with_the_mark_by_which_a_spreadsheet_knows_it():
    assert list_of(plan()).startswith(b"\xef\xbb\xbfDate,")


@pytest.mark.parametrize("owner", ["=cmd()", "+1", "-1", "@SUM(1)", " =1+1"])
def test_no_cell_can_act_as_a_formula(owner):
    lines = rows(list_of(plan(owner=owner)))[1:]
    assert {line[4] for line in lines} == {f"'{owner}"}
