"""The page of an assumed number: what it says, and what is refused."""

import pytest

from audit.findings import Basis
from tests.audit.playbook_folders import TYPED_ANSWERS
from tests.web.quiz.browser import Browser, words
from tests.web.results.assumptions.numbers import (
    MARGIN,
    keep,
    own_numbers_in,
    results_in,
    revisions_in,
    save,
    take_back,
)

one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what a page says: the database has no part in it."""


@one_database
def test_the_page_says_what_the_number_is_for_and_where_it_comes_from(number):
    page = number()
    assert page.h1 == "Left of a job"
    assert page.title == "Left of a job – Test"
    assert "Your result uses our estimate: 30% to 50%, likely 40%." in page.words
    assert "comes from: Ours, for the tests (judgement, Jun 2025, checked Jan 2026, US)" in page.words
    assert "It is used for: " in page.words
    assert page.label("number") == "Your own number, in per cent"
    assert page.by_id("number").get("value") == ""
    assert page.response.headers["Cache-Control"] == "no-store"


@one_database
@pytest.mark.parametrize(
    ("key", "label", "sign"),
    [
        ("hour_cost", "Your own number, in dollars an hour", ["$"]),
        ("jobs_per_call", "Your own number, in jobs a call", []),
        ("automatable", "Your own number, in per cent", []),
    ],
)
def test_the_label_names_the_unit(number, key, label, sign):
    page = number(key)
    assert page.label("number") == label
    assert [words(part) for part in page.by_class("prefix")] == sign


@one_database
def test_saving_leads_to_the_place_of_the_number_on_the_result(browser, audit, number):
    form = {**number().hidden(), "number": "35 %"}
    sent = browser.client.post(f"{audit}assumption/{MARGIN}", data=form)
    assert (sent.status_code, sent.headers["Location"]) == (303, f"{audit}result#input-{MARGIN}")


@one_database
def test_the_result_says_what_the_number_did_to_it(browser, number):
    page = save(browser, number(), "35 %")
    (notice,) = page.by_class("change")
    assert words(notice).startswith("You changed a number Was $")
    assert words(notice).endswith("because you changed “Left of a job”.")
    place = words(page.by_id(f"input-{MARGIN}"))
    assert place.startswith("Left of a job 35% Your own number, used for leaks ")
    assert "because you changed “Left of a job”." in place
    assert [one for one in page.all("details") if one.get("open") is not None] != []


@one_database
def test_every_assumed_number_but_a_curve_has_its_change_link(browser, audit, database):
    page = browser.open(f"{audit}result")
    (result,) = results_in(database)
    assumed = [one for one in result.inputs if one.key not in TYPED_ANSWERS]
    links = {one.key: page.links().get(f"Change this number: {one.title}") for one in assumed}
    curves = {one.key for one in assumed if one.points}
    assert curves == {"lost_while_waiting"}
    assert {key for key, link in links.items() if link is None} == curves
    assert {browser.open(link).status for link in links.values() if link} == {200}


@one_database
def test_a_leaks_drivers_and_what_to_measure_lead_to_the_number_too(browser, audit, database):
    page = browser.open(f"{audit}result")
    (result,) = results_in(database)
    address = {one.key: f"{audit}assumption/{one.key}" for one in result.inputs if one.basis is Basis.BENCHMARK}
    address |= {key: f"{audit}question/{key}" for key in TYPED_ANSWERS}
    address.pop("lost_while_waiting")
    firm = page.by_id("measure")
    section = next(one for one in page.all("section") if firm in list(one))
    linked = [link.get("href") for link in section.iter("a")]
    assert linked == [address[one.key] for one in result.firm_up if one.key in address]
    leak = result.findings[0]
    inside = [link.get("href", "") for link in page.by_id("leak-1").iter("a")]
    drivers = [one.key for one in leak.drivers[:3] if one.variance_share > 0 and one.key in address]
    assert drivers
    assert [one for one in inside if one.startswith(audit)] == [address[key] for key in drivers]


@one_database
@pytest.mark.parametrize(
    "key", ["lost_while_waiting", "weeks_per_year", "usual_typing", "industry", "nothing", "value"]
)
def test_what_cannot_be_replaced_has_no_page(browser, audit, database, key):
    assert browser.open(f"{audit}assumption/{key}").status == 404
    token = browser.open(f"{audit}assumption/{MARGIN}").hidden()
    sent = browser.client.post(f"{audit}assumption/{key}", data={**token, "number": "1"})
    assert sent.status_code == 404
    assert own_numbers_in(database) == {}


@one_database
def test_without_a_result_there_is_nothing_to_replace(browser, database):
    page = browser.start()
    address = page.path.replace("question/industry", f"assumption/{MARGIN}")
    assert browser.open(address).path == page.path
    sent = browser.client.post(address, data={**page.hidden(), "number": "35 %"})
    assert sent.status_code == 303
    assert own_numbers_in(database) == {}


@one_database
@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("  ", "Type a number; a rough one or a range will do."),
        ("about a third", "Write the number alone, or a range of two numbers if it is not certain."),
        ("140 %", "Write a number of 100 % or less."),
        ("-5 %", "Write a number of 0 % or more."),
        ("50 to 40 %", "Write the smaller number first."),
        ("<b>", "Write the number alone, or a range of two numbers if it is not certain."),
        ("a third", "Write a number in digits."),
        ("1" * 300, "Write a number; 300 characters are too many for one."),
    ],
)
def test_what_is_wrong_is_said_at_the_top_and_beside_the_field_and_stays_in_it(
    browser, database, number, typed, message
):
    page = save(browser, number(), typed)
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert page.links()[message] == "#number"
    assert words(page.by_id("number-error")) == f"Error: {message}"
    assert page.by_id("number").get("value") == typed
    assert page.by_id("number").get("aria-invalid") == "true"
    assert own_numbers_in(database) == {}
    assert len(revisions_in(database)) == 1


@one_database
@pytest.mark.parametrize("again", ["35 %", " 35 % ", "0.35", "35"])
def test_the_same_number_again_makes_no_new_result(browser, database, number, again):
    save(browser, number(), "35 %")
    assert save(browser, number(), again).path.endswith("/result")
    assert len(revisions_in(database)) == 2
    assert own_numbers_in(database) == {MARGIN: "35 %"}


@one_database
def test_an_own_number_given_under_the_name_of_the_preset_can_be_taken_back(browser, audit, database, number):
    browser.answer(browser.open(f"{audit}question/industry"), "clinic")
    keep(database, "contribution_margin_clinic", "55 %")
    page = number()
    assert page.by_id("number").get("value") == "55 %"
    take_back(browser, page)
    assert own_numbers_in(database) == {}


@one_database
def test_another_browser_can_neither_see_nor_replace_the_number(app, browser, audit, database):
    other = Browser(app.test_client())
    address = f"{audit}assumption/{MARGIN}"
    assert other.open(address).status == 404
    token = other.open("/").hidden()
    assert other.client.post(address, data={**token, "number": "1 %"}).status_code == 404
    assert own_numbers_in(database) == {}
