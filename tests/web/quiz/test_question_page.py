import pytest
from sqlalchemy import select

from audit.store.tables import AnswerRow
from tests.web.quiz.browser import Page, words


@pytest.fixture
def at_number(browser):
    """The browser at a typed number that has no "not sure"."""
    return browser.answer(browser.start(), "office")


@pytest.fixture
def at_bands(browser, at_number):
    return browser.answer(at_number, "60")


@pytest.fixture
def at_checklist(browser, at_bands):
    page = at_bands
    for answer in ("some", "same_day", "400", "no"):
        page = browser.answer(page, answer)
    return page


@pytest.fixture
def at_unsure_number(browser):
    """The browser at a typed number that may be "not sure"."""
    return browser.answer(browser.start("/start/mid_market"), "b2b")


def given(database):
    with database.reading() as session:
        return {row.question: row.given for row in session.scalars(select(AnswerRow)) if row.given is not None}


def back_of(page: Page) -> str:
    (link,) = page.by_class("back-link")
    return link.get("href", "")


def assert_wrong(page: Page, message: str, field_id: str) -> None:
    """The page says what is wrong three times: in its title, at its top with a link, and beside the field."""
    assert page.status == 422
    assert page.title.startswith("Error: ")
    summary = page.by_class("error-summary")[0]
    assert (summary.get("role"), summary.get("tabindex")) == ("alert", "-1")
    assert page.links()[message] == f"#{field_id}"
    assert words(page.by_id("answer-error")) == f"Error: {message}"


def test_the_question_is_the_heading_inside_the_legend(browser):
    page = browser.start()
    assert page.h1 == "What do you do?"
    assert [words(legend) for legend in page.all("legend")] == ["What do you do?"]
    assert page.title == "What do you do? – Test"
    assert "Question 1 of 8 at most" in page.words
    assert words(page.by_id("answer-hint")) == "It sets the defaults."


def test_nothing_is_chosen_before_somebody_chooses(browser, at_bands, at_checklist, at_unsure_number):
    for page in (browser.start(), at_bands, at_checklist, at_unsure_number):
        assert page.checked() == []


def test_a_choice_shows_its_options_in_order(browser):
    page = browser.start()
    assert [page.label(one.get("id", "")) for one in page.inputs()] == ["An office", "A clinic"]
    assert {one.get("type") for one in page.inputs()} == {"radio"}


def test_not_sure_stands_after_an_or_where_it_is_an_answer(at_bands):
    assert [words(part) for part in at_bands.by_class("divider")] == ["or"]
    assert at_bands.label(at_bands.inputs()[-1].get("id", "")) == "I’m not sure"


def test_not_sure_is_not_offered_where_it_is_no_answer(at_number):
    assert "not sure" not in at_number.words
    assert [one.get("id") for one in at_number.inputs()] == ["answer"]


def test_a_number_is_typed_into_a_field_for_text_with_its_unit_in_the_label(browser, at_number):
    (field,) = at_number.inputs()
    assert (field.get("type"), field.get("inputmode"), field.get("placeholder")) == ("text", "numeric", None)
    assert at_number.label("answer") == "Calls a week"


def test_an_amount_of_money_has_its_sign_before_the_field(browser, at_number):
    page = at_number
    for answer in ("60", "some", "same_day"):
        page = browser.answer(page, answer)
    assert page.label("answer") == "A typical job, in dollars"
    assert [words(part) for part in page.by_class("prefix")] == ["$"]
    assert page.by_id("answer").get("inputmode") == "decimal"


def test_an_answer_is_kept_as_it_was_given_and_the_next_question_opens(browser, at_number, database):
    page = browser.answer(at_number, " 1,200 ")
    assert page.h1 == "How many calls ring out?"
    assert given(database) == {"industry": "office", "calls_per_week": " 1,200 "}


def test_an_answer_given_before_is_there_again(browser, at_bands):
    assert browser.open(at_bands.path.replace("missed_share", "calls_per_week")).by_id("answer").get("value") == "60"
    assert browser.open(at_bands.path.replace("missed_share", "industry")).checked() == ["office"]


WRONG = ("$12,000", "about twelve", "12 000 000 000 000", "-3", "=1+1", "<b>", '"', "1" * 300, "12 %", "1,2,3")


@pytest.mark.parametrize("typed", WRONG)
def test_wrong_input_stays_in_the_field(browser, at_number, typed):
    page = browser.answer(at_number, typed)
    assert (page.status, page.h1) == (422, at_number.h1)
    assert page.by_id("answer").get("value") == typed
    assert page.by_id("answer").get("aria-invalid") == "true"


@pytest.mark.parametrize("typed", ["12k", "12,000", "12 000", "200 to 300", "60 calls a week"])
def test_numbers_are_understood_as_people_write_them(browser, at_number, typed):
    assert browser.answer(at_number, typed).h1 == "How many calls ring out?"


def test_a_number_out_of_its_limits_says_what_to_write(browser, at_number, database):
    page = browser.answer(at_number, "200,000")
    assert_wrong(page, "Write a number of 100,000 or less.", "answer")
    assert "calls_per_week" not in given(database)


def test_no_number_at_all(browser, at_number, at_unsure_number):
    assert_wrong(browser.answer(at_number, "  "), "Type a number; a rough one will do.", "answer")
    message = "Type a number, or tick “I’m not sure”."
    assert_wrong(browser.answer(at_unsure_number, ""), message, "answer")


def test_a_number_and_not_sure_together_keeps_both_and_asks_for_one(browser, at_unsure_number):
    page = browser.send(at_unsure_number, {"answer": "120", "not_sure": "y"})
    assert_wrong(page, "Type a number or tick “I’m not sure”, not both.", "answer")
    assert page.by_id("answer").get("value") == "120"
    assert page.by_id("not_sure").get("checked") is not None


