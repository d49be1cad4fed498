"""Papers in the store: the same key is the same paper, each company's are its own, and files follow their rows."""

from datetime import timedelta

import pytest

from audit.store import claims, companies, papers, removals
from audit.store.tables import JobState, Paper, PaperKind

LEASE = timedelta(seconds=30)
SECOND = timedelta(seconds=1)


@pytest.fixture
def both(database, now):
    """Two companies."""
    with database.writing() as session:
        return companies.begin(session, "Northwind", now), companies.begin(session, "Harbour", now)


def order(database, company, now, key="proof:1", kind=PaperKind.PROOF, expires_at=None):
    with database.writing() as session:
        return papers.order(
            session,
            company_id=company.id,
            kind=kind,
            key=key,
            as_of=now,
            now=now,
            request_id="request-1",
            expires_at=expires_at,
        )


def claim(database, paper, now):
    with database.writing() as session:
        return claims.claim(session, Paper, paper.id, now, LEASE)


def finish(database, paper, now):
    held = claim(database, paper, now)
    with database.writing() as session:
        assert claims.finish(session, held, now, file_name=removals.paper_file(paper), size_bytes=4, sha256="ab" * 32)


def test_the_same_key_is_the_same_paper_as_it_was_asked_for_first(database, both, now):
    first = order(database, both[0], now)
    again = order(database, both[0], now + timedelta(days=1))
    assert (again.id, again.as_of, again.state) == (first.id, now, JobState.WAITING)


def test_the_same_key_of_another_company_is_another_paper(database, both, now):
    assert order(database, both[0], now).id != order(database, both[1], now).id


def test_a_paper_that_failed_is_waited_for_again_when_it_is_asked_for(database, both, now):
    paper = order(database, both[0], now)
    with database.writing() as session:
        held = claims.claim(session, Paper, paper.id, now, LEASE)
        assert held is not None
        claims.renew(session, held, now, LEASE, progress_percent=40)
        claims.give_up(session, held, "The PDF could not be drawn.", now)
    again = order(database, both[0], now + SECOND)
    assert (again.id, again.state, again.attempts, again.progress_percent) == (paper.id, JobState.WAITING, 0, 0)


def test_a_paper_that_is_done_stays_done(database, both, now):
    paper = order(database, both[0], now)
    finish(database, paper, now)
    assert order(database, both[0], now + SECOND).state == JobState.DONE


def test_a_paper_is_found_by_its_own_company_alone(database, both, now):
    paper = order(database, both[0], now)
    with database.reading() as session:
        assert papers.find(session, both[0].id, paper.public_id).id == paper.id
        assert papers.find(session, both[1].id, paper.public_id) is None


def test_a_zip_can_be_had_until_its_time(database, both, now):
    later = now + timedelta(days=7)
    data = order(database, both[0], now, key="data", kind=PaperKind.EVERYTHING, expires_at=later)
    finish(database, data, now)
    with database.reading() as session:
        row = session.get_one(Paper, data.id)
    assert row.file_name == f"papers/{data.public_id}.zip"
    assert papers.can_be_had(row, later - SECOND)
    assert not papers.can_be_had(row, later)


def test_the_file_of_a_paper_stays_while_its_row_has_it_or_is_getting_it(database, both, now):
    ready, making, waiting = (order(database, both[0], now, key=key) for key in ("ready", "making", "waiting"))
    finish(database, ready, now)
    claim(database, making, now)
    names = {one.id: removals.paper_file(one) for one in (ready, making, waiting)}
    with database.reading() as session:
        used = removals.in_use(session, [*names.values(), "papers/of-nobody.pdf"])
    assert used == {names[ready.id], names[making.id]}
