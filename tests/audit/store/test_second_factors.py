from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from audit.store import accounts, recovery_codes, second_factors
from audit.store.database import Database
from audit.store.tables import Account, RecoveryCode, Role

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def ada(database: Database) -> Account:
    with database.writing() as session:
        account = accounts.create(session, "ada@northwind.example", "Ada", Role.SALES, NOW)
        second_factors.set_up(account, b"encrypted", 100, NOW)
    return account


def test_a_step_counts_once_and_none_before_it(database, ada):
    taken = []
    for step in (100, 101, 101, 99, 102):
        with database.writing() as session:
            taken.append(second_factors.use_step(session, ada.id, step))
    assert taken == [False, True, False, False, True]


def test_two_at_the_same_moment_do_not_both_use_a_step(database, ada):
    """The second one has looked before the first one has taken it: the database decides, not the look."""
    with database.reading() as early:
        seen = accounts.find(early, ada.id).totp_last_step
    with database.writing() as session:
        assert second_factors.use_step(session, ada.id, seen + 1)
    with database.writing() as session:
        assert not second_factors.use_step(session, ada.id, seen + 1)


def test_taking_it_away_takes_the_recovery_codes_along(database, ada):
    with database.writing() as session:
        code = recovery_codes.renew(session, ada.id)[0]
    with database.writing() as session:
        account = accounts.find(session, ada.id)
        assert account
        second_factors.remove(session, account)
        assert not second_factors.is_set_up(account)
    with database.writing() as session:
        assert recovery_codes.left(session, ada.id) == 0
        assert not recovery_codes.use(session, ada.id, code, NOW)


def test_ten_codes_are_made_each_good_once_and_kept_hashed(database, ada):
    with database.writing() as session:
        made = recovery_codes.renew(session, ada.id)
    assert len(set(made)) == 10
    with database.writing() as session:
        stored = set(session.scalars(select(RecoveryCode.code_hash)))
        assert not any(code.replace("-", "") in kept for code in made for kept in stored)
        assert recovery_codes.use(session, ada.id, made[3], NOW)
        assert not recovery_codes.use(session, ada.id, made[3], NOW)
        assert recovery_codes.left(session, ada.id) == 9


def test_new_codes_end_the_old_ones_and_nobody_elses(database, ada):
    with database.writing() as session:
        bo = accounts.create(session, "bo@northwind.example", "Bo", Role.SALES, NOW)
        old, theirs = recovery_codes.renew(session, ada.id), recovery_codes.renew(session, bo.id)
        recovery_codes.renew(session, ada.id)
    with database.writing() as session:
        assert not recovery_codes.use(session, ada.id, old[0], NOW)
        assert not recovery_codes.use(session, ada.id, theirs[0], NOW)
        assert recovery_codes.use(session, bo.id, theirs[0], NOW)