def test_a_ticked_not_sure_is_kept_as_such_and_there_again(browser, at_unsure_number, database):
    browser.send(at_unsure_number, {"answer": "", "not_sure": "y"})
    assert given(database)["inquiries_per_month"] == "not sure"
    page = browser.open(at_unsure_number.path)
    assert page.by_id("not_sure").get("checked") is not None
    assert page.by_id("answer").get("value") == ""


def test_not_sure_may_be_typed_as_well(browser, at_unsure_number):
    assert browser.answer(at_unsure_number, "I don't know").h1 == "How many calls a week does nobody pick up?"


def test_not_sure_cannot_be_sent_where_it_is_no_answer(browser, at_number):
    page = browser.send(at_number, {"answer": "", "not_sure": "y"})
    assert_wrong(page, "Type a number; a rough one will do.", "answer")


def test_nothing_chosen_of_several(browser, at_bands):
    message = "Choose the answer that comes closest"
    assert_wrong(browser.send(browser.start(), {}), f"{message}.", "answer-0")
    assert_wrong(browser.send(at_bands, {}), f"{message}, or choose “I’m not sure”.", "answer-0")


@pytest.mark.parametrize("sent", ["0.2", "few,many", "An office", "unknown", "no such", "\x00"])
def test_only_what_is_on_the_page_can_be_chosen(browser, at_bands, database, sent):
    page = browser.answer(at_bands, sent)
    assert page.status == 422
    assert page.checked() == []
    assert "missed_share" not in given(database)


def test_no_message_names_a_key(browser, at_bands, at_checklist):
    for page in (browser.answer(at_bands, "fewer"), browser.answer(at_checklist, ["calender"])):
        assert not {"few", "some", "many", "phone_menu"} & set(words(page.by_class("error-summary")[0]).split())


def test_any_of_a_checklist_may_be_ticked(browser, at_checklist, database):
    assert at_checklist.h1 == "Which of these do you use?"
    assert {one.get("type") for one in at_checklist.inputs()} == {"checkbox"}
    browser.answer(at_checklist, ["phone_menu", "calendar"])
    assert given(database)["tools"] == ["phone_menu", "calendar"]
    assert browser.open(at_checklist.path).checked() == ["calendar", "phone_menu"]


def test_none_of_these_is_an_empty_list_and_there_again(browser, at_checklist, database):
    browser.answer(at_checklist, ["none of these"])
    assert given(database)["tools"] == []
    assert browser.open(at_checklist.path).checked() == ["none of these"]


def test_not_sure_about_a_whole_checklist(browser, at_checklist, database):
    browser.answer(at_checklist, ["not sure"])
    assert given(database)["tools"] == "not sure"
    assert browser.open(at_checklist.path).checked() == ["not sure"]


def test_nothing_ticked(browser, at_checklist):
    message = "Tick all that apply, or “None of these”, or tick “I’m not sure”."
    assert_wrong(browser.send(at_checklist, {}), message, "answer-0")
    assert_wrong(browser.answer(at_checklist, ["calendar", "fax"]), message, "answer-0")


@pytest.mark.parametrize(
    ("ticked", "alone"),
    [
        (["calendar", "none of these"], "None of these"),
        (["calendar", "not sure"], "I’m not sure"),
        (["none of these", "not sure"], "None of these"),
    ],
)
def test_what_stands_alone_goes_with_nothing_else(browser, at_checklist, ticked, alone):
    page = browser.answer(at_checklist, ticked)
    assert_wrong(page, f"“{alone}” goes with nothing else: untick it, or untick the others.", "answer-0")
    assert page.checked() == ticked


def test_text_of_an_option_stays_text(at_checklist):
    assert "A phone menu & queue" in at_checklist.words


def test_back_leads_to_the_question_before_and_from_the_first_to_the_start(browser, at_bands):
    back = browser.open(back_of(at_bands))
    assert back.h1 == "How many calls come in a week?"
    first = browser.open(back_of(back))
    assert browser.open(back_of(first)).h1 == "A small check"


def test_the_time_that_a_question_takes_is_known(browser, database, clock):
    page = browser.start()
    clock.forward(seconds=8)
    browser.answer(page, "office")
    clock.forward(seconds=20)
    browser.answer(browser.open(page.path), "clinic")
    with database.reading() as session:
        industry, calls = session.scalars(select(AnswerRow).order_by(AnswerRow.reached_at))
    assert (industry.answered_at - industry.reached_at).total_seconds() == 8
    assert (industry.changed_at - industry.answered_at).total_seconds() == 20
    assert calls.reached_at == industry.answered_at
    assert calls.answered_at is None


def test_looking_at_a_question_writes_nothing(browser, at_bands, database):
    before = given(database)
    with database.reading() as session:
        rows = len(session.scalars(select(AnswerRow)).all())
    for key in ("industry", "calls_per_week", "missed_share", "wait", "nothing"):
        browser.open(at_bands.path.replace("missed_share", key))
    with database.reading() as session:
        assert len(session.scalars(select(AnswerRow)).all()) == rows
    assert given(database) == before


def test_personal_pages_are_not_kept_by_the_browser(at_bands):
    assert at_bands.response.headers["Cache-Control"] == "no-store"


def test_what_one_person_typed_is_not_shown_to_the_next(browser, other_browser):
    page = browser.answer(browser.start(), "office")
    browser.answer(page, "61")
    assert browser.open(page.path).by_id("answer").get("value") == "61"
    assert other_browser.answer(other_browser.start(), "office").by_id("answer").get("value") == ""
