"""Agreements in the store: versions that nothing overwrites, signatures, wishes, and whose they are."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from audit.store import accounts, agreements, companies
from audit.store.tables import Person, Role, Side
from tests.web.portal.operators import terms_of

TERMS = terms_of(date(2026, 4, 1))


@pytest.fixture
def write(database):
    with database.writing() as session:
        yield session


@pytest.fixture
def sam(write, now):
    return accounts.create(write, "sam@consultancy.example", "Sam Vance", Role.SALES, now)


@pytest.fixture
def pat(write, now):
    person = Person(email="pat@northwind.example", first_seen_at=now)
    write.add(person)
    write.flush()
    return person


@pytest.fixture
def agreement(write, revision, sam, now):
    return agreements.draft(write, companies.begin(write, "Northwind", now), revision, TERMS, sam, now)


def test_a_version_is_in_force_with_both_signatures(write, agreement, sam, pat, now):
    version = agreements.versions(write, agreement.id)[0].row
    assert agreements.in_force(write, agreement.id) is None
    agreements.sign(write, version, sam, "Sam Vance", "I agree.", now)
    assert agreements.in_force(write, agreement.id) is None
    agreements.sign(write, version, pat, "Pat Lee", "I agree too.", now)
    found = agreements.in_force(write, agreement.id)
    assert found is not None
    assert {side: one.wording for side, one in found.signed.items()} == {
        Side.CONSULTANCY: "I agree.",
        Side.COMPANY: "I agree too.",
    }


def test_a_side_signs_a_version_once(write, agreement, sam, now):
    version = agreements.versions(write, agreement.id)[0].row
    agreements.sign(write, version, sam, "Sam Vance", "I agree.", now)
    with pytest.raises(IntegrityError):
        agreements.sign(write, version, sam, "Sam Vance", "I agree.", now)
    write.rollback()


def test_a_change_leaves_the_version_before_as_it_was(write, agreement, sam, now):
    changed = TERMS.model_copy(update={"target": 10.0})
    agreements.propose(write, agreement, changed, "They can do better.", sam, now)
    newest, first = agreements.versions(write, agreement.id)
    assert (newest.row.number, newest.terms.target, newest.row.why) == (2, 10.0, "They can do better.")
    assert (first.row.number, first.terms) == (1, TERMS)


def test_terms_come_back_as_they_were_put_in(write, agreement):
    assert agreements.versions(write, agreement.id)[0].terms == TERMS


def test_what_was_asked_comes_with_the_version_that_it_was_about(write, agreement, sam, pat, now):
    first = agreements.versions(write, agreement.id)[0].row
    agreements.ask_for_change(write, first, pat, "Pat Lee", "Ten is too few.", now)
    second = agreements.propose(write, agreement, TERMS, "", sam, now)
    agreements.ask_for_change(write, second, pat, "Pat Lee", "Still too few.", now + timedelta(days=1))
    found = agreements.change_requests(write, agreement.id)
    assert [(one.text, about) for one, about in found] == [("Still too few.", 2), ("Ten is too few.", 1)]


def test_nobody_finds_another_companys_agreement(write, agreement, now):
    other = companies.begin(write, "Harbour", now)
    assert agreements.find(write, other.id, agreement.public_id) is None
    assert agreements.of_company(write, other.id) == []
    found = agreements.find(write, agreement.company_id, agreement.public_id)
    assert found is not None
    assert found.id == agreement.id


def test_the_versions_of_several_are_read_at_once(write, agreement, revision, sam, now):
    other = agreements.draft(write, companies.begin(write, "Harbour", now), revision, TERMS, sam, now)
    agreements.propose(write, other, TERMS, "", sam, now)
    found = agreements.versions_of(write, [agreement.id, other.id])
    assert {key: [one.row.number for one in versions] for key, versions in found.items()} == {
        agreement.id: [1],
        other.id: [2, 1],
    }
    assert agreements.versions_of(write, []) == {}


def test_stopping_keeps_when_and_why(write, agreement, now):
    agreements.stop(agreement, "They were bought.", now)
    write.flush()
    assert (agreement.stopped_at, agreement.stopped_why) == (now, "They were bought.")
