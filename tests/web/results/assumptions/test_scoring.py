"""An assumed number is replaced by the company's own, scored at once, and taken back: on either database."""

import zlib

from sqlalchemy import select

from audit.checking.gate import load
from audit.findings import Basis
from audit.record import recompute
from audit.store.revisions import record_of
from audit.store.tables import Revision
from tests.audit.playbook_folders import SMALL
from tests.web.quiz.browser import words
from tests.web.results.assumptions.numbers import (
    MARGIN,
    forget,
    keep,
    line,
    own_numbers_in,
    results_in,
    revisions_in,
    save,
    take_back,
)


def test_an_own_number_makes_a_new_result_at_once_and_nothing_is_overwritten(browser, database, number):
    page = save(browser, number(), "35 %")
    first, second = results_in(database)
    assert page.path.endswith("/result")
    assert (line(first).basis, line(second).basis) == (Basis.BENCHMARK, Basis.MEASURED)
    assert (line(second).low, line(second).high) == (0.35, 0.35)
    assert second.total.p50 < first.total.p50
    assert [(one.number, one.changed) for one in revisions_in(database)] == [(1, ""), (2, MARGIN)]
    assert own_numbers_in(database) == {MARGIN: "35 %"}


def test_a_range_is_understood_and_shown_again(browser, database, number):
    save(browser, number(), "35 to 45 %")
    known = line(results_in(database)[-1])
    assert (known.low, known.likely, known.high) == (0.35, 0.4, 0.45)
    page = number()
    assert page.by_id("number").get("value") == "35 to 45 %"
    assert "Your result uses 35% to 45%, likely 40%, as you told us." in page.words
    assert "Our estimate is 30% to 50%, likely 40%." in page.words


def test_the_published_figure_again_gives_the_first_result_to_the_cent(browser, database, number):
    assert "Use our estimate again" not in number().words
    save(browser, number(), "35 %")
    page = take_back(browser, number())
    first, changed, again = results_in(database)
    assert again == first != changed
    assert revisions_in(database)[-1].changed == MARGIN
    assert own_numbers_in(database) == {}
    assert "because you changed “Left of a job”." in words(page.by_class("change")[0])


def test_taking_back_twice_makes_no_further_result(browser, database, number):
    save(browser, number(), "35 %")
    page = number()
    for _ in range(2):
        take_back(browser, page)
    assert len(revisions_in(database)) == 3


def test_two_tabs_on_the_same_number_end_in_the_later_one(browser, database, number):
    one, other = number(), number()
    save(browser, one, "35 %")
    save(browser, other, "45 %")
    assert [line(one).likely for one in results_in(database)] == [0.4, 0.35, 0.45]


def test_two_tabs_on_different_numbers_both_count(browser, database, number):
    one, other = number(), number("hour_cost")
    save(browser, one, "35 %")
    save(browser, other, "$50 to $60")
    newest = results_in(database)[-1]
    assert (line(newest).likely, line(newest, "hour_cost").likely) == (0.35, 55)
    assert [one.changed for one in revisions_in(database)] == ["", MARGIN, "hour_cost"]


def test_an_own_number_outlives_a_changed_answer(browser, audit, database, number):
    save(browser, number(), "35 %")
    browser.answer(browser.open(f"{audit}question/calls_per_week"), "90")
    assert line(results_in(database)[-1]).likely == 0.35
    assert revisions_in(database)[-1].changed == "calls_per_week"


def test_answers_of_a_branch_that_was_left_are_still_not_scored(browser, audit, database, number):
    browser.answer(browser.open(f"{audit}question/records"), "no")
    save(browser, number(), "35 %")
    newest = record_of(revisions_in(database)[-1])
    assert "typing_hours" not in newest.answers.answers
    assert newest.audit.warnings == ()
    assert newest.answers.assumptions == {MARGIN: "35 %"}


def test_with_a_question_open_the_number_is_kept_and_scored_with_its_answer(browser, audit, database, number):
    browser.answer(browser.open(f"{audit}question/records"), "no")
    forget(database, "typing_hours")
    browser.answer(browser.open(f"{audit}question/records"), "yes")
    page = save(browser, number(), "35 %")
    assert page.path == f"{audit}question/typing_hours"
    assert len(revisions_in(database)) == 2
    browser.answer(page, "more")
    assert revisions_in(database)[-1].changed.split(",") == ["records", "typing_hours", MARGIN]


def test_a_swapped_number_is_the_one_that_is_shown_and_replaced(browser, audit, database, number):
    browser.answer(browser.open(f"{audit}question/industry"), "clinic")
    page = number()
    assert page.h1 == "Left of a visit"
    assert "Your result uses our estimate: 50% to 70%, likely 60%." in page.words
    after = save(browser, page, "55 %")
    assert after.links()["Change this number: Left of a visit"] == f"{audit}assumption/{MARGIN}"
    assert line(results_in(database)[-1]).likely == 0.55
    take_back(browser, number())
    assert line(results_in(database)[-1]).likely == 0.6
    assert browser.open(f"{audit}assumption/contribution_margin_clinic").status == 404


def test_an_own_number_stays_when_another_industry_is_chosen(browser, audit, database, number):
    save(browser, number(), "35 %")
    browser.answer(browser.open(f"{audit}question/industry"), "clinic")
    assert line(results_in(database)[-1]).likely == 0.35


def test_an_own_number_that_can_no_longer_be_read_counts_as_not_given(browser, audit, database, number):
    keep(database, MARGIN, "as written long ago")
    keep(database, "gone", "12")
    browser.answer(browser.open(f"{audit}question/calls_per_week"), "90")
    assert line(results_in(database)[-1]).basis is Basis.BENCHMARK
    assert "Your result uses our estimate" in number().words


def test_three_numbers_from_a_file_are_in_force_until_another_is_saved(browser, audit, database, number):
    keep(database, MARGIN, ["30 %", "32 %", "40 %"])
    browser.answer(browser.open(f"{audit}question/calls_per_week"), "90")
    assert line(results_in(database)[-1]).likely == 0.32
    page = number()
    assert "Your result uses 30% to 40%, likely 32%, as you told us." in page.words
    save(browser, page, "35 %")
    assert line(results_in(database)[-1]).likely == 0.35


def test_the_stored_result_can_be_worked_out_again_with_its_own_numbers(browser, database, number):
    save(browser, number("hour_cost"), "$50 to $60")
    record = record_of(revisions_in(database)[-1])
    assert record.answers.assumptions == {"hour_cost": "$50 to $60"}
    assert recompute(record, load(SMALL)) == ()


def test_a_number_of_a_company_from_a_file_is_all_that_has_changed(browser, audit, database, number):
    first = record_of(revisions_in(database)[0])
    said = {**first.answers.answers, "calls_per_week": 60, "job_value": 400}
    with database.writing() as session:
        row = session.scalars(select(Revision)).one()
        as_in_a_file = first.model_copy(update={"answers": first.answers.model_copy(update={"answers": said})})
        row.record = zlib.compress(as_in_a_file.model_dump_json().encode())
    save(browser, number(), "35 %")
    assert revisions_in(database)[-1].changed == MARGIN
