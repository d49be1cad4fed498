"""What operators do at the same moment, on either database: links, colleagues, and audits that find their company."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from audit.store import audits, companies, memberships, operator_links, people, taking_in
from audit.store.database import Database
from audit.store.tables import (
    AuditState,
    Company,
    CompanyAudit,
    Mail,
    Membership,
    OperatorLinkPurpose,
    Person,
    PlaybookVersion,
    Slot,
)

HASH = "0" * 64
AT_ONCE = 5


def at_once(work: Callable[[int], int], times: int = AT_ONCE) -> list[int]:
    """Run it in threads that begin together. Returns what each gave."""
    start, got = Barrier(times), list[int]()

    def begin(number: int) -> None:
        start.wait()
        got.append(work(number))

    threads = [Thread(target=begin, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == times
    return got


@pytest.fixture
def sent(database: Database, now) -> list[int]:
    """A finished audit that was sent to several people. Returns their numbers."""
    with database.writing() as session:
        about = {"name": "starter", "title": "Starter", "version": "1", "archive": b"", "first_seen_at": now}
        session.add(PlaybookVersion(content_hash=HASH, **about))
        session.flush()
        audit = audits.begin(session, "theirs", HASH, {}, now)
        audit.state = AuditState.FINISHED
        return [
            people.remember(session, audit, f"n{number}@northwind.example", "Pat", "Northwind", now).id
            for number in range(AT_ONCE)
        ]


@pytest.fixture
def company(database: Database, now) -> int:
    with database.writing() as session:
        return companies.begin(session, "Northwind", now).id


def count(database, table):
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_of_all_to_whom_an_audit_was_sent_the_first_to_sign_in_has_it(database, sent, now):
    def sign_in(number: int) -> int:
        with database.writing() as session:
            return len(taking_in.take_in_theirs(session, session.get_one(Person, sent[number]), now))

    assert sorted(at_once(sign_in)) == [0, 0, 0, 0, 1]
    assert [count(database, table) for table in (Company, CompanyAudit, Membership)] == [1, 1, 1]


def test_one_link_lets_in_one_of_many(database, sent, now):
    with database.writing() as session:
        operator_links.keep(session, "k" * 43, sent[0], now, now.replace(hour=23))

    def use(_: int) -> bool:
        with database.writing() as session:
            return operator_links.use(session, "k" * 43, OperatorLinkPurpose.SIGN_IN, now)

    assert sorted(at_once(use)) == [False, False, False, False, True]


def test_however_many_leave_at_once_one_stays(database, sent, company, now):
    with database.writing() as session:
        row = session.get_one(Company, company)
        theirs = [companies.join(session, row, session.get_one(Person, one), "", now).id for one in sent]

    def leave(number: int) -> bool:
        with database.writing() as session:
            return memberships.end(session, company, theirs[number], now)

    assert sorted(at_once(leave)) == [False, True, True, True, True]
    with database.reading() as session:
        assert len(memberships.of_company(session, company)) == 1


def test_an_address_has_one_turn_however_many_ask(database, now):
    def ask(_: int) -> bool:
        with database.writing() as session:
            return operator_links.may_ask(session, "pat@northwind.example", now)

    assert sorted(at_once(ask)) == [False, False, False, False, True]


def test_turns_can_be_forgotten_with_the_address(database, now):
    email = "pat@northwind.example"
    with database.writing() as session:
        assert operator_links.may_ask(session, email, now)
        assert not operator_links.may_ask(session, email, now)
        operator_links.forget_turns(session, email)
        assert operator_links.may_ask(session, email, now, at_home=True)
        operator_links.forget_turns(session, email)
        assert session.scalar(select(func.count()).select_from(Slot)) == 0


def test_an_invitation_that_was_taken_back_is_not_accepted(database, sent, company, now):
    with database.writing() as session:
        row, person = session.get_one(Company, company), session.get_one(Person, sent[0])
        invited = memberships.invite(session, row, person, "Pat", now)
        assert memberships.is_invited(session, company, person.id)
        assert memberships.end(session, company, invited.id, now)
        assert memberships.accept(session, row, person, "Pat", now) is None
        assert companies.companies_of(session, person.id) == []
        assert memberships.invite(session, row, person, "", now).name == "Pat"
        assert memberships.accept(session, row, person, "", now) is not None


def test_nobody_of_another_company_is_found_or_ended(database, sent, company, now):
    with database.writing() as session:
        other = companies.begin(session, "Harbourside", now)
        joined = companies.join(session, other, session.get_one(Person, sent[0]), "", now)
        assert memberships.find(session, company, joined.id) is None
        with pytest.raises(LookupError):
            memberships.end(session, company, joined.id, now)


def test_the_work_that_is_done_for_nobody_leaves_nothing_but_the_turn(database, now):
    with database.writing() as session:
        assert operator_links.may_ask(session, "nobody@northwind.example", now)
        operator_links.order_for_nobody(session, "request-1", now)
    assert count(database, Mail) == 0
    with database.writing() as session:
        assert not operator_links.may_ask(session, "nobody@northwind.example", now)
