"""Links with which staff set a password: good once, for a while, for their own account."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from audit.store import accounts, staff_links
from audit.store.tables import Mail, Role, StaffLink, StaffLinkPurpose

SECRET = "k" * 43


@pytest.fixture
def ada(database, now):
    with database.writing() as session:
        return accounts.create(session, "ada@northwind.example", "Ada", Role.SALES, now).id


def keep(database, account_id, now, secret=SECRET):
    with database.writing() as session:
        ends = now + timedelta(hours=2)
        staff_links.keep(session, secret, StaffLinkPurpose.INVITATION, account_id, now, ends)


def found(database, secret, at):
    with database.reading() as session:
        row = staff_links.find(session, secret, at)
        return row[1].id if row else None


def test_a_link_opens_its_account_until_it_is_over(database, ada, now):
    keep(database, ada, now)
    assert found(database, SECRET, now) == ada
    assert found(database, SECRET, now + timedelta(hours=2)) is None
    assert found(database, "x" * 43, now) is None
    assert found(database, SECRET * 9, now) is None


def test_the_database_holds_only_a_hash(database, ada, now):
    keep(database, ada, now)
    with database.reading() as session:
        assert session.scalars(select(StaffLink.token_hash)).one() != SECRET


def test_a_link_is_used_once_and_keeping_it_again_does_not_bring_it_back(database, ada, now):
    keep(database, ada, now)
    with database.writing() as session:
        assert staff_links.use(session, SECRET, now)
        assert not staff_links.use(session, SECRET, now)
    keep(database, ada, now)
    assert found(database, SECRET, now) is None


@pytest.mark.parametrize("fields", [{"disabled_at": "now"}, {"is_sample": True}])
def test_a_link_to_an_account_that_is_shut_or_invented_opens_nothing(database, ada, now, fields):
    keep(database, ada, now)
    with database.writing() as session:
        account = accounts.find(session, ada)
        for name, value in fields.items():
            setattr(account, name, now if value == "now" else value)
    assert found(database, SECRET, now) is None


def test_a_later_mail_closes_the_links_before_it_and_overtakes_their_mails(database, ada, now):
    keep(database, ada, now)
    with database.writing() as session:
        account = accounts.find(session, ada)
        assert account
        first = staff_links.order_mail(session, account, StaffLinkPurpose.INVITATION, "request-1", now).id
        second = staff_links.order_mail(session, account, StaffLinkPurpose.NEW_PASSWORD, "request-2", now).id
    assert found(database, SECRET, now) is None
    with database.reading() as session:
        assert staff_links.is_overtaken(session, session.get(Mail, first))
        assert not staff_links.is_overtaken(session, session.get(Mail, second))
