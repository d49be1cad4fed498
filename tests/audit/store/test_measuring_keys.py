"""Keys for programs: the secret is shown once, its hash is kept, and a revoked one opens nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from audit.store import measuring_keys
from audit.store.measuring_keys import MOST_KEYS, NOTE_EVERY
from audit.store.shelf import Shelf
from audit.store.tables import MeasuringKey
from tests.workers.desk import START, STARTER
from tests.workers.measuring import PAT, Measuring, measuring


@pytest.fixture
def made(database) -> Measuring:
    Shelf(database).register(STARTER, START)
    return measuring(database)


def key(made: Measuring, label: str = "Call log") -> str:
    with made.database.writing() as session:
        secret = measuring_keys.make(session, made.row(), label, made.people[PAT].id, START)
        assert secret
        return secret


def held(made: Measuring, secret: str) -> MeasuringKey | None:
    with made.database.reading() as session:
        return measuring_keys.holding(session, secret)


def test_a_key_is_known_by_its_secret_which_is_not_stored(made: Measuring):
    secret = key(made)
    found = held(made, secret)
    assert found
    assert found.agreement_id == made.agreement.id
    with made.database.reading() as session:
        rows = session.execute(text("SELECT * FROM measuring_keys")).all()
    assert secret not in str(rows)
    assert secret.removeprefix(measuring_keys.PREFIX) not in str(rows)
    assert len(secret) > 43


@pytest.mark.parametrize("secret", ["", "plk_", "x" * 5000, "plk_" + "A" * 43])
def test_another_secret_opens_nothing(made: Measuring, secret: str):
    key(made)
    assert held(made, secret) is None


def test_a_revoked_key_opens_nothing_and_stays_in_the_list(made: Measuring):
    secret, other = key(made), key(made, "Spreadsheet")
    found = held(made, secret)
    assert found
    with made.database.writing() as session:
        assert measuring_keys.revoke(session, made.agreement, found.id, START)
        assert not measuring_keys.revoke(session, made.agreement, found.id, START)
    assert held(made, secret) is None
    assert held(made, other)
    with made.database.reading() as session:
        listed = measuring_keys.of_agreement(session, made.agreement)
    assert [(one.row.label, one.made_by, one.row.revoked_at) for one in listed] == [
        ("Spreadsheet", "Pat Lee", None),
        ("Call log", "Pat Lee", START),
    ]


def test_a_key_of_another_agreement_cannot_be_revoked_from_here(made: Measuring):
    other = measuring(made.database, number=2)
    found = held(made, key(made))
    assert found
    with made.database.writing() as session:
        assert not measuring_keys.revoke(session, other.agreement, found.id, START)
        assert not measuring_keys.exists(session, other.agreement, found.id)


def test_its_last_use_is_noted_every_five_minutes_at_most(made: Measuring):
    secret = key(made)
    found = held(made, secret)
    assert found
    assert measuring_keys.is_use_to_be_noted(found, START)
    with made.database.writing() as session:
        measuring_keys.note_use(session, found.id, START)
    found = held(made, secret)
    assert found
    assert found.last_used_at == START
    assert not measuring_keys.is_use_to_be_noted(found, START + NOTE_EVERY - timedelta(seconds=1))
    assert measuring_keys.is_use_to_be_noted(found, START + NOTE_EVERY)


def test_there_are_only_so_many_keys_but_revoked_ones_do_not_count(made: Measuring):
    first = held(made, key(made))
    assert first
    for number in range(1, MOST_KEYS):
        key(made, f"Key {number}")
    with made.database.writing() as session:
        assert measuring_keys.make(session, made.agreement, "One more", made.people[PAT].id, START) is None
        measuring_keys.revoke(session, made.agreement, first.id, START)
        assert measuring_keys.make(session, made.agreement, "One more", made.people[PAT].id, START)
