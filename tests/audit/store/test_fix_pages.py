"""The one-page fix in a company's own words: every version is kept, and nobody overwrites another's unseen."""

from datetime import date, timedelta

import pytest

from audit.findings import Loop
from audit.store import accounts, agreements, companies, fix_pages
from audit.store.fix_pages import Writer
from audit.store.tables import Role
from tests.web.portal.operators import terms_of

FIRST = Loop("A call", "A text", "A list", "Ann calls back")
SECOND = Loop("A call", "A text within a minute", "A list", "Ann calls back")


@pytest.fixture
def company(database, now):
    with database.writing() as session:
        return companies.begin(session, "Northwind", now)


@pytest.fixture
def agreement(database, company, revision, now):
    with database.writing() as session:
        return agreements.draft(session, company, revision, terms_of(date(2026, 4, 1)), None, now)


def write(database, agreement, seen, loop, now, by=None):
    with database.writing() as session:
        row = fix_pages.write(session, agreement, seen, loop, by or Writer(), now)
        return row.number if row else None


def newest(database, agreement):
    with database.reading() as session:
        row = fix_pages.newest(session, agreement.id)
        return (row.number, fix_pages.loop_of(row)) if row else None


def test_until_somebody_writes_one_there_is_none(database, agreement):
    assert newest(database, agreement) is None


def test_each_change_is_a_new_row_and_the_highest_counts(database, agreement, now):
    assert write(database, agreement, 0, FIRST, now) == 1
    assert write(database, agreement, 1, SECOND, now) == 2
    assert newest(database, agreement) == (2, SECOND)


@pytest.mark.parametrize("seen", [-1, 0, 2])
def test_who_has_not_seen_the_one_that_counts_overwrites_nothing(database, agreement, now, seen):
    write(database, agreement, 0, FIRST, now)
    assert write(database, agreement, seen, SECOND, now) is None
    assert newest(database, agreement) == (1, FIRST)


def test_the_same_words_again_make_no_new_row(database, agreement, now):
    write(database, agreement, 0, FIRST, now)
    assert write(database, agreement, 1, FIRST, now) == 1


def test_the_history_says_who_wrote_what_the_newest_first(database, company, agreement, now):
    with database.writing() as session:
        sam = accounts.create(session, "sam.vance@consultancy.example", "Sam Vance", Role.SALES, now)
        pat = companies.person_at(session, "pat@northwind.example", now)
        companies.join(session, company, pat, "Pat Lee", now)
    write(database, agreement, 0, FIRST, now, Writer(account_id=sam.id))
    write(database, agreement, 1, SECOND, now + timedelta(days=1), Writer(person_id=pat.id))
    write(database, agreement, 2, FIRST, now + timedelta(days=2))
    with database.reading() as session:
        history = fix_pages.history(session, agreement)
    assert [(one.row.number, one.by, fix_pages.loop_of(one.row)) for one in history] == [
        (3, "", FIRST),
        (2, "Pat Lee", SECOND),
        (1, "Sam Vance", FIRST),
    ]
