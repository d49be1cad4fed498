"""All agreements as a list: by state, page by page, with what was measured last and what is missing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from audit.recovery.proof import State
from audit.store import agreement_list, companies
from audit.store.agreement_list import Latest
from audit.store.tables import Company
from tests.audit.store.promised import add_version, measured, promise
from tests.web.portal.operators import terms_of

START = date(2026, 1, 1)
TODAY = date(2026, 5, 20)


@pytest.fixture
def write(database):
    with database.writing() as session:
        yield session


def names(page):
    return [line.company for line in page.lines]


def test_a_state_has_its_own_list_with_who_came_into_it_last_on_top(write, revision, now):
    for days, state, name in ((3, State.REACHED, "A"), (1, State.REACHED, "B"), (2, State.SLIPPED, "C")):
        promise(write, revision, terms_of(START), now - timedelta(days=days), state, name=name)
    assert names(agreement_list.page(write, State.REACHED, 1, TODAY)) == ["B", "A"]
    assert names(agreement_list.page(write, State.SLIPPED, 1, TODAY)) == ["C"]
    assert names(agreement_list.page(write, None, 1, TODAY)) == ["C", "B", "A"]
    assert agreement_list.counts(write) == {state: {"reached": 2, "slipped": 1}.get(state, 0) for state in State}


def test_pages_follow_each_other_without_a_gap(write, revision, now):
    for number in range(5):
        promise(write, revision, terms_of(START), now - timedelta(days=number), State.ON_TRACK, name=str(number))
    pages = [agreement_list.page(write, State.ON_TRACK, number, TODAY, at_once=2) for number in (1, 2, 3)]
    assert [names(page) for page in pages] == [["0", "1"], ["2", "3"], ["4"]]
    assert [(page.has_newer, page.has_older) for page in pages] == [(False, True), (True, True), (True, False)]


def test_the_number_now_is_the_newest_one_that_counts(write, revision, now):
    agreement = promise(write, revision, terms_of(START), now, State.ON_TRACK)
    measured(write, agreement, date(2026, 1, 1), 30.0)
    measured(write, agreement, date(2026, 2, 1), 29.0, 28.0)
    measured(write, agreement, date(2026, 3, 1), 27.0, None)
    (line,) = agreement_list.page(write, None, 1, TODAY).lines
    assert line.latest == Latest(date(2026, 2, 1), 28.0)
    assert line.missing == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("state", "today", "values", "missing"),
    [
        (State.ON_TRACK, date(2026, 1, 31), (), None),  # January is not over
        (State.ON_TRACK, date(2026, 2, 1), (), date(2026, 1, 1)),
        (State.REACHED, date(2026, 2, 1), (30.0,), None),
        (State.STOPPED, date(2026, 2, 1), (), None),
        (State.DRAFT, date(2026, 2, 1), (), None),
    ],
)
def test_a_number_is_missing_once_its_period_is_over(write, revision, now, state, today, values, missing):
    agreement = promise(write, revision, terms_of(START), now, state)
    for value in values:
        measured(write, agreement, START, value)
    (line,) = agreement_list.page(write, None, 1, today).lines
    assert line.missing == missing


def test_the_version_in_force_is_shown_and_a_newer_one_is_told_of(write, revision, now):
    agreement = promise(write, revision, terms_of(START), now, State.ON_TRACK)
    add_version(write, agreement, terms_of(START, target=10.0), now, number=2, signed=False)
    (line,) = agreement_list.page(write, None, 1, TODAY).lines
    assert (line.terms.target, line.version.row.number, line.newest) == (14.0, 1, 2)


def test_a_page_takes_as_many_questions_however_long_it_is(database, revision, now):
    def asked() -> int:
        count = []
        event.listen(database.engine, "before_cursor_execute", note := lambda *_: count.append(1))
        with database.reading() as session:
            agreement_list.page(session, None, 1, TODAY)
        event.remove(database.engine, "before_cursor_execute", note)
        return len(count)

    with database.writing() as session:
        promise(session, revision, terms_of(START), now, State.ON_TRACK, name="A")
    one = asked()
    with database.writing() as session:
        for number in range(9):
            agreement = promise(session, revision, terms_of(START), now, State.ON_TRACK, name=str(number))
            measured(session, agreement, START, 30.0)
    assert asked() == one


def test_the_newest_agreement_of_each_audits_company_is_found(write, audit, revision, now):
    first = promise(write, revision, terms_of(START), now, State.STOPPED)
    company = write.get_one(Company, first.company_id)
    companies.take_in(write, company, write.merge(audit), now)
    second = promise(write, revision, terms_of(START), now + timedelta(days=1), State.ON_TRACK)
    second.company_id = company.id
    write.flush()
    assert {key: one.id for key, one in agreement_list.newest_of(write, [audit.id]).items()} == {audit.id: second.id}
    assert agreement_list.newest_of(write, []) == {}
