"""From the start page to the PDF that is read back, as people go there: real processes, real Chromium."""

import re

import pypdfium2
import pytest

from tests.browser.answering import Keyboard, Mouse, Touch, answer, answer_all, audit_of, until
from tests.browser.chromium import DESKTOP, PHONE, WITHOUT_JAVASCRIPT
from tests.browser.companies import answers_of, let_time_pass

pytestmark = pytest.mark.enable_socket

COMPANY = "kestrel_heating_and_air"
QUESTIONS = list(answers_of(COMPANY))
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
HANDS = {
    "touch": (PHONE, Touch()),
    "keyboard": (DESKTOP, Keyboard()),
    "without JavaScript": (WITHOUT_JAVASCRIPT, Mouse()),
}


def to_the_result(page, hand):
    """Start, answer everything, and stand before the result."""
    page.goto("/")
    hand.press(page, "Start now")
    assert answer_all(page, hand, answers_of(COMPANY)) == QUESTIONS
    assert page.url.endswith("/result")


def ask_for_the_pdf(page, hand, email):
    """Fill in the form below the result; type the digits where they are asked for, as without JavaScript."""
    hand.write(page, "#email", email)
    hand.write(page, "#company", "Kestrel Heating & Air")
    question = page.locator("[data-proof-question] label")
    if question.is_visible():
        words = question.inner_text().partition(": ")[2].split(", ")
        hand.write(page, "#proof-digits", "".join(str(DIGITS.index(word)) for word in words))
    hand.press(page, "Get the PDF")


def downloaded(page):
    """The words of the PDF behind the page's download button."""
    button = page.get_by_role("link", name="Download the PDF")
    button.wait_for(timeout=60_000)
    with page.expect_download() as download:
        button.click()
    assert download.value.suggested_filename.endswith(".pdf")
    return text_of(download.value.path().read_bytes())


def text_of(pdf):
    """Every word of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def mails_to(site, page, email):
    """The mails to an address, once one has come."""
    until(page, lambda: any(email in mail.recipients for mail in site.smtp.delivered), seconds=60)
    return [mail for mail in site.smtp.delivered if email in mail.recipients]


@pytest.mark.parametrize("way", HANDS)
def test_the_whole_way_ends_with_a_pdf_here_and_by_the_link_in_the_mail_elsewhere(site, visit, way):
    visitor, hand = HANDS[way]
    email = f"{way.replace(' ', '.').lower()}@northwind.example"
    page = visit(visitor, site.origin)
    to_the_result(page, hand)
    total = page.title().split(" a year")[0]
    let_time_pass(site, audit_of(page))
    ask_for_the_pdf(page, hand, email)
    pdf = downloaded(page)
    assert "Kestrel Heating & Air" in pdf
    assert total.split(" to ")[0] in pdf

    (mail,) = mails_to(site, page, email)
    (link,) = set(re.findall(rf"{site.origin}/report/\S+", mail.part("plain")))
    assert link in mail.part("html")
    other = visit(DESKTOP, site.origin)
    other.goto(link)
    Mouse().press(other, "Open the report")
    assert downloaded(other) == pdf


def test_what_was_begun_on_a_phone_is_finished_in_another_browser(site, visit):
    phone = visit(PHONE, site.origin)
    phone.goto("/")
    Touch().press(phone, "Start now")
    begun = answer_all(phone, Touch(), answers_of(COMPANY), up_to="response_time")
    phone.get_by_role("link", name="Continue on another device").tap()
    phone.wait_for_url("**/resume")
    Touch().press(phone, "Make a link")
    link = phone.locator("#resume-link").inner_text()

    desk = visit(DESKTOP, site.origin)
    desk.goto(link)
    Mouse().press(desk, "Continue")
    assert begun + answer_all(desk, Mouse(), answers_of(COMPANY)) == QUESTIONS
    assert desk.url.endswith("/result")
    phone.goto(f"/audit/{audit_of(desk)}/")
    assert phone.title() == desk.title()


def test_a_change_makes_a_new_result_and_says_what_it_was(site, visit):
    page = visit(PHONE, site.origin)
    to_the_result(page, Touch())
    before = page.title().split(" a year")[0]
    page.get_by_role("link", name="Change your answer: New inquiries a month").tap()
    page.wait_for_url("**/question/inquiries_per_month")
    answer(page, Touch(), "1280")
    assert page.url.endswith("/result")
    assert page.title().split(" a year")[0] != before
    assert before in page.locator("main").inner_text()


def test_who_does_not_know_a_number_still_gets_a_result_and_is_told_what_to_measure(embedded, visit):
    page = visit(PHONE, embedded.origin)
    page.goto("/")
    Touch().press(page, "Start now")
    unsure = {**answers_of(COMPANY), "inquiries_per_month": "not sure", "missed_calls_per_week": "not sure"}
    answer_all(page, Touch(), unsure)
    assert "at risk" in page.title()
    assert "Export the call log of the last four weeks" in page.locator("main").inner_text()


def test_the_browsers_back_and_a_second_send_repeat_nothing(embedded, visit):
    page = visit(PHONE, embedded.origin)
    page.goto("/")
    Touch().press(page, "Start now")
    answer_all(page, Touch(), answers_of(COMPANY), up_to="missed_calls_per_week")
    page.go_back()
    assert page.input_value("#answer") == "320"
    answer_all(page, Touch(), answers_of(COMPANY))
    assert page.url.endswith("/result")
    first = page.title()
    page.go_back()
    page.go_forward()
    assert page.title() == first


def test_a_wrong_answer_takes_the_cursor_to_the_words_that_say_how_to_mend_it(embedded, visit):
    page = visit(PHONE, embedded.origin)
    page.goto("/")
    Touch().press(page, "Start now")
    answer_all(page, Touch(), answers_of(COMPANY), up_to="inquiries_per_month")
    Touch().write(page, "#answer", "rather many")
    Touch().press(page, "Continue")
    assert page.title().startswith("Error: ")
    assert page.evaluate("() => document.activeElement.className") == "error-summary"
    assert page.input_value("#answer") == "rather many"
    page.locator(".error-summary a").tap()
    assert page.evaluate("() => document.activeElement.id") == "answer"
