import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from audit.store import audits
from audit.store.tables import Activity, Note, Role
from tests.web.console.follow_up.conftest import CALL, lead_of, member_of, rows
from tests.web.console.staff import signed_in
from tests.web.quiz.browser import Page
from tests.web.security.site import site_on


def test_the_second_is_told_who_did_what_and_nothing_of_the_first_is_overwritten(ada, ben, site):
    ben.does("status", choice="qualified")
    page = ada.tries("status", choice="contacted")

    assert page.status == 409
    assert "Ben Okafor set the status to Qualified (today 08:00)." in page.words
    assert lead_of(site).status == "qualified"
    assert "Qualified" in ada.panel


def test_the_second_can_do_it_all_the_same(ada, ben, site):
    ben.does("status", choice="qualified")
    ada.tries("status", choice="contacted")
    again = next(one for one in ada.page.all("form") if "all the same" in "".join(one.itertext()))
    fields = {one.get("name"): one.get("value") for one in again.iter("input")}
    answer = ada.browser.client.post(again.get("action"), data=fields)

    assert answer.status_code == 303
    assert lead_of(site).status == "contacted"


def test_all_that_others_did_meanwhile_is_told(ada, ben):
    ben.does("status", choice="qualified")
    ben.does("tags", tag="autumn")
    page = ada.tries("touch", how="called")

    assert "Ben Okafor put on the tag “autumn”" in page.words
    assert "Ben Okafor set the status to Qualified" in page.words


def test_what_was_typed_is_kept_ready_to_be_sent_again(ada, ben, site):
    ben.does("tags", tag="autumn")
    page = ada.tries("next-step", text="Send the offer", day="2026-06-05", clock="10:30")

    assert page.status == 409
    assert page.by_id("step-text").get("value") == "Send the offer"
    assert page.by_id("step-day").get("value") == "2026-06-05"
    assert page.by_id("step-clock").get("value") == "10:30"
    assert lead_of(site).next_step == ""

    answer = ada.send("next-step", text="Send the offer", day="2026-06-05", clock="10:30")
    assert answer.status_code == 303
    assert lead_of(site).next_step == "Send the offer"


def test_who_asks_for_what_is_so_by_now_is_not_told_off(ada, ben, site):
    ben.does("status", choice="qualified")

    assert ada.send("status", choice="qualified").status_code == 303
    assert rows(site, Activity) == 1


@pytest.mark.parametrize("version", ["", "0", "x", "99", "1" * 50, "²"])
def test_a_version_that_never_was_changes_nothing(ada, site, version):
    page = ada.tries("status", choice="contacted", version=version)

    assert page.status == 409
    assert "This lead was changed after you opened it." in page.words
    assert lead_of(site).status == "new"


def test_a_note_that_somebody_changed_is_not_overwritten_and_the_words_are_kept(ada, ben, site):
    ada.does("notes", text="Ask for Pat")
    ben.look()
    ada.does("notes/1", text="Ask for Kim")
    page = ben.tries("notes/1", text="Ask for Lou")

    assert page.status == 409
    assert "Ada Lindqvist changed a note (today 08:00)." in page.words
    assert "Ask for Kim" in ben.panel
    assert "Ask for Lou" in "".join(page.by_id("note-1-text").itertext())
    assert ben.send("notes/1", text="Ask for Lou").status_code == 303
    assert [note.text for note in _notes(site)] == ["Ask for Lou"]


def test_words_for_a_note_that_was_removed_meanwhile_stand_as_a_new_one(ada, ben):
    ada.does("notes", text="Ask for Pat")
    ben.look()
    ada.does("notes/1/removed")
    page = ben.tries("notes/1", text="Ask for Lou")

    assert page.status == 409
    assert "Ada Lindqvist removed a note" in page.words
    assert "Ask for Lou" in "".join(page.by_id("note-text").itertext())


def test_notes_of_two_people_are_in_nobodys_way(ada, ben, site):
    ada.does("status", choice="contacted")
    ben.send("notes", text="One")
    ada.send("notes", text="Two")

    assert rows(site, Note) == 2


def test_contact_details_of_two_people_do_not_overwrite_each_other(ada, ben, site):
    typed = {"name": "Kim Brook", "company": "Northwind Plumbing", "role": "", "phone": "", "time_zone": ""}
    ben.does("contact", **typed)
    page = ada.tries("contact", **{**typed, "name": "Lou Brook"})

    assert page.status == 409
    assert "Ben Okafor changed the name" in page.words
    assert page.by_id("contact-name").get("value") == "Lou Brook"
    assert lead_of(site).contact_name == "Kim Brook"


@pytest.fixture
def shared(database_url, tmp_path):
    """A site on either database, with a lead that has just begun."""
    made = site_on(database_url, tmp_path)
    audit = made.begin_audit("plumber")
    with made.services.database.writing() as session:
        audits.save_answer(session, audit, "leads", "12", made.clock())
    yield made
    made.services.database.close()


@pytest.mark.parametrize("round_number", range(3))
def test_of_two_at_the_very_same_moment_one_wins_and_the_other_is_told(shared, round_number):
    site = shared
    team = [member_of(site, Role.SALES, name) for name in ("Ada Lindqvist", "Ben Okafor")]
    together = threading.Barrier(len(team))

    def press(member, choice):
        together.wait()
        return member.send("status", choice=choice)

    with ThreadPoolExecutor(len(team)) as threads:
        answers = list(threads.map(press, team, ("contacted", "qualified")))

    codes = [answer.status_code for answer in answers]
    assert sorted(codes) == [303, 409]
    won = ("contacted", "qualified")[codes.index(303)]
    assert lead_of(site).status == won
    assert f"set the status to {won.capitalize()}" in Page(answers[codes.index(409)]).words
    assert rows(site, Activity) == 1


def test_a_form_without_its_token_is_not_taken(site, plumber):
    client = signed_in(site, Role.SALES)

    assert client.post(f"{CALL}/status", data={"choice": "contacted", "version": "1"}).status_code == 400
    assert lead_of(site).status == "new"


def _notes(site):
    with site.services.database.reading() as session:
        return session.query(Note).all()


@pytest.mark.parametrize("path", ["undo/{}", "notes/{}", "notes/{}/removed", "notes/{}/back", "reports/{}/again"])
def test_a_number_that_no_row_can_have_leads_nowhere(ada, path):
    hidden = ada.hidden("notes")

    answer = ada.browser.client.post(f"{CALL}/{path.format('9' * 30)}", data={**hidden, "text": "Hello"})

    assert answer.status_code == 404
