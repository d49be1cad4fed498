"""Numbers that are typed in: the oldest missing one first, nothing overwritten, nothing lost."""

from datetime import date, timedelta

import pytest

from audit.recovery.proof import State
from audit.store.tables import Agreement
from tests.web.portal.measuring.conftest import AUDIT, MARCH, Desk, calls
from tests.web.portal.operators import PAT, agree, operating
from tests.web.quiz.browser import Browser, Page


def value_of(page: Page, name: str) -> str:
    return next(one.get("value", "") for one in page.inputs() if one.get("name") == name)


def test_the_oldest_missing_period_is_asked_for_first(pat: Desk):
    page = pat.open()
    assert page.h1 == "Measurements"
    assert page.by_id("measure-heading").text == "March 2026"
    assert page.label("metric") == "Calls that nobody takes"
    assert "3 numbers are missing" in page.words
    assert page.hidden()["period"] == "2026-03"


def test_a_number_that_is_typed_is_kept_and_said(pat: Desk):
    page = pat.type(metric="31 %", note="A holiday week")
    assert "March 2026 is entered." in page.words
    assert page.by_id("measure-heading").text == "April 2026"
    assert pat.stored() == [("metric", MARCH, 1, 0.31)]
    assert (pat.rows()[0].note, pat.rows()[0].way) == ("A holiday week", "by hand")
    assert "is entered" not in pat.open().words


def test_the_state_is_worked_out_and_the_next_look_set_with_it(pat: Desk):
    pat.type(metric="31 %")
    assert pat.row().state in set(State) - {State.DRAFT}
    assert pat.row().next_look_at == pat.site.clock().replace(hour=9, minute=0) + timedelta(days=1)


def test_the_other_numbers_are_optional_and_each_has_its_definition(pat: Desk):
    page = pat.open()
    assert "The share of all cases of the period that went through" in page.words
    pat.type(page, metric="31 %", adoption="45", running_cost="$900", time_to_decision="1.5")
    assert pat.stored() == [
        ("adoption", MARCH, 1, 0.45),
        ("metric", MARCH, 1, 0.31),
        ("running_cost", MARCH, 1, 900.0),
        ("time_to_decision", MARCH, 1, 1.5),
    ]
    assert "Running cost: $900" in pat.open().words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter the number of March 2026"),
        ("many", "number in digits"),
        ("130 %", "100 % or less"),
        ("1 to 4", "range"),
    ],
)
def test_what_is_no_number_is_refused_beside_its_field_and_nothing_typed_is_lost(pat: Desk, typed: str, words: str):
    page = pat.type(metric=typed, note="Odd month")
    assert page.status == 422
    assert page.title.startswith("Error:")
    assert words in page.words
    assert page.links()[next(text for text in page.links() if words in text)] == "#metric"
    assert (value_of(page, "metric"), value_of(page, "note")) == (typed, "Odd month")
    assert pat.stored() == []


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2026-06", "June 2026 is not over yet. Enter it from 1 July 2026 on."),
        ("2026-02", "February 2026 lies before the first whole month"),
        ("whenever", "Write the month as"),
        ("", "Write the month as"),
    ],
)
def test_a_period_without_a_number_to_give_is_refused_with_the_reason(pat: Desk, period: str, words: str):
    page = pat.type(metric="31 %", period=period)
    assert page.status == 422
    assert words in page.words
    assert pat.stored() == []


def test_the_same_number_once_more_changes_nothing_and_says_so(pat: Desk):
    pat.type(metric="31 %")
    page = pat.type(pat.open("?period=2026-03"), metric="0.31")
    assert "March 2026 had these numbers already, so nothing changed." in page.words
    assert len(pat.stored()) == 1


def test_another_number_wants_a_reason_and_shows_what_would_change(pat: Desk):
    pat.type(metric="31 %")
    page = pat.type(pat.open("?period=2026-03"), metric="35 %")
    assert page.status == 422
    assert "Calls that nobody takes: 31% becomes 35%" in page.words
    assert page.links()["Say in a few words why the number is changed."] == "#note"
    assert value_of(page, "metric") == "35 %"
    page = pat.type(page, metric="35 %", note="Two days were not counted")
    assert "March 2026 is corrected." in page.words
    assert pat.stored() == [("metric", MARCH, 1, 0.31), ("metric", MARCH, 2, 0.35)]


def test_the_history_of_a_period_says_who_when_how_and_why(pat: Desk):
    pat.type(metric="31 %")
    pat.site.clock.forward(days=1)
    pat.type(pat.open("?period=2026-03"), metric="35 %", note="Two days were not counted")
    page = pat.open("?period=2026-03")
    assert "35% June 3, 2026, 10:30 UTC, Pat Lee, typed in Two days were not counted" in page.words
    assert "31% June 2, 2026, 10:30 UTC, Pat Lee, typed in" in page.words
    assert "Corrected once" in page.words


def test_a_number_is_taken_back_by_leaving_it_empty_with_a_reason(pat: Desk):
    pat.type(metric="31 %", adoption="40 %")
    page = pat.type(pat.open("?period=2026-03"), metric="", adoption="40 %", note="It was April's")
    assert "March 2026 is corrected." in page.words
    assert pat.stored()[1:] == [("metric", MARCH, 1, 0.31), ("metric", MARCH, 2, None)]
    assert page.by_id("measure-heading").text == "March 2026"
    assert "Taken back, so missing" in page.words


