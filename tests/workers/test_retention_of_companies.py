"""What belongs to a company of the portal stays while it is worked with, and goes when it is over."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from audit.recovery.series import Series
from audit.store import agreements, audits, companies, operator_sessions, papers, people, removals, revisions
from audit.store.tables import (
    Agreement,
    AuditRow,
    Company,
    JobState,
    Measurement,
    OperatorSession,
    Paper,
    PaperKind,
    Person,
)
from tests.web.portal.operators import terms_of
from tests.workers.desk import forward, record
from tests.workers.test_retention import count, retain

DAY = timedelta(days=1)
YEARS = 4 * 365 * DAY


@pytest.fixture
def agreed(services):
    """A company with an agreement about its audit. Returns the agreement's number."""
    now = services.clock()
    with services.database.writing() as session:
        audit = audits.begin(session, "agreed", record().audit.playbook.content_hash, {}, now)
        revision = revisions.add(session, audit, record(), (), now)
        person = people.remember(session, audit, "ann@northwind.example", "Ann", "Northwind", now)
        company = companies.begin(session, "Northwind", now)
        companies.take_in(session, company, audit, now)
        companies.join(session, company, person, "Ann", now)
        operator_sessions.start(session, person, "Firefox on Linux", now)
        return agreements.draft(session, company, revision, terms_of(date(2026, 7, 1)), None, now).id


def paper(services, agreement_id, *, days):
    """A finished zip that can be had for some days, or a PDF that is kept."""
    with services.database.writing() as session:
        agreement = session.get_one(Agreement, agreement_id)
        made = papers.order(
            session,
            company_id=agreement.company_id,
            kind=PaperKind.EVERYTHING if days else PaperKind.AGREEMENT,
            key=f"{days}",
            as_of=services.clock(),
            now=services.clock(),
            request_id="",
            agreement_id=agreement.id,
            expires_at=services.clock() + days * DAY if days else None,
        )
        made.state, made.finished_at = JobState.DONE, services.clock()
        made.file_name = removals.paper_file(made)
        services.report_files.put(made.file_name, b"made")


def test_what_is_agreed_and_not_stopped_keeps_its_audit_and_its_people(services, agreed):
    forward(services, YEARS)
    retain(services)
    assert (count(services, AuditRow), count(services, Agreement), count(services, Person)) == (1, 1, 1)
    assert count(services, OperatorSession) == 0  # over long ago


def test_what_was_stopped_goes_with_its_papers_and_its_company_when_its_time_is_over(services, agreed):
    paper(services, agreed, days=0)
    paper(services, agreed, days=3650)
    with services.database.writing() as session:
        zipped = session.scalars(select(Paper).where(Paper.kind == PaperKind.EVERYTHING)).one()
        zipped.agreement_id = None  # it is about the whole company
        session.get_one(Agreement, agreed).stopped_at = services.clock()
    forward(services, YEARS)
    retain(services)
    retain(services)  # the company of the audit that has just gone
    assert [count(services, table) for table in (AuditRow, Agreement, Company, Paper, Person)] == [0, 0, 0, 0, 0]
    assert services.report_files.names("") == ()


def test_what_was_stopped_and_is_still_measured_stays(services, agreed):
    with services.database.writing() as session:
        session.get_one(Agreement, agreed).stopped_at = services.clock()
    forward(services, YEARS)
    with services.database.writing() as session:
        measured = Measurement(agreement_id=agreed, series=Series.METRIC, starts_on=date(2026, 7, 1), number=1)
        measured.value, measured.way, measured.entered_at = 3.0, "by hand", services.clock()
        session.add(measured)
    retain(services)
    assert count(services, AuditRow) == 1


def test_a_zip_goes_when_its_time_is_over_and_a_kept_paper_stays(services, agreed):
    paper(services, agreed, days=7)
    paper(services, agreed, days=0)
    forward(services, 8 * DAY)
    retain(services)
    with services.database.reading() as session:
        assert session.scalars(select(Paper.kind)).all() == [PaperKind.AGREEMENT]
    assert [name.rpartition(".")[2] for name in services.report_files.names("")] == ["pdf"]


def test_somebody_who_was_invited_and_has_no_audit_is_not_forgotten(services, agreed):
    with services.database.writing() as session:
        bob = Person(email="bob@northwind.example", first_seen_at=services.clock())
        session.add(bob)
        session.flush()
        company = session.scalars(select(Company)).one()
        companies.join(session, company, bob, "Bob", services.clock())
    forward(services, DAY)
    retain(services)
    with services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 2
