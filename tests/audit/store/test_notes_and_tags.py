from datetime import timedelta

import pytest

from audit.store import contact_details, leads, notes, people, tags
from audit.store.activity import Kind
from audit.store.contact_details import Details
from tests.audit.store.follow_up_leads import Desk, there

SAID = Details("Pat Brook", "", "Northwind", "", "")


@pytest.fixture
def desk(database, audit, now) -> Desk:
    return Desk(database, audit, now)


def write(desk, text, by=None):
    return desk.turn(lambda s, lead: notes.write(s, lead, text, by or desk.ada, desk.now))


def test_notes_come_the_newest_first_and_do_not_count_the_leads_version(desk):
    write(desk, "First")
    write(desk, "Second", desk.ben)

    with desk.database.reading() as session:
        assert [note.text for note in notes.of_lead(session, desk.audit.id)] == ["Second", "First"]
    assert desk.lead.version == 1
    assert desk.kinds == [Kind.NOTE, Kind.NOTE]


def test_a_note_whose_button_was_pressed_twice_is_there_once(desk):
    first = write(desk, "Ask for Pat")
    desk.now -= timedelta(seconds=50)

    assert write(desk, "Ask for Pat").id == first.id
    assert write(desk, "Ask for Pat", desk.ben).id != first.id


def test_the_same_words_an_hour_later_are_a_new_note(desk):
    first = write(desk, "No answer")
    desk.now += timedelta(hours=1)

    assert write(desk, "No answer").id != first.id


def test_a_changed_note_keeps_who_wrote_it_and_counts_its_version(desk):
    note = write(desk, "Ask for Pat")
    desk.turn(
        lambda s, lead: notes.change(s, there(notes.find(s, lead.audit_id, note.id)), "Ask for Kim", desk.ben, desk.now)
    )

    with desk.database.reading() as session:
        found = notes.find(session, desk.audit.id, note.id)
    assert (found.text, found.account_id, found.version, found.changed_at) == ("Ask for Kim", desk.ada, 2, desk.now)
    assert (desk.rows[0].kind, desk.rows[0].account_id) == (Kind.NOTE_CHANGED, desk.ben)


def test_no_row_of_activity_repeats_what_a_note_says(desk):
    write(desk, "Pat is ill")

    assert [(row.before, row.after) for row in desk.rows] == [({}, {})]


def test_a_note_is_found_under_its_own_audit_alone(desk):
    note = write(desk, "Ask for Pat")

    with desk.database.reading() as session:
        assert notes.find(session, desk.audit.id + 1, note.id) is None


def test_a_tag_is_on_a_lead_once_and_the_most_used_are_proposed(desk):
    assert desk.turn(lambda s, lead: tags.put_on(s, lead, "big", desk.ada, desk.now)) is not None
    assert desk.turn(lambda s, lead: tags.put_on(s, lead, "big", desk.ben, desk.now)) is None
    assert desk.turn(lambda s, lead: tags.take_off(s, lead, "small", desk.ada, desk.now)) is None
    desk.turn(lambda s, lead: tags.put_on(s, lead, "autumn", desk.ada, desk.now))

    with desk.database.reading() as session:
        assert list(tags.of_lead(session, desk.audit.id)) == ["autumn", "big"]
        assert list(tags.in_use(session, 1)) == ["autumn"]
    assert desk.lead.version == 3


@pytest.fixture
def contact(desk, audit):
    with desk.database.writing() as session:
        people.remember(session, audit, "pat@northwind.example", "Pat Brook", "Northwind", desk.now)


def change(desk, details):
    def work(session, lead):
        found = there(contact_details.to_change(session, lead.public_id))
        return contact_details.change(session, lead, found, details, desk.ada, desk.now)

    return desk.turn(work)


def test_changed_details_are_in_the_queue_too_and_the_address_stays(desk, contact, audit):
    change(desk, Details("Kim Brook", "Owner", "Southwind", "+14155550132", "America/Chicago"))

    lead = desk.lead
    assert (lead.contact_name, lead.company, lead.email) == ("Kim Brook", "Southwind", "pat@northwind.example")
    assert lead.version == 2
    with desk.database.reading() as session:
        found = there(people.contact_of(session, audit.id))
        assert contact_details.details_of(found).phone == "+14155550132"
        assert leads.words_of("Kim Brook") == ["brook", "kim"]


def test_the_row_of_activity_says_which_details_and_not_what_they_say(desk, contact):
    row = change(desk, Details("Kim Brook", "", "Northwind", "+14155550132", ""))

    assert (row.kind, row.before, row.after) == (Kind.CONTACT, {}, {"fields": "name,phone"})


def test_details_that_are_so_already_change_nothing(desk, contact):
    assert change(desk, SAID) is None
    assert desk.lead.version == 1
