"""A company's agreements at a glance: what is in force, what waits for a signature, which numbers are missing."""

from datetime import date, timedelta

import pytest

from audit.recovery.series import Series
from audit.store import accounts, agreements, audits, companies, company_agreements, papers, people, revisions
from audit.store.shelf import Shelf
from audit.store.tables import JobState, Measurement, PaperKind, Role
from tests.web.portal.operators import terms_of
from tests.workers.desk import START, STARTER, record

TODAY = date(2026, 6, 1)
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture
def session(database):
    Shelf(database).register(STARTER, START)
    with database.writing() as opened:
        yield opened


@pytest.fixture
def pat(session):
    audit = audits.begin(session, "first", record().audit.playbook.content_hash, {}, START)
    revisions.add(session, audit, record(), (), START)
    return people.remember(session, audit, "pat@northwind.example", "Pat Lee", "Northwind", START)


@pytest.fixture
def sam(session):
    return accounts.create(session, "sam.vance@consultancy.example", "Sam Vance", Role.SALES, START)


@pytest.fixture
def northwind(session):
    return companies.begin(session, "Northwind", START)


def draft(session, company, starts_on=APRIL):
    revision = revisions.latest(session, audits.find(session, "first").id)
    assert revision is not None
    return agreements.draft(session, company, revision, terms_of(starts_on), None, START)


def sign(session, agreement, *sides):
    newest = agreements.versions(session, agreement.id)[0].row
    for who in sides:
        agreements.sign(session, newest, who, "Signed", "I agree.", START)


def measure(session, agreement, starts_on, value, number=1, series=Series.METRIC):
    row = {"starts_on": starts_on, "number": number, "value": value, "way": "by hand", "entered_at": START}
    session.add(Measurement(agreement_id=agreement.id, series=series, **row))
    session.flush()


def only(session, company):
    (line,) = company_agreements.lines(session, company.id, TODAY)
    return line


def test_until_both_have_signed_nothing_is_in_force(session, northwind, pat, sam):
    agreement = draft(session, northwind)
    sign(session, agreement, sam)
    line = only(session, northwind)
    assert (line.in_force, line.waits_for_signature, line.missing) == (None, True, ())


def test_once_both_have_signed_the_numbers_of_periods_that_are_over_are_missing(session, northwind, pat, sam):
    agreement = draft(session, northwind)
    sign(session, agreement, sam, pat)
    line = only(session, northwind)
    assert (line.in_force, line.waits_for_signature) == (line.newest, False)
    assert line.missing == (APRIL, MAY)


def test_the_highest_number_of_a_period_says_whether_it_is_there(session, northwind, pat, sam):
    agreement = draft(session, northwind)
    sign(session, agreement, sam, pat)
    measure(session, agreement, APRIL, 20.0)
    measure(session, agreement, MAY, 20.0)
    measure(session, agreement, MAY, None, number=2)
    measure(session, agreement, MAY, 0.5, series=Series.ADOPTION)
    assert only(session, northwind).missing == (MAY,)
    measure(session, agreement, MAY, 21.0, number=3)
    assert only(session, northwind).missing == ()


def test_a_newer_version_waits_beside_the_one_in_force(session, northwind, pat, sam):
    agreement = draft(session, northwind)
    sign(session, agreement, sam, pat)
    agreements.propose(session, agreement, terms_of(APRIL, target=16.0), "Less.", None, START)
    line = only(session, northwind)
    assert (line.in_force.row.number, line.newest.row.number, line.waits_for_signature) == (1, 2, True)
    assert line.missing == (APRIL, MAY)


def test_of_one_that_was_stopped_nothing_waits(session, northwind, pat, sam):
    agreement = draft(session, northwind)
    sign(session, agreement, sam, pat)
    agreements.propose(session, agreement, terms_of(APRIL, target=16.0), "Less.", None, START)
    agreement.stopped_at = START
    session.flush()
    line = only(session, northwind)
    assert (line.waits_for_signature, line.missing) == (False, ())


def test_the_newest_comes_first_and_another_companys_is_not_there(session, northwind, pat):
    first, second = draft(session, northwind), draft(session, northwind)
    draft(session, companies.begin(session, "Harbour", START))
    found = company_agreements.lines(session, northwind.id, TODAY)
    assert [one.agreement.id for one in found] == [second.id, first.id]


def test_a_company_without_any_has_none(session, northwind):
    assert company_agreements.lines(session, northwind.id, TODAY) == []


@pytest.mark.parametrize(
    ("changed", "there"),
    [
        ({}, True),
        ({"state": JobState.WORKING}, False),
        ({"finished_at": START - timedelta(days=8)}, False),
        ({"expires_at": START - timedelta(seconds=1)}, False),
        ({"person_id": None}, False),
    ],
)
def test_a_paper_is_offered_to_whoever_asked_while_it_is_fresh(session, northwind, pat, changed, there):
    asked = {"as_of": START, "now": START, "request_id": "", "person_id": pat.id}
    paper = papers.order(session, company_id=northwind.id, kind=PaperKind.EVERYTHING, key="everything", **asked)
    for name, value in {"state": JobState.DONE, "finished_at": START, **changed}.items():
        setattr(paper, name, value)
    session.flush()
    found = company_agreements.ready_papers(session, northwind.id, pat.id, START - timedelta(days=7), START)
    assert [one.id for one in found] == ([paper.id] if there else [])
