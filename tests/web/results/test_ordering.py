"""Asking for the PDF: what is kept, what is sent on, and what is refused."""

from dataclasses import replace

import pytest
from flask import request
from sqlalchemy import text

from audit.store.tables import Consent, Contact, JobState, Mail, Person, Report, Slot
from tests.web.quiz.browser import words
from tests.web.results.conftest import ask
from tests.web.results.site import record_of
from workers.queue import JobKind


def test_asking_keeps_the_person_the_report_and_a_held_mail_and_nudges_once(browser, plumber, store, services):
    page = ask(browser, name="Pat Lee", company="Northwind Trading")
    report, mail, contact = store.row(Report), store.row(Mail), store.row(Contact)
    assert page.path == "/audit/plumber/report"
    assert (report.revision_id, report.state, report.company) == (plumber, JobState.WAITING, "Northwind Trading")
    assert (mail.state, mail.recipient, mail.report_id) == (JobState.HELD, "pat@northwind.example", report.id)
    assert (contact.name, contact.company) == ("Pat Lee", "Northwind Trading")
    ((kind, row_id, request_id),) = services.queue.nudges
    assert (kind, row_id) == (JobKind.REPORT, report.id)
    assert request_id == report.request_id == mail.request_id


def test_no_tick_is_no_consent(browser, plumber, store):
    page = browser.open("/audit/plumber/result")
    assert page.by_id("consent").get("checked") is None
    ask(browser)
    assert store.count(Consent) == 0


def test_a_tick_is_kept_with_the_words_that_stood_beside_it_and_the_time(browser, plumber, store, services):
    wording = browser.open("/audit/plumber/result").label("consent")
    ask(browser, consent="y")
    consent = store.row(Consent)
    assert consent.wording == wording
    assert "may write to me" in wording
    assert (consent.purpose, consent.given_at) == ("follow_up", services.clock())


@pytest.mark.parametrize(
    ("email", "message"),
    [
        ("", "Enter your e-mail address, so that we can send you the link."),
        ("pat", "Enter an e-mail address like name@company.com."),
        ("pat@northwind.example@", "Enter an e-mail address like name@company.com."),
        ("p" * 300 + "@northwind.example", "Enter an e-mail address like name@company.com."),
    ],
)
def test_a_wrong_address_is_said_at_the_top_and_at_the_field_and_nothing_is_lost(
    browser, plumber, store, email, message
):
    page = ask(browser, email=email, name="Pat Lee", company="Northwind", consent="y")
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert words(page.by_class("error-summary")[0]).endswith(message)
    assert words(page.by_id("email-error")) == f"Error: {message}"
    assert page.by_id("email").get("value") == email
    assert page.by_id("name").get("value") == "Pat Lee"
    assert page.by_id("consent").get("checked") is not None
    assert store.count(Report) == store.count(Mail) == store.count(Person) == 0


def test_a_name_that_is_too_long_is_refused_and_kept_in_its_field(browser, plumber):
    page = ask(browser, company="N" * 121)
    assert words(page.by_id("company-error")) == "Error: Shorten the company’s name to 120 letters."
    assert page.by_id("company").get("value") == "N" * 121


def test_control_characters_in_a_name_become_spaces(browser, plumber, store):
    ask(browser, name="Pat\u202e\r\nLee\x07")
    assert store.row(Contact).name == "Pat Lee"


@pytest.mark.parametrize("wrong", [{"proof_digits": ""}, {"proof_digits": "1"}, {"website": "x"}, {"proof_seal": "x"}])
def test_without_a_proof_no_row_is_written_and_nobody_is_nudged(browser, plumber, store, services, wrong):
    page = ask(browser, **wrong)
    assert page.status == 422
    assert page.by_id("email").get("value") == "pat@northwind.example"
    assert page.by_id("proof-digits").get("aria-invalid") == "true"
    assert store.count(Report) == store.count(Mail) == store.count(Person) == store.count(Slot) == 0
    assert services.queue.nudges == []


def test_a_second_press_with_the_same_proof_changes_nothing(app, browser, plumber, store, services):
    sent: dict[str, str] = {}

    def keep():
        if request.method == "POST":
            sent.update(request.form)

    app.before_request(keep)
    ask(browser)
    answer = browser.client.post("/audit/plumber/report", data=sent)
    assert (answer.status_code, answer.location) == (303, "/audit/plumber/report")
    assert len(services.queue.nudges) == store.count(Report) == store.count(Mail) == 1


def test_one_mail_an_hour_goes_to_an_address_whatever_the_audit(browser, plumber, store, services):
    store.result("gardener", "home_services", record_of("home_services", "fenwick_garden_care"))
    ask(browser)
    page = ask(browser, "gardener")
    assert page.path == "/audit/gardener/report"
    assert (store.count(Report), store.count(Mail)) == (2, 1)
    services.clock.forward(minutes=61)
    ask(browser, "gardener")
    assert (store.count(Report), store.count(Mail)) == (2, 2)


def test_where_the_mail_cannot_be_kept_nothing_else_is_either(browser, plumber, store, services):
    with services.database.writing() as session:
        session.execute(text("ALTER TABLE mails RENAME TO elsewhere"))
    page = ask(browser)
    assert (page.status, page.h1) == (503, "We cannot save anything at the moment")
    assert store.count(Report) == store.count(Person) == store.count(Contact) == store.count(Slot) == 0
    assert services.queue.nudges == []


def test_a_report_that_is_ready_already_is_mailed_at_once(browser, asked, worker, store, services):
    worker.finish_report()
    services.queue.nudges.clear()
    ask(browser, email="kim@northwind.example")
    mail = store.row(Mail, recipient="kim@northwind.example")
    assert mail.state == JobState.WAITING
    assert [(kind, row_id) for kind, row_id, _ in services.queue.nudges] == [(JobKind.MAIL, mail.id)]


def test_asking_again_runs_a_failed_report_again(browser, asked, worker, store, services):
    worker.give_up()
    services.queue.nudges.clear()
    ask(browser)
    report = store.row(Report)
    assert (report.state, report.attempts) == (JobState.WAITING, 0)
    assert [(kind, row_id) for kind, row_id, _ in services.queue.nudges] == [(JobKind.REPORT, report.id)]


def test_a_change_makes_a_new_report_possible(browser, asked, store):
    revision = store.changed(
        "plumber", record_of("home_services", "bramble_plumbing", quote_days="on_the_spot"), "quote_days"
    )
    page = browser.open("/audit/plumber/result")
    assert "shows your answers before the last change" in page.words
    ask(browser)
    assert store.row(Report, revision_id=revision).state == JobState.WAITING


def test_the_booking_link_stands_there_when_there_is_one(app, browser, plumber, services):
    assert "Book a call (opens in a new tab)" not in browser.open("/audit/plumber/result").links()
    settings = services.settings.model_copy(update={"booking_url": "https://northwind.example/call"})
    app.extensions["plumbline"] = replace(services, settings=settings)
    assert browser.open("/audit/plumber/result").links()["Book a call (opens in a new tab)"] == settings.booking_url
