"""What is done to accounts: somebody who can look after them is always left."""

from datetime import timedelta

import pytest

from audit.store import account_changes, accounts, recovery_codes, staff_links, staff_sessions
from audit.store.account_changes import AddressTakenError, LastAdminError
from audit.store.tables import Account, Role, StaffLinkPurpose

SECRET = "k" * 43


def make(database, now, name="Ada", role=Role.ADMIN, **fields):
    with database.writing() as session:
        account = accounts.create(session, f"{name.lower()}@northwind.example", name, role, now)
        for field, value in {"password_hash": "set", **fields}.items():
            setattr(account, field, value)
        return account.id


def changed(database, account_id, change):
    with database.writing() as session:
        change(session, session.get(Account, account_id))
    with database.reading() as session:
        return session.get(Account, account_id)


def signed_in(database, account_id, now):
    with database.writing() as session:
        return staff_sessions.start(session, session.get(Account, account_id), "Firefox on Linux", now)


def holds(database, secret, now):
    with database.reading() as session:
        return staff_sessions.holding(session, secret, now) is not None


@pytest.mark.parametrize(
    "other",
    [
        {"role": Role.SALES},
        {"password_hash": None},
        {"is_sample": True},
        {"disabled_at": "now"},
    ],
    ids=["sales", "never came", "invented", "shut"],
)
def test_the_last_admin_who_can_sign_in_is_neither_shut_nor_given_another_role(database, now, other):
    ada = make(database, now)
    make(database, now, "Bo", **{key: now if value == "now" else value for key, value in other.items()})
    with pytest.raises(LastAdminError), database.writing() as session:
        account_changes.disable(session, session.get(Account, ada), now)
    with pytest.raises(LastAdminError), database.writing() as session:
        account_changes.give_role(session, session.get(Account, ada), Role.VIEWER)
    kept = changed(database, ada, lambda session, account: account_changes.give_role(session, account, Role.ADMIN))
    assert (kept.role, kept.disabled_at) == (Role.ADMIN, None)


@pytest.mark.parametrize("way", [{}, {"password_hash": None, "single_sign_on": "https://login.northwind.example bo"}])
def test_with_another_admin_an_admin_may_go(database, now, way):
    ada = make(database, now)
    make(database, now, "Bo", **way)
    demoted = changed(database, ada, lambda session, account: account_changes.give_role(session, account, Role.AUTHOR))
    assert demoted.role == Role.AUTHOR


def test_who_cannot_sign_in_is_no_last_admin(database, now):
    ada = make(database, now, password_hash=None)
    assert changed(database, ada, lambda session, account: account_changes.disable(session, account, now)).disabled_at


def test_a_shut_account_is_signed_out_at_once_and_stays_so_when_it_is_opened(database, now):
    bo = make(database, now, "Bo", Role.SALES)
    secret = signed_in(database, bo, now)
    with database.writing() as session:
        staff_links.keep(session, SECRET, StaffLinkPurpose.NEW_PASSWORD, bo, now, now + timedelta(hours=2))
    changed(database, bo, lambda session, account: account_changes.disable(session, account, now))
    opened = changed(database, bo, lambda _, account: account_changes.enable(account))
    assert (opened.disabled_at, opened.password_hash) == (None, "set")
    assert not holds(database, secret, now)
    with database.reading() as session:
        assert staff_links.find(session, SECRET, now) is None


def test_shutting_twice_keeps_the_first_moment(database, now):
    bo = make(database, now, "Bo", Role.SALES)
    for later in (now, now + timedelta(days=1)):
        found = changed(database, bo, lambda session, account, at=later: account_changes.disable(session, account, at))
        assert found.disabled_at == now


def test_a_reset_takes_every_way_in(database, now):
    bo = make(database, now, "Bo", Role.SALES, totp_secret=b"secret", totp_confirmed_at=now, single_sign_on="issuer bo")
    secret = signed_in(database, bo, now)
    with database.writing() as session:
        codes = recovery_codes.renew(session, bo)
    found = changed(database, bo, lambda session, account: account_changes.reset(session, account, now))
    assert (found.password_hash, found.totp_secret, found.totp_confirmed_at, found.single_sign_on) == (None,) * 4
    assert not holds(database, secret, now)
    with database.writing() as session:
        assert not recovery_codes.use(session, bo, codes[0], now)


def test_an_address_is_one_accounts_however_it_is_spelled(database, now):
    with database.writing() as session:
        made = account_changes.make(session, "Ada@Northwind.example", "Ada", Role.ADMIN, now)
        assert (made.email, made.role, made.wants_alerts, made.password_hash) == (
            "ada@northwind.example",
            "admin",
            True,
            None,
        )
    with pytest.raises(AddressTakenError), database.writing() as session:
        account_changes.make(session, "ADA@northwind.example ", "Another", Role.SALES, now)
    with database.reading() as session:
        assert [account.name for account in accounts.everybody(session)] == ["Ada"]


def test_the_list_has_everybody_by_name_with_their_sessions_and_the_shut_ones_last(database, now):
    bo = make(database, now, "Bo", Role.SALES)
    make(database, now, "Ada", disabled_at=now)
    make(database, now, "Cy", Role.VIEWER, password_hash=None)
    for hours_ago in (0, 1, 13):
        signed_in(database, bo, now - timedelta(hours=hours_ago))
    with database.reading() as session:
        listed = account_changes.everybody(session, now)
        assert account_changes.one(session, bo, now).sessions == 2
        assert account_changes.one(session, 99, now) is None
    assert [(one.account.name, one.sessions, one.can_sign_in) for one in listed] == [
        ("Bo", 2, True),
        ("Cy", 0, False),
        ("Ada", 0, True),
    ]
