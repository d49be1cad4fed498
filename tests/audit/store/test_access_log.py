"""The access log: it only grows, whoever tries otherwise, and is read from the newest on."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from audit.store import access_log, accounts
from audit.store.access_log import Actor, Sought
from audit.store.tables import AccessEntry, Role

COLUMNS = "(id, at, actor, action, subject, detail, request_id)"
FORGED = "SELECT id, at, actor, 'nothing', subject, detail, request_id FROM access_log WHERE id = 1"
TAMPERING = [
    "UPDATE access_log SET action = 'nothing'",
    "UPDATE access_log SET action = action WHERE id = 1",
    "DELETE FROM access_log",
    "DELETE FROM access_log WHERE id = 1",
    f"INSERT INTO access_log {COLUMNS} {FORGED} ON CONFLICT (id) DO UPDATE SET action = excluded.action",
]
IN_ONE_DIALECT = {
    "sqlite": f"INSERT OR REPLACE INTO access_log {COLUMNS} {FORGED}",
    "postgresql": "TRUNCATE access_log",
}


@pytest.fixture
def log(database, now):
    """Seven entries, an hour apart; each third one is by nobody."""
    with database.writing() as session:
        ada = accounts.create(session, "ada@northwind.example", "Ada Lindqvist", Role.ADMIN, now)
        for number in range(7):
            actor, by = (Actor.NOBODY, None) if number % 3 == 0 else (Actor.STAFF, ada.id)
            at, action = now + timedelta(hours=number), f"action {number % 2}"
            access_log.note(session, at, actor, action, f"account {number}", account_id=by, detail={"n": str(number)})
    return database


def subjects(database, sought=None, limit=10, before=None):
    with database.reading() as session:
        found = access_log.newest(session, sought or Sought(), limit, before)
        return [entry.row.subject.removeprefix("account ") for entry in found]


def content(database):
    with database.reading() as session:
        return session.execute(text("SELECT * FROM access_log ORDER BY id")).all()


@pytest.mark.parametrize("statement", [*TAMPERING, None])
def test_the_database_refuses_to_change_an_entry(log, statement):
    statement = statement or IN_ONE_DIALECT[log.engine.dialect.name]
    before = content(log)
    with pytest.raises(DBAPIError, match="the access log is never changed"), log.writing() as session:
        session.execute(text(statement))
    assert content(log) == before


@pytest.mark.parametrize("statement", [update(AccessEntry).values(subject="x"), delete(AccessEntry)])
def test_the_app_cannot_change_one_either(log, statement):
    before = content(log)
    with pytest.raises(DBAPIError, match="the access log is never changed"), log.writing() as session:
        session.execute(statement)
    assert content(log) == before


def test_an_entry_that_was_read_cannot_be_written_back(log):
    before = content(log)
    with pytest.raises(DBAPIError, match="the access log is never changed"), log.writing() as session:
        session.get(AccessEntry, 1).action = "nothing"
    with pytest.raises(DBAPIError, match="the access log is never changed"), log.writing() as session:
        session.delete(session.get(AccessEntry, 1))
    assert content(log) == before


def test_it_still_grows(log, now):
    with log.writing() as session:
        access_log.note(session, now + timedelta(days=1), Actor.SWEEPER, "removed an audit", "an-audit")
    assert subjects(log)[0] == "an-audit"


def test_the_newest_come_first_and_the_next_page_goes_on_where_this_one_ended(log):
    assert subjects(log) == list("6543210")
    with log.reading() as session:
        third = access_log.newest(session, Sought(), 3)[-1].row.id
    assert subjects(log, limit=3, before=third) == list("321")
    assert subjects(log, before=1) == []


def test_entries_of_one_moment_are_on_one_page_each(log, now):
    with log.writing() as session:
        for number in "789":
            access_log.note(session, now, Actor.SWEEPER, "removed an audit", f"account {number}")
    seen, before = [], None
    while page := subjects(log, limit=2, before=before):
        seen += page
        with log.reading() as session:
            before = access_log.newest(session, Sought(subject=f"account {page[-1]}"), 1)[0].row.id
    assert seen == list("6543219870")


def test_an_entry_that_is_not_there_begins_at_the_newest(log):
    assert subjects(log, limit=1, before=999) == ["6"]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(account_id=1), "5421"),
        (Sought(action="action 1"), "531"),
        (Sought(subject="account 4"), "4"),
        (Sought(account_id=1, action="action 0"), "42"),
        (Sought(subject="account"), ""),
    ],
)
def test_what_is_sought_is_found(log, sought, found):
    assert subjects(log, sought) == list(found)


def test_days_are_sought_from_their_beginning_to_before_their_end(log, now):
    assert subjects(log, Sought(since=now + timedelta(hours=2), until=now + timedelta(hours=4))) == list("32")


def test_each_entry_says_whose_it_was(log):
    with log.reading() as session:
        names = [entry.name for entry in access_log.newest(session, Sought(), 3)]
    assert names == ["", "Ada Lindqvist", "Ada Lindqvist"]


def test_the_actions_that_there_are_can_be_chosen_from(log):
    with log.reading() as session:
        assert access_log.actions(session) == ["action 0", "action 1"]


def test_a_log_without_entries_has_no_actions(database):
    with database.reading() as session:
        assert access_log.actions(session) == []
        assert access_log.newest(session, Sought(), 5) == []
