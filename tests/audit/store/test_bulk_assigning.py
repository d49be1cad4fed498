from datetime import timedelta

import pytest
from sqlalchemy import select

from audit.store import bulk_assigning, follow_ups, leads
from audit.store.activity import Kind
from audit.store.tables import Activity, Lead
from tests.audit.store.queued import NOW, owner, queue_up


@pytest.fixture
def session(database):
    with database.writing() as opened:
        yield opened


@pytest.fixture
def people(session, playbook) -> tuple[int, int]:
    ada, bram = owner(session, "Ada"), owner(session, "Bram")
    for name, owner_id in (("one", None), ("two", bram), ("three", ada)):
        queue_up(session, playbook.content_hash, name, owner_id=owner_id)
    return ada, bram


def lead(session, name: str) -> Lead:
    found = leads.find(session, name)
    assert found is not None
    return found


def owners_of(session) -> list[int | None]:
    return [leads.find(session, name).owner_id for name in ("one", "two", "three")]


def test_each_lead_that_changes_hands_has_an_activity_of_its_own_and_the_others_have_none(session, people) -> None:
    ada, bram = people

    seen = {"one": None, "two": bram, "three": ada, "nowhere": None}
    done = bulk_assigning.assign_all(session, seen, ada, bram, NOW)

    assert owners_of(session) == [ada, ada, ada]
    noted = session.scalars(select(Activity).order_by(Activity.audit_id)).all()
    assert [row.id for row in noted] == done.rows
    assert (done.already, done.overtaken) == (1, 0)
    assert [(row.kind, row.before["owner_id"], row.account_id) for row in noted] == [
        (Kind.OWNER, "", bram),
        (Kind.OWNER, str(bram), bram),
    ]


def test_undoing_gives_each_back_to_whom_it_was_with_but_for_what_changed_since(session, people) -> None:
    ada, bram = people
    rows = bulk_assigning.assign_all(session, {"one": None, "two": bram, "three": ada}, ada, ada, NOW).rows
    follow_ups.assign(session, lead(session, "one"), bram, bram, NOW + timedelta(minutes=1))

    assert bulk_assigning.undo_all(session, rows, ada, NOW + timedelta(minutes=2)) == 1
    assert owners_of(session) == [bram, bram, ada]
    assert bulk_assigning.undo_all(session, rows, ada, NOW + timedelta(minutes=3)) == 0


def test_nobody_undoes_what_somebody_else_assigned_or_what_is_no_assignment(session, people) -> None:
    ada, bram = people
    rows = bulk_assigning.assign_all(session, {"one": None}, ada, ada, NOW).rows
    step = follow_ups.plan(session, lead(session, "two"), "Call", NOW, bram, NOW)

    assert bulk_assigning.undo_all(session, [*rows, step.id], bram, NOW) == 0
    assert owners_of(session)[0] == ada


def test_a_lead_with_another_owner_than_was_seen_stays_with_them(session, people) -> None:
    ada, bram = people

    done = bulk_assigning.assign_all(session, {"one": None, "two": None}, ada, ada, NOW)

    assert owners_of(session) == [ada, bram, ada]
    assert (len(done.rows), done.already, done.overtaken) == (1, 0, 1)
