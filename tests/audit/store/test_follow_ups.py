from datetime import timedelta

import pytest

from audit.sales.statuses import Status
from audit.store import follow_ups, leads
from audit.store.activity import Kind
from audit.store.follow_ups import Touch
from tests.audit.store.follow_up_leads import Desk


@pytest.fixture
def desk(database, audit, now) -> Desk:
    return Desk(database, audit, now)


def choose(desk, status, reason="", by=None):
    return desk.turn(lambda s, lead: follow_ups.choose_status(s, lead, status, reason, by or desk.ada, desk.now))


def assign(desk, owner_id, by=None):
    return desk.turn(lambda s, lead: follow_ups.assign(s, lead, owner_id, by or desk.ada, desk.now))


def plan(desk, text, at):
    return desk.turn(lambda s, lead: follow_ups.plan(s, lead, text, at, desk.ada, desk.now))


def finish(desk):
    return desk.turn(lambda s, lead: follow_ups.finish_step(s, lead, desk.ada, desk.now))


def touch(desk, how=Touch.CALLED, by=None):
    return desk.turn(lambda s, lead: follow_ups.touch(s, lead, how, by or desk.ada, desk.now))


def test_a_status_is_kept_with_its_reason_and_told_in_a_row(desk):
    row = choose(desk, Status.UNQUALIFIED, "no_budget")

    assert (desk.lead.status, desk.lead.reason) == ("unqualified", "no_budget")
    assert (row.kind, row.account_id) == (Kind.STATUS, desk.ada)
    assert (row.before["status"], row.after["status"]) == ("new", "unqualified")
    assert (row.before["reason"], row.after["reason"]) == ("", "no_budget")


def test_a_reason_that_is_none_of_the_status_is_refused(desk):
    with pytest.raises(ValueError, match="no reason of contacted"):
        choose(desk, Status.CONTACTED, "no_budget")

    assert desk.lead.status == "new"


def test_choosing_what_is_so_already_counts_nothing_and_tells_nothing(desk):
    assert choose(desk, Status.NEW) is None
    assert assign(desk, None) is None
    assert finish(desk) is None

    assert (desk.lead.version, desk.kinds) == (1, [])


def test_every_change_counts_the_version_up_by_one(desk):
    choose(desk, Status.CONTACTED)
    assign(desk, desk.ben)
    plan(desk, "Call again", desk.now)
    finish(desk)
    touch(desk)

    assert desk.lead.version == 6
    assert len(desk.kinds) == 5


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.NEW])
def test_any_status_but_new_is_a_first_touch_and_stops_the_clock(desk, status):
    reason = {"unqualified": "no_reply", "not_a_fit": "too_small"}.get(status, "")
    choose(desk, status, reason)

    assert (desk.lead.first_touch_at, desk.lead.first_touch_by_id) == (desk.now, desk.ada)


def test_the_first_touch_is_the_first_one_whoever_comes_later(desk):
    touch(desk)
    first = desk.now
    touch(desk, Touch.WROTE, desk.ben)
    choose(desk, Status.CONTACTED, by=desk.ben)

    assert (desk.lead.first_touch_at, desk.lead.first_touch_by_id) == (first, desk.ada)
    assert desk.kinds == [Kind.STATUS, Kind.TOUCH, Kind.TOUCH]


def test_a_touch_leads_from_new_to_attempting_and_back_from_nowhere_else(desk):
    choose(desk, Status.QUALIFIED)
    touch(desk)
    assert desk.lead.status == Status.QUALIFIED

    choose(desk, Status.NEW)
    touch(desk)
    assert desk.lead.status == Status.ATTEMPTING


def test_a_step_that_is_planned_moved_or_done_counts_for_calendars_and_is_reminded_of_anew(desk, now):
    later = now.replace(hour=20)
    plan(desk, "Call again", later)
    desk.turn(lambda _, lead: setattr(lead, "reminded_at", desk.now))

    row = plan(desk, "Call again", later.replace(hour=21))
    assert (desk.lead.next_step_number, desk.lead.reminded_at) == (2, None)
    assert row.after == {"next_step_at": "2026-03-02T21:30:00+00:00"}

    finish(desk)
    assert (desk.lead.next_step, desk.lead.next_step_at, desk.lead.next_step_number) == ("", None, 3)


def test_the_last_step_is_known_after_it_was_done(desk, now):
    later = now.replace(hour=20)
    plan(desk, "Call again", later)
    plan(desk, "Send the offer", later)
    finish(desk)
    assign(desk, desk.ben)

    with desk.database.reading() as session:
        assert follow_ups.last_step(session, desk.audit.id) == ("Send the offer", later)
        assert follow_ups.last_step(session, desk.audit.id + 1) is None


def test_a_touch_from_before_there_was_anybody_to_call_does_not_stop_the_clock(desk):
    choose(desk, Status.ATTEMPTING)
    start = desk.now + timedelta(hours=1)
    ends = start + timedelta(minutes=5), start + timedelta(minutes=60)
    with desk.database.writing() as session:
        assert leads.start_clock(session, desk.audit.id, start, *ends)
    assert desk.lead.first_touch_at is None

    desk.now = start
    desk.turn(lambda s, lead: follow_ups.touch(s, lead, Touch.CALLED, desk.ben, desk.now))
    assert (desk.lead.first_touch_at, desk.lead.first_touch_by_id) == (desk.now, desk.ben)
