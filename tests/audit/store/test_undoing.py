from datetime import timedelta

import pytest

from audit.sales.statuses import Status
from audit.store import activity, follow_ups, leads, notes, tags, undoing
from audit.store.activity import Kind
from audit.store.follow_ups import Touch
from tests.audit.store.follow_up_leads import Desk, there


@pytest.fixture
def desk(database, audit, now) -> Desk:
    return Desk(database, audit, now)


def choose(desk, status, by=None):
    return desk.turn(lambda s, lead: follow_ups.choose_status(s, lead, status, "", by or desk.ada, desk.now))


def assign(desk, owner_id, by=None):
    return desk.turn(lambda s, lead: follow_ups.assign(s, lead, owner_id, by or desk.ada, desk.now))


def plan(desk, text, at):
    return desk.turn(lambda s, lead: follow_ups.plan(s, lead, text, at, desk.ada, desk.now))


def touch(desk, by=None):
    return desk.turn(lambda s, lead: follow_ups.touch(s, lead, Touch.CALLED, by or desk.ada, desk.now))


def undo(desk, row, by=None):
    def work(session, lead):
        found = there(activity.find(session, lead.audit_id, row.id))
        return undoing.undo(session, lead, found, by or desk.ada, desk.now)

    return desk.turn(work)


def last_of(desk, account_id):
    with desk.database.reading() as session:
        return undoing.last_of(session, desk.audit.id, account_id)


def test_undoing_is_a_further_row_and_the_undone_one_keeps_when(desk):
    done = choose(desk, Status.CONTACTED)
    undone = undo(desk, done)

    assert desk.lead.status == "new"
    assert (undone.kind, undone.before, undone.after) == (Kind.UNDONE, done.after, done.before)
    assert [row.undone_at for row in desk.rows] == [None, desk.now]
    assert desk.lead.version == 3


def test_undoing_a_first_touch_lets_the_clock_run_as_if_nothing_had_been(desk, now):
    amber, red = now + timedelta(minutes=5), now + timedelta(minutes=60)
    desk.turn(lambda session, lead: leads.start_clock(session, lead.audit_id, now, amber, red))
    touched = touch(desk)
    desk.turn(lambda _, lead: setattr(lead, "next_turn_at", None))
    undo(desk, touched)

    lead = desk.lead
    assert (lead.first_touch_at, lead.first_touch_by_id, lead.status) == (None, None, "new")
    assert (lead.clock_from, lead.amber_at, lead.red_at, lead.next_turn_at) == (now, amber, red, amber)


def test_what_somebody_changed_later_cannot_be_undone_over_their_head(desk):
    mine = assign(desk, desk.ada)
    assign(desk, desk.ben, by=desk.ben)

    assert last_of(desk, desk.ada) is None
    assert undo(desk, mine) is None
    assert desk.lead.owner_id == desk.ben


def test_what_others_change_elsewhere_is_in_nobodys_way(desk):
    mine = choose(desk, Status.CONTACTED)
    assign(desk, desk.ben, by=desk.ben)

    assert undo(desk, mine) is not None
    assert (desk.lead.status, desk.lead.owner_id) == ("new", desk.ben)


def test_one_can_go_back_step_by_step(desk):
    first = choose(desk, Status.CONTACTED)
    second = choose(desk, Status.QUALIFIED)

    assert last_of(desk, desk.ada).id == second.id
    undo(desk, second)
    assert last_of(desk, desk.ada).id == first.id
    undo(desk, first)
    assert last_of(desk, desk.ada) is None
    assert desk.lead.status == "new"


def test_what_was_undone_is_not_undone_twice(desk):
    done = choose(desk, Status.CONTACTED)
    undo(desk, done)

    assert undo(desk, done) is None
    assert desk.lead.version == 3


def test_my_first_touch_stays_once_somebody_else_relied_on_it(desk):
    mine = touch(desk)
    touch(desk, by=desk.ben)

    assert undo(desk, mine) is None
    assert desk.lead.first_touch_by_id == desk.ada


def test_a_step_comes_back_with_a_new_number_for_calendars(desk, now):
    plan(desk, "Call again", now + timedelta(days=1))
    done = desk.turn(lambda s, lead: follow_ups.finish_step(s, lead, desk.ada, desk.now))
    undo(desk, done)

    lead = desk.lead
    assert (lead.next_step, lead.next_step_at) == ("Call again", now + timedelta(days=1))
    assert (lead.next_step_number, lead.reminded_at) == (3, None)


def test_a_step_that_comes_back_overdue_is_not_reminded_of(desk, now):
    plan(desk, "Call again", now)
    done = desk.turn(lambda s, lead: follow_ups.finish_step(s, lead, desk.ada, desk.now))
    undo(desk, done)

    assert desk.lead.reminded_at == desk.now


def test_a_tag_that_was_put_on_goes_and_one_that_was_taken_off_comes_back(desk):
    on = desk.turn(lambda s, lead: tags.put_on(s, lead, "big", desk.ada, desk.now))
    undo(desk, on)
    assert tags_of(desk) == []

    desk.turn(lambda s, lead: tags.put_on(s, lead, "big", desk.ada, desk.now))
    off = desk.turn(lambda s, lead: tags.take_off(s, lead, "big", desk.ada, desk.now))
    undo(desk, off)
    assert tags_of(desk) == ["big"]


def test_a_removed_note_comes_back_unless_somebody_had_it_back_already(desk):
    note = desk.turn(lambda s, lead: notes.write(s, lead, "Ask for Pat", desk.ada, desk.now))
    first = desk.turn(lambda s, _: notes.remove(s, found(s, desk, note), desk.ada, desk.now))
    undo(desk, first)
    assert [one.removed_at for one in notes_of(desk)] == [None]

    second = desk.turn(lambda s, _: notes.remove(s, found(s, desk, note), desk.ada, desk.now))
    desk.turn(lambda s, _: notes.have_back(s, found(s, desk, note), desk.ben, desk.now))
    assert undo(desk, second) is None


def test_a_row_of_another_lead_is_not_undone_here(desk, database, playbook, now):
    done = choose(desk, Status.CONTACTED)

    def work(session, lead):
        found = there(activity.find(session, desk.audit.id, done.id))
        lead.audit_id += 1
        undone = undoing.undo(session, lead, found, desk.ada, desk.now)
        lead.audit_id -= 1
        return undone

    assert desk.turn(work) is None


def tags_of(desk):
    with desk.database.reading() as session:
        return list(tags.of_lead(session, desk.audit.id))


def notes_of(desk):
    with desk.database.reading() as session:
        return notes.of_lead(session, desk.audit.id)


def found(session, desk, note):
    return there(notes.find(session, desk.audit.id, note.id))
