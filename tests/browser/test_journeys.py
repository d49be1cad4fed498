"""From the start page to the PDF that is read back, as people go there: real processes, real Chromium."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answering import Hand, Keyboard, Mouse, Touch, answer, answer_all, audit_of
from tests.browser.chromium import DESKTOP, PHONE, WITHOUT_JAVASCRIPT, Visitor
from tests.browser.companies import answers_of, let_time_pass
from tests.browser.ordering import PATIENCE_MILLISECONDS, ask_for_the_pdf, downloaded, mails_to

pytestmark = pytest.mark.enable_socket

COMPANY = "kestrel_heating_and_air"
COMPANYS_NAME = "Kestrel Heating & Air"
QUESTIONS = list(answers_of(COMPANY))
HANDS: dict[str, tuple[Visitor, Hand]] = {
    "touch": (PHONE, Touch()),
    "keyboard": (DESKTOP, Keyboard()),
    "without JavaScript": (WITHOUT_JAVASCRIPT, Mouse()),
}
WAYS = [("touch", "embedded"), ("touch", "servers"), ("keyboard", "embedded"), ("without JavaScript", "servers")]


def to_the_result(page, hand):
    """Start, answer everything, and stand before the result. Returns its total, a year."""
    page.goto("/")
    hand.press(page, "Start now")
    assert answer_all(page, hand, answers_of(COMPANY)) == QUESTIONS
    assert page.url.endswith("/result")
    return total_on(page)


def total_on(page):
    """The range in the result's title."""
    return page.title().split(" a year")[0]


@pytest.mark.parametrize(("way", "site"), WAYS, indirect=["site"])
def test_the_whole_way_ends_with_a_pdf_here_and_by_the_link_in_the_mail_elsewhere(site, visit, way):
    visitor, hand = HANDS[way]
    email = f"{way.replace(' ', '.').lower()}@northwind.example"
    page = visit(visitor, site.origin)
    total = to_the_result(page, hand)
    let_time_pass(site, audit_of(page))
    ask_for_the_pdf(page, hand, email, COMPANYS_NAME)
    pdf = downloaded(page)
    assert COMPANYS_NAME in pdf
    assert total in pdf

    (mail,) = mails_to(site, page, email)
    (link,) = set(re.findall(rf"{site.origin}/report/\S+", mail.part("plain")))
    assert link in mail.part("html")
    other = visit(DESKTOP, site.origin)
    other.goto(link)
    Mouse().press(other, "Open the report")
    assert downloaded(other) == pdf


@pytest.mark.parametrize("site", ["servers"], indirect=True)
def test_the_page_says_how_far_the_pdf_is_and_turns_into_the_download_by_itself(site, visit):
    page = visit(PHONE, site.origin)
    to_the_result(page, Touch())
    let_time_pass(site, audit_of(page))
    site.processes["worker"].freeze()
    try:
        ask_for_the_pdf(page, Touch(), "patient@northwind.example", COMPANYS_NAME)
        assert page.title().startswith("Your PDF is on its way")
        expect(page.locator("[data-sentence]")).to_have_text("It is waiting for its turn.")
    finally:
        site.processes["worker"].thaw()
    expect(page).to_have_title(re.compile("Your PDF is ready"), timeout=PATIENCE_MILLISECONDS)


@pytest.mark.parametrize("site", ["embedded"], indirect=True)
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


@pytest.mark.parametrize("site", ["embedded"], indirect=True)
def test_a_change_makes_a_new_result_and_says_what_it_was(site, visit):
    page = visit(PHONE, site.origin)
    before = to_the_result(page, Touch())
    page.get_by_role("link", name="Change your answer: New inquiries a month").tap()
    page.wait_for_url("**/question/inquiries_per_month")
    answer(page, Touch(), "1280")
    assert page.url.endswith("/result")
    assert total_on(page) != before
    assert f"Was {before} a year, now {total_on(page)}, because" in page.locator(".change").inner_text()


@pytest.mark.parametrize("site", ["servers"], indirect=True)
def test_who_does_not_know_a_number_still_gets_a_result_and_is_told_what_to_measure(site, visit):
    page = visit(PHONE, site.origin)
    page.goto("/")
    Touch().press(page, "Start now")
    unsure = {**answers_of(COMPANY), "inquiries_per_month": "not sure", "missed_calls_per_week": "not sure"}
    answer_all(page, Touch(), unsure)
    assert "at risk" in page.title()
    assert "Export the call log of the last four weeks" in page.locator("main").inner_text()
