"""What may be said along with the address: a role, a phone number, and where in the world the browser is."""

import pytest

from audit.store.tables import Contact, Report
from tests.web.quiz.browser import words
from tests.web.results.conftest import ask


def test_role_phone_and_time_zone_are_kept(browser, plumber, store):
    ask(browser, role="Owner\r\nand fitter", phone="(415) 555-0132", time_zone="America/Chicago")
    contact = store.row(Contact)
    assert (contact.role, contact.phone, contact.time_zone) == ("Owner and fitter", "+14155550132", "America/Chicago")


def test_none_of_them_is_needed(browser, plumber, store):
    assert ask(browser).path == "/audit/plumber/report"
    contact = store.row(Contact)
    assert (contact.role, contact.phone, contact.time_zone) == ("", "", "")


def test_a_number_that_cannot_be_read_is_kept_as_it_was_typed(browser, plumber, store):
    ask(browser, phone="555 01 32 (Pat)")
    assert store.row(Contact).phone == "555 01 32 (Pat)"


@pytest.mark.parametrize("said", ["Mars/Base", "../../etc/passwd", "<script>", "America/Chicago\x00"])
def test_a_time_zone_that_is_none_is_dropped_and_nobody_is_bothered(browser, plumber, store, said):
    assert ask(browser, time_zone=said).path == "/audit/plumber/report"
    assert store.row(Contact).time_zone in {"", "America/Chicago"}


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("phone", "none of yours", "Enter a phone number like +1 415 555 0132, or leave it empty."),
        ("phone", "5" * 41, "Shorten the phone number to 40 letters."),
        ("role", "R" * 81, "Shorten your role to 80 letters."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_which_is_unfolded(browser, plumber, store, field, typed, message):
    page = ask(browser, **{field: typed}, time_zone="Europe/London")
    assert page.status == 422
    assert words(page.by_id(f"{field}-error")) == f"Error: {message}"
    assert page.by_id(field).get("value") == typed
    assert [
        one for one in page.all("details") if one.get("open") is not None and words(one).startswith("Would you like")
    ]
    assert page.hidden()["time_zone"] == "Europe/London"
    assert store.count(Report) == 0


def test_the_last_words_count_and_an_empty_field_keeps_what_was_known(browser, plumber, store, services):
    ask(browser, phone="415 555 0132", role="Owner")
    services.clock.forward(minutes=61)
    ask(browser, phone="", role="Partner")
    assert (store.row(Contact).phone, store.row(Contact).role) == ("+14155550132", "Partner")
