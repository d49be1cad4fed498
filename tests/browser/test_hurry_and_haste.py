"""What people do besides: press twice, go back, mistype, lose the server in between."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from audit.store.tables import JobState
from tests.browser.answering import Touch, answer, answer_all, audit_of
from tests.browser.chromium import PHONE
from tests.browser.companies import answers_of, finished_audit, let_time_pass, open_audit
from tests.browser.ordering import ask_for_the_pdf, downloaded
from tests.browser.states.reports import put_report, report_goes_on

pytestmark = pytest.mark.enable_socket

COMPANY = "kestrel_heating_and_air"


def begin(page, up_to):
    """Start, and answer until this question is asked."""
    page.goto("/start/mid_market")
    Touch().press(page, "Start now")
    answer_all(page, Touch(), answers_of(COMPANY), up_to=up_to)


def posts_of(page):
    """Where the page sends forms to, from now on."""
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    return sent


@pytest.mark.parametrize("site", ["embedded"], indirect=True)
def test_a_second_press_of_a_button_sends_nothing(site, visit):
    page = visit(PHONE, site.origin)
    begin(page, up_to="missed_calls_per_week")
    sent = posts_of(page)
    page.get_by_label("A few: 2 to 5").check()
    with page.expect_navigation():
        refused = page.get_by_role("button", name="Continue").evaluate("""(button) => {
            const refused = [];
            window.addEventListener("submit", (event) => refused.push(event.defaultPrevented));
            button.click();
            button.click();
            return refused;
        }""")
    assert refused == [False, True]
    assert len(sent) == 1
    assert page.url.endswith("/question/response_time")


@pytest.mark.parametrize("site", ["embedded"], indirect=True)
def test_the_browsers_back_repeats_no_answer(site, visit):
    page = visit(PHONE, site.origin)
    begin(page, up_to="missed_calls_per_week")
    sent = posts_of(page)
    page.go_back()
    assert page.input_value("#answer") == "320"
    page.go_back()
    assert page.locator("#answer-1, [name=answer]:checked").first.is_visible()
    page.go_forward()
    page.go_forward()
    assert sent == []
    answer_all(page, Touch(), answers_of(COMPANY))
    first = page.title()
    del sent[:]
    page.go_back()
    page.go_forward()
    assert page.title() == first
    assert sent == []


@pytest.mark.parametrize("site", ["embedded"], indirect=True)
def test_back_to_a_page_that_said_what_was_wrong_sends_nothing_again(site, visit):
    page = visit(PHONE, site.origin)
    begin(page, up_to="inquiries_per_month")
    answer(page, Touch(), "rather many")
    assert page.title().startswith("Error: ")
    answer(page, Touch(), "320")
    sent = posts_of(page)
    page.go_back()
    assert page.input_value("#answer") == "320"
    page.reload()
    assert sent == []


@pytest.mark.parametrize("site", ["servers"], indirect=True)
def test_back_from_the_pdf_asks_for_no_second_one(site, visit):
    page = visit(PHONE, site.origin)
    public_id = finished_audit(site, COMPANY)
    open_audit(site, page, public_id)
    let_time_pass(site, public_id)
    ask_for_the_pdf(page, Touch(), "to.and.fro@northwind.example", "Northwind")
    downloaded(page)
    sent = posts_of(page)
    page.go_back()
    assert "You have asked for this PDF already." in page.locator("#pdf ~ .notice").inner_text()
    page.go_forward()
    downloaded(page)
    assert sent == []


@pytest.mark.parametrize("site", ["embedded"], indirect=True)
def test_a_wrong_answer_takes_the_cursor_to_the_words_that_say_how_to_mend_it(site, visit):
    page = visit(PHONE, site.origin)
    begin(page, up_to="inquiries_per_month")
    answer(page, Touch(), "rather many")
    assert page.title().startswith("Error: ")
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.input_value("#answer") == "rather many"
    page.locator(".error-summary a").tap()
    expect(page.locator("#answer")).to_be_focused()


@pytest.mark.parametrize("site", ["embedded"], indirect=True)
def test_an_answer_that_was_not_chosen_is_reached_from_the_words_that_ask_for_it(site, visit):
    page = visit(PHONE, site.origin)
    begin(page, up_to="response_time")
    Touch().press(page, "Continue")
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").tap()
    expect(page.locator("[name=answer]").first).to_be_focused()


@pytest.mark.parametrize("site", ["servers"], indirect=True)
def test_the_progress_moves_without_a_reload_until_the_pdf_is_there(site, visit):
    page = visit(PHONE, site.origin)
    public_id = finished_audit(site, COMPANY)
    put_report(site, public_id, {"state": JobState.WORKING, "progress_percent": 20, "attempts": 1}, {})
    open_audit(site, page, public_id)
    page.goto(f"/audit/{public_id}/report")
    expect(page.locator("[data-percent]")).to_have_text("20 %")
    report_goes_on(site, public_id, progress_percent=70)
    expect(page.locator("[data-percent]")).to_have_text("70 %")
    expect(page.locator("[data-bar]")).to_have_js_property("value", 70)
    done = {"file_name": "none.pdf", "size_bytes": 640_000, "finished_at": datetime.now(UTC)}
    report_goes_on(site, public_id, state=JobState.DONE, **done)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your PDF is ready")


@pytest.mark.parametrize("site", ["servers"], indirect=True)
def test_an_answer_given_while_the_database_is_away_is_kept_on_the_page_and_sent_once_more(site, visit):
    page = visit(PHONE, site.origin, 503)
    begin(page, up_to="missed_calls_per_week")
    audit = audit_of(page)
    site.processes["postgresql"].stop()
    try:
        answer(page, Touch(), "few")
        assert page.title().startswith("We cannot save anything at the moment")
    finally:
        site.processes["postgresql"].start()
    Touch().press(page, "Send it once more")
    assert page.url.endswith(f"/audit/{audit}/question/response_time")
