"""The PDF on its way, ready, failed, downloaded and opened from the mail."""

from dataclasses import replace

import pytest
from pydantic import SecretStr

from audit.store.tables import Report
from tests.web.quiz.browser import words
from tests.web.results.conftest import ask
from tests.web.results.site import record_of

PAGE = "/audit/plumber/report"


@pytest.fixture
def mailing(app, services):
    """A server that sends mail."""
    settings = services.settings.model_copy(update={"smtp_url": SecretStr("smtp://mail.northwind.example")})
    app.extensions["plumbline"] = replace(services, settings=settings)


def state(browser):
    return browser.client.get(f"{PAGE}/state").get_json()


def test_before_anybody_asked_the_page_leads_to_the_form(browser, plumber):
    answer = browser.client.get(PAGE)
    assert (answer.status_code, answer.location) == (303, "/audit/plumber/result#pdf")
    assert browser.client.get(f"{PAGE}/state").status_code == 404


def test_a_waiting_report_says_so_and_the_page_loads_itself_anew_without_a_script(mailing, browser, asked):
    assert asked.h1 == "Your PDF is on its way"
    assert "It is waiting for its turn." in asked.words
    assert "As soon as it is ready, we mail the link to p…@northwind.example. You can close this page." in asked.words
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in asked.response.text
    assert asked.by_id("main") is not None
    assert asked.tree.find(".//*[@data-progress]").get("data-progress") == f"{PAGE}/state"


def test_without_a_mail_server_the_page_says_that_the_download_is_here(browser, asked):
    assert "No mail goes out from this server: the download is here instead." in asked.words


def test_a_report_in_work_shows_how_far_it_is(browser, asked, worker):
    worker.progress(40)
    page = browser.open(PAGE)
    assert "It is being made." in page.words
    assert page.tree.find(".//progress").get("value") == "40"
    now = state(browser)
    assert (now["state"], now["percent"], now["settled"]) == ("working", 40, False)


def test_a_report_whose_worker_died_is_said_to_start_again(browser, asked, worker, services):
    worker.take(Report)
    services.clock.forward(minutes=5)
    assert state(browser)["sentence"] == "It was interrupted and starts again in a moment."


def test_a_failed_attempt_names_the_time_of_the_next(browser, asked, worker):
    worker.put_back(minutes=2)
    now = state(browser)
    assert now["sentence"] == "Something went wrong, and nothing is lost. We try again at 12:02 UTC."
    assert (now["state"], now["again_at"]) == ("again", "2026-06-01T12:02:00+00:00")


def test_a_failed_report_says_what_to_do(browser, asked, worker):
    worker.give_up()
    page = browser.open(PAGE)
    assert page.h1 == "We could not make your PDF"
    assert page.links()["Ask for it once more"] == "/audit/plumber/result#pdf"
    assert "write to hello@latchkey.example" in page.words
    assert "refresh" not in page.response.text
    assert "we mail the link" not in page.words


def test_a_ready_report_can_be_downloaded_whole_under_a_good_name(browser, plumber, worker):
    ask(browser, company="Bramble & Söhne / Plumbing")
    worker.finish_report()
    page = browser.open(PAGE)
    assert page.h1 == "Your PDF is ready"
    answer = browser.client.get(page.links()["Download the PDF"])
    assert answer.data == worker.content
    assert answer.content_type == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    name = "bramble-sohne-plumbing-profit-leaks-2026-06-01.pdf"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    again = browser.client.get(f"{PAGE}.pdf", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_mail_is_told_from_its_own_row(mailing, browser, asked, worker):
    worker.finish_report()
    assert state(browser)["mail"] == "The mail with the link to p…@northwind.example is on its way."
    worker.finish_mail()
    assert "We mailed the link to p…@northwind.example. It works on any device." in browser.open(PAGE).words


def test_a_second_mail_within_the_hour_is_kindly_declined(mailing, browser, asked, store):
    store.result("gardener", "home_services", record_of("home_services", "fenwick_garden_care"))
    page = ask(browser, "gardener")
    assert "We wrote to p…@northwind.example less than an hour ago, so we send no second mail." in page.words


def test_no_pdf_is_a_page_in_words(browser, plumber):
    page = browser.open(f"{PAGE}.pdf")
    assert (page.status, page.h1) == (404, "There is no PDF yet")


def test_a_file_that_is_gone_is_said_to_be(browser, asked, worker, tmp_path):
    worker.finish_report()
    (tmp_path / "reports" / "made" / "up.pdf").unlink()
    page = browser.open(f"{PAGE}.pdf")
    assert (page.status, page.h1) == (503, "The PDF cannot be had right now")


def test_a_file_that_is_not_as_it_was_made_is_not_handed_out(browser, asked, worker, tmp_path):
    worker.finish_report()
    (tmp_path / "reports" / "made" / "up.pdf").write_bytes(b"%PDF-1.7 something else")
    page = browser.open(f"{PAGE}.pdf")
    assert (page.status, page.h1) == (500, "The PDF cannot be had right now")
    assert "is not the one that was made" in page.words


def test_after_a_change_the_page_says_that_the_pdf_is_the_older_one(browser, asked, worker, store):
    worker.finish_report()
    store.changed("plumber", record_of("home_services", "bramble_plumbing", quote_days="on_the_spot"), "quote_days")
    assert "This PDF shows your answers before the last change." in browser.open(PAGE).words
    ask(browser)
    page = browser.open(PAGE)
    assert page.h1 == "Your PDF is on its way"
    assert page.links()["download it"] == f"{PAGE}.pdf"


def test_the_link_in_the_mail_shows_a_page_and_opens_nothing_by_itself(stranger, asked, worker):
    worker.finish_report()
    token = worker.link("plumber")
    page = stranger.open(f"/report/{token}")
    assert page.h1 == "Your report"
    assert "Leak check for the trades, June 1, 2026, PDF of 1 KB." in page.words
    assert stranger.client.get(PAGE).status_code == 404


def test_its_button_opens_the_report_on_another_device(stranger, asked, worker):
    worker.finish_report()
    page = stranger.open(f"/report/{worker.link('plumber')}")
    opened = stranger.send(page, {})
    assert (opened.path, opened.h1) == (PAGE, "Your PDF is ready")
    assert stranger.client.get(f"{PAGE}.pdf").data == worker.content


def test_links_that_are_unknown_expired_or_revoked_get_the_same_calm_page(stranger, asked, worker, services):
    worker.finish_report()
    expired, revoked = worker.link("plumber", seconds=1), worker.link("plumber")
    services.clock.forward(seconds=2)
    worker.revoke_links("plumber")
    pages = [stranger.open(f"/report/{token}") for token in ("unknown", expired, revoked, "x" * 500)]
    assert {(page.status, page.h1, page.words) for page in pages} == {(404, "This link is closed", pages[0].words)}


def test_a_stranger_gets_neither_state_nor_file(stranger, asked, worker):
    worker.finish_report()
    for address in (PAGE, f"{PAGE}/state", f"{PAGE}.pdf"):
        assert stranger.client.get(address).status_code == 404


def test_the_address_itself_stands_nowhere_on_the_pages(browser, asked):
    assert "pat@" not in browser.client.get(PAGE).text
    assert "pat@" not in browser.client.get(f"{PAGE}/state").text
    assert words(asked.by_id("main"))