def test_who_was_slower_is_told_so_and_loses_nothing(pat: Desk):
    before = pat.open()
    pat.type(metric="31 %")
    page = pat.type(before, metric="35 %", note="Counted by hand")
    assert page.status == 409
    assert "Somebody has entered or changed a number of this month" in page.words
    assert (value_of(page, "metric"), value_of(page, "note")) == ("35 %", "Counted by hand")
    assert "It is 31% now." in page.words
    assert len(pat.stored()) == 1
    assert "is corrected" in pat.type(page, metric="35 %", note="Counted by hand").words


def test_two_who_enter_the_same_number_at_once_are_both_right(pat: Desk):
    before = pat.open()
    pat.type(metric="31 %")
    assert "so nothing changed" in pat.type(before, metric="31 %").words


def test_all_periods_are_listed_with_what_is_missing_and_what_came_late(pat: Desk):
    pat.type(pat.open("?period=2026-05"), metric="20 %")
    pat.type(pat.open("?period=2026-03"), metric="31 %")
    lines = [" ".join("".join(row.itertext()).split()) for row in pat.open().all("tr")[1:]]
    assert lines == [
        "May 2026: change it, or see its history 20%",
        "April 2026: enter it – Missing",
        "March 2026: change it, or see its history 31% Came late",
    ]


def test_when_nothing_is_missing_it_says_from_when_the_next_is_asked_for(pat: Desk):
    for period in ("2026-03", "2026-04", "2026-05"):
        pat.type(pat.open(f"?period={period}"), metric="20 %")
    page = pat.open()
    assert "Nothing is missing" in page.words
    assert "The next number is that of June 2026. It can be entered from July 1, 2026 on." in page.words


@pytest.mark.parametrize("asked", ["?period=2026-06", "?period=2026-02", "?period=soon", "?period=" + "9" * 500])
def test_a_period_that_cannot_be_asked_for_is_explained_and_the_missing_one_stands_there(pat: Desk, asked: str):
    page = pat.open(asked)
    assert page.by_id("measure-heading").text == "March 2026"
    assert page.by_class("notice")


def test_before_both_have_signed_nothing_can_be_entered(site, company):
    desk = Desk(site, agree(site, company, AUDIT, calls(), signed=False), Browser(operating(site, PAT)))
    page = desk.open()
    assert "Numbers can be entered once both sides have signed the agreement." in page.words
    assert not [one for one in page.all("form") if one.get("action") == desk.address]
    token = next(one.get("value") for one in desk.browser.open("/portal/").inputs(hidden=True))
    for path in ("", "/check", "/keep"):
        fields = {"csrf_token": token or "", "period": "2026-03", "metric": "31 %", "sheet": "2026-03,31 %"}
        assert desk.browser.client.post(desk.address + path, data=fields).status_code == 303
    assert desk.stored() == []


def test_after_the_stop_old_numbers_can_be_put_right_and_new_ones_are_not_asked_for(pat: Desk):
    pat.type(metric="31 %")
    with pat.site.services.database.writing() as session:
        session.get_one(Agreement, pat.agreed.agreement.id).stopped_at = pat.site.clock() - timedelta(days=40)
    page = pat.open()
    assert "This agreement was stopped." in page.words
    assert "May 2026" not in page.words
    assert pat.type(page, period="2026-05", metric="20 %").status == 422
    assert "is corrected" in pat.type(pat.open("?period=2026-03"), metric="30 %", note="Counted again").words
    assert pat.row().next_look_at is None


def test_a_note_of_a_novel_is_refused(pat: Desk):
    assert "Shorten this to 500 letters." in pat.type(metric="31 %", note="x" * 590).words


def test_what_is_typed_is_shown_as_text(pat: Desk):
    pat.type(metric="31 %", note="<script>alert(1)</script>")
    assert "<script>alert(1)</script>" in pat.open().words


def test_somebody_elses_agreement_is_not_there(pat: Desk, kim: Desk):
    for path in ("", "/keys"):
        through_theirs = pat.address.replace(pat.agreed.company.public_id, kim.agreed.company.public_id) + path
        assert kim.browser.client.get(through_theirs).status_code == 404
        assert kim.browser.client.get(pat.address + path).status_code == 404


def test_who_entered_it_is_not_named_once_they_are_gone(pat: Desk):
    pat.type(metric="31 %")
    with pat.site.services.database.writing() as session:
        session.merge(pat.rows()[0]).person_id = None
    assert "somebody who is not here any more" in pat.open("?period=2026-03").words


def test_weeks_are_entered_by_their_monday(site, company):
    start = date(2026, 5, 11)
    weekly = calls(
        cadence="week",
        baseline_values=(),
        starts_on=start,
        ends_on=start + timedelta(days=90),
        stop_on=start + timedelta(days=70),
    )
    desk = Desk(site, agree(site, company, AUDIT, weekly), Browser(operating(site, PAT)))
    page = desk.open()
    assert page.by_id("measure-heading").text == "Week of 11 May 2026"
    assert "Week of 11 May 2026 is entered." in desk.type(page, metric="30 %").words
    assert desk.stored() == [("metric", start, 1, 0.3)]
