"""A company's audits in the database: its own alone, the newest first, each with its newest result."""

from datetime import timedelta

import pytest

from audit.store import audits, companies, company_audits, people, reports, revisions
from audit.store.shelf import Shelf
from tests.workers.desk import START, STARTER, record

LATER = START + timedelta(days=30)


@pytest.fixture
def playbook_hash(database):
    return Shelf(database).register(STARTER, START).content_hash


@pytest.fixture
def session(database, playbook_hash):
    with database.writing() as opened:
        yield opened


@pytest.fixture
def northwind(session):
    return companies.begin(session, "Northwind", START)


def audit(session, company, public_id, playbook_hash, at=START, **options):
    row = audits.begin(session, public_id, playbook_hash, {}, at)
    companies.take_in(session, company, row, at, **options)
    return row


def finish(session, row, at=START, **answers):
    given = record().answers.answers | answers
    changed = record().model_copy(update={"answers": record().answers.model_copy(update={"answers": given})})
    return revisions.add(session, row, changed, tuple(answers), at)


def test_the_newest_comes_first_with_its_newest_result(session, northwind, playbook_hash):
    first = audit(session, northwind, "first", playbook_hash)
    finish(session, first)
    finish(session, first, LATER, calls_per_week="90")
    audit(session, northwind, "second", playbook_hash, LATER, retake_of=first)
    second, found = company_audits.lines(session, northwind.id, person_id=1)
    assert (second.public_id, second.finished, second.newest, second.retake_of) == ("second", False, None, "first")
    assert (found.public_id, found.finished, found.newest.number, found.newest.made_at) == ("first", True, 2, LATER)
    assert found.newest.total == record().audit.total
    assert found.made_with.content_hash == playbook_hash


def test_what_is_asked_for_by_its_public_id_is_that_alone(session, northwind, playbook_hash):
    audit(session, northwind, "first", playbook_hash)
    audit(session, northwind, "second", playbook_hash)
    assert [one.public_id for one in company_audits.lines(session, northwind.id, 1, "first")] == ["first"]
    assert company_audits.lines(session, northwind.id, 1, "third") == []


def test_another_companys_audits_are_not_there(session, northwind, playbook_hash):
    harbour = companies.begin(session, "Harbour", START)
    row = audit(session, harbour, "theirs", playbook_hash)
    assert company_audits.lines(session, northwind.id, 1) == []
    assert company_audits.lines(session, northwind.id, 1, "theirs") == []
    again = audit(session, northwind, "ours", playbook_hash, retake_of=row)
    assert company_audits.retaken_from(session, northwind.id, again.id) is None


def test_an_audit_is_the_own_of_whoever_said_so(session, northwind, playbook_hash):
    row = audit(session, northwind, "first", playbook_hash)
    pat = people.remember(session, row, "pat@northwind.example", "Pat", "Northwind", START)
    assert [one.own for one in company_audits.lines(session, northwind.id, pat.id)] == [True]
    assert [one.own for one in company_audits.lines(session, northwind.id, pat.id + 1)] == [False]


def test_whoever_said_so_first_is_its_first_contact(session, northwind, playbook_hash):
    row = audit(session, northwind, "first", playbook_hash)
    assert company_audits.first_contact(session, row.id) is None
    people.remember(session, row, "pat@northwind.example", "Pat", "Northwind", START)
    people.remember(session, row, "lee@northwind.example", "Lee", "Northwind", LATER)
    assert company_audits.first_contact(session, row.id).name == "Pat"


def test_every_result_comes_with_what_changed_and_its_pdf(session, northwind, playbook_hash):
    row = audit(session, northwind, "first", playbook_hash)
    first = finish(session, row)
    finish(session, row, LATER, calls_per_week="90", job_value="500")
    reports.request(session, first, "Northwind", "", START)
    newest, oldest = company_audits.results_of(session, row.id)
    assert (newest.figures.number, newest.changed, newest.report) == (2, ("calls_per_week", "job_value"), None)
    assert (oldest.figures.number, oldest.changed, oldest.report.revision_id) == (1, (), first.id)


def test_what_was_said_before_is_that_of_the_audit_it_was_begun_from(session, northwind, playbook_hash):
    first = audit(session, northwind, "first", playbook_hash)
    audits.save_answer(session, first, "calls_per_week", "60", START)
    again = audit(session, northwind, "again", playbook_hash, retake_of=first)
    assert company_audits.given_before(session, again.id, "calls_per_week") == "60"
    assert company_audits.given_before(session, again.id, "job_value") is None
    assert company_audits.given_before(session, first.id, "calls_per_week") is None


def test_when_the_audit_before_is_gone_nothing_was_said(session, northwind, playbook_hash):
    first = audit(session, northwind, "first", playbook_hash)
    audits.save_answer(session, first, "calls_per_week", "60", START)
    again = audit(session, northwind, "again", playbook_hash, retake_of=first)
    session.delete(first)
    session.flush()
    assert company_audits.given_before(session, again.id, "calls_per_week") is None
    assert [one.retake_of for one in company_audits.lines(session, northwind.id, 1)] == [""]
