"""What was agreed, as the company reads it; asking for a change; old versions; the PDF."""

import pytest

from audit.store.tables import ChangeRequest, Mail, Paper
from tests.web.console.counting import questions
from tests.web.portal.agreement.conftest import STAFF, follow
from tests.web.results.site import Store


def test_the_page_says_in_a_minute_what_is_agreed(pat, address):
    page = pat.open(address)
    assert (
        "You have reached it when “New inquiries a month that reach nobody” is at 14 inquiries a month or lower."
        in page.words
    )
    assert "$18,000 to $52,000 a year" in page.words
    for words in (
        "40 inquiries a month the average of 6 months, October 1, 2025 to March 31, 2026",
        "The call log of the phone system",
        "Every month",
        "Robin Okafor",
        "April 1, 2026",
        "June 30, 2026",
        "$9,000",
        "$800 a month",
        "October 2025 38 inquiries a month",
    ):
        assert words in page.words, words
    assert "fewer than 6" not in page.words


def test_a_short_baseline_is_warned_of(site, agreed, pat, address):
    follow(site, agreed, baseline_values=())
    assert "fewer than 6 values" in pat.open(address).words


def test_every_page_of_an_agreement_leads_to_its_other_places(pat, address):
    places = pat.open(address).links()
    assert places["Agreement"] == address
    assert places["Proof"] == f"{address}/proof"
    assert places["Measurements"] == f"{address}/measurements"


def test_what_is_asked_to_be_changed_is_kept_and_who_drafted_is_told(site, pat, address):
    typed = {"text": " Count <b>after hours</b> too.\r\nAnd stop in May.\r\n", "version": "1"}
    page = pat.send(pat.open(address), typed, to=f"{address}/ask-for-change")
    assert page.status == 200
    assert "Count <b>after hours</b> too." in page.words
    assert "have not answered" in page.words
    row = Store(site.services).row(ChangeRequest)
    assert row is not None
    assert row.text == "Count <b>after hours</b> too.\nAnd stop in May."
    mail = Store(site.services).row(Mail)
    assert mail is not None
    assert (mail.kind, mail.recipient, mail.about) == ("change wish", STAFF, "change")


def test_a_newer_version_answers_what_was_asked(site, agreed, pat, address):
    pat.send(pat.open(address), {"text": "Ten is too few.", "version": "1"}, to=f"{address}/ask-for-change")
    site.clock.forward(days=1)
    follow(site, agreed, why="Twelve it is.", target=12.0)
    page = pat.open(address)
    assert "about version 1 Version 2 followed, on March 3, 2026, 09:30 (UTC): Twelve it is." in page.words


def test_pressing_twice_asks_once(site, pat, address):
    page = pat.open(address)
    for _ in range(2):
        pat.send(page, {"text": "Ten is too few.", "version": "1"}, to=f"{address}/ask-for-change")
    assert Store(site.services).count(ChangeRequest) == 1
    assert Store(site.services).count(Mail) == 1


@pytest.mark.parametrize(("text", "said"), [(" \n ", "Write what you would like"), ("x" * 1001, "Shorten this")])
def test_a_wish_that_says_nothing_or_too_much_comes_back(site, pat, address, text, said):
    page = pat.send(pat.open(address), {"text": text, "version": "1"}, to=f"{address}/ask-for-change")
    assert page.status == 422
    assert said in "".join(page.by_id("ask-text-error").itertext())
    assert (page.by_id("ask-text").text or "").strip() == text.strip()
    assert Store(site.services).count(ChangeRequest) == 0


def test_a_wish_about_an_old_version_comes_back_with_the_newer_one(site, agreed, pat, address):
    page = pat.open(address)
    follow(site, agreed, target=12.0)
    page = pat.send(page, {"text": "Ten is too few.", "version": "1"}, to=f"{address}/ask-for-change")
    assert page.status == 409
    assert (page.by_id("ask-text").text or "").strip() == "Ten is too few."
    assert Store(site.services).count(ChangeRequest) == 0


def test_nobody_floods_their_advisers(site, pat, address):
    page = pat.open(address)
    for number in range(12):
        pat.client.post(f"{address}/ask-for-change", data={**page.hidden(), "text": f"wish {number}", "version": "1"})
    assert Store(site.services).count(ChangeRequest) == 10


def test_old_versions_stay_readable(site, agreed, pat, address):
    follow(site, agreed, target=12.0)
    page = pat.open(f"{address}/versions/1")
    assert "14 inquiries a month or lower" in page.words
    assert "newer version" in page.words
    assert pat.client.get(f"{address}/versions/3").status_code == 404


def test_a_version_becomes_one_pdf_however_often_it_is_asked_for(site, pat, address):
    page = pat.open(address)
    for _ in range(2):
        answer = pat.client.post(f"{address}/paper", data={**page.hidden(), "version": "1"})
        assert answer.status_code == 303
    assert Store(site.services).count(Paper) == 1
    pat.send(page, {"name": "Pat Lee", "agree": "yes", "version": "1"}, to=f"{address}/sign")
    pat.client.post(f"{address}/paper", data={**page.hidden(), "version": "1"})
    assert Store(site.services).count(Paper) == 2  # with the signature it is another paper


def test_the_page_asks_the_database_as_often_however_many_versions_there_are(site, agreed, pat, address):
    pat.open(address)
    with questions(site) as before:
        pat.open(address)
    for target in (13.0, 12.0, 11.0):
        follow(site, agreed, target=target)
        pat.send(pat.open(address), {"text": f"not {target}", "version": "9"}, to=f"{address}/ask-for-change")
    with questions(site) as after:
        pat.open(address)
    assert len(after) == len(before)
