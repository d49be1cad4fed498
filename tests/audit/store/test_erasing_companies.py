"""Erasing somebody from the portal: no column says who they were, and what a company agreed and measured stays."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from audit.findings import Readiness
from audit.recovery.series import Series
from audit.recovery.views import View
from audit.store import accounts, agreements, audits, companies, erasure, operator_sessions, papers, people, revisions
from audit.store.tables import (
    AgreementVersion,
    AuditRow,
    ChangeRequest,
    Company,
    FixPage,
    Lead,
    Measurement,
    MeasuringKey,
    Membership,
    OperatorSession,
    Paper,
    PaperKind,
    Person,
    ReadinessAnswer,
    ReadinessAsk,
    Removal,
    Role,
    SignOff,
)
from tests.audit.store.test_erasure import traces
from tests.web.portal.operators import terms_of

ANN, NAME = "ann.erased@northwind.example", "Annabel Erasmus"
BOB = "bob@northwind.example"


def company_of(session, playbook, record, number, now, *who):
    """A company with an audit that the first of them had made, an agreement, and something of Ann's in every place."""
    audit = audits.begin(session, f"audit-{number}", playbook.content_hash, {}, now)
    revision = revisions.add(session, audit, record, (), now)
    company = companies.begin(session, "Northwind", now)
    companies.take_in(session, company, audit, now)
    persons = [people.remember(session, audit, email, name, "Northwind", now) for email, name in who[:1]]
    for email, _ in who[1:]:
        persons.append(Person(email=email, first_seen_at=now))
        session.add(persons[-1])
        session.flush()
    for person, (_, name) in zip(persons, who, strict=True):
        companies.join(session, company, person, name, now)
        operator_sessions.start(session, person, "Firefox on Linux", now)
    terms = terms_of(date(2026, 4, 1), owner=NAME, owner_email=ANN, source=f"What {NAME} counts")
    ada = accounts.by_email(session, "ada@northwind.example")
    agreement = agreements.draft(session, company, revision, terms, ada, now)
    version = agreements.propose(session, agreement, terms, f"{NAME} asked for it", ada, now)
    ann = persons[0]
    agreements.sign(session, version, ann, NAME, f"I, {NAME}, agree.", now)
    session.add(ChangeRequest(version_id=version.id, person_id=ann.id, name=NAME, text=f"Ask {ANN}", asked_at=now))
    measured = Measurement(agreement_id=agreement.id, series=Series.METRIC, starts_on=date(2026, 4, 1), number=1)
    measured.value, measured.note, measured.way, measured.entered_at = 12.5, f"{NAME} was away", "by hand", now
    measured.person_id = ann.id
    session.add(measured)
    key = MeasuringKey(secret_hash=f"{number}" * 64, agreement_id=agreement.id, label=f"{NAME}'s sheet", made_at=now)
    session.add(key)
    ask = ReadinessAsk(agreement_id=agreement.id, view=View.PAYS, person_id=ann.id, name=NAME, asked_at=now)
    ask.expires_at = now + timedelta(days=30)
    session.add(ask)
    session.flush()
    session.add(ReadinessAnswer(ask_id=ask.id, condition="owner", state=Readiness.YES, comment=f"{NAME} does it"))
    page = FixPage(
        agreement_id=agreement.id, number=1, trigger="A call", work="Text", lands="List", acts=f"{NAME} calls"
    )
    page.made_at, page.person_id = now, ann.id
    session.add(page)
    papers.order(
        session,
        company_id=company.id,
        kind=PaperKind.AGREEMENT,
        key=f"agreement {version.id}",
        as_of=now,
        now=now,
        request_id="",
        agreement_id=agreement.id,
        version_id=version.id,
        person_id=ann.id,
    )
    return company, ann


@pytest.fixture
def ann(database, playbook, record, now):
    """Ann's own company, and one that she shares with Bob. Returns her number."""
    with database.writing() as session:
        accounts.create(session, "ada@northwind.example", "Ada", Role.SALES, now)
        company_of(session, playbook, record, 1, now, (ANN, NAME))
        _, person = company_of(session, playbook, record, 2, now, (ANN, NAME), (BOB, "Bob"))
        return person.id


def erase(database, person_id, now):
    with database.writing() as session:
        return erasure.erase(session, person_id, now)


def test_no_column_of_any_table_has_a_trace_afterwards(database, ann, now):
    with database.reading() as session:
        assert len(traces(session, ANN, NAME)) > 10
    erase(database, ann, now)
    with database.reading() as session:
        assert traces(session, ANN, NAME) == []


def test_a_company_of_their_own_goes_and_a_shared_one_keeps_what_it_agreed_and_measured(database, ann, now):
    counts = erase(database, ann, now).counts
    assert (counts.companies, counts.companies_left, counts.audits, counts.audits_kept) == (1, 1, 1, 1)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Company)) == 1
        assert session.scalars(select(AuditRow.public_id)).all() == ["audit-2"]
        assert session.scalars(select(Measurement.value)).all() == [12.5]
        assert session.scalars(select(Person.email)).all() == [BOB]
        assert session.scalar(select(func.count()).select_from(Membership)) == 1
        assert session.scalar(select(func.count()).select_from(OperatorSession)) == 1
        version = session.scalars(select(AgreementVersion).order_by(AgreementVersion.number.desc())).first()
        terms = agreements.versions(session, version.agreement_id)[0].terms  # they can still be read
        assert (terms.owner, terms.owner_email, terms.source) == ("[erased]", "", "What [erased] counts")
        assert session.scalars(select(SignOff.name)).all() == ["[erased]"]
        lead = session.scalars(select(Lead)).one()
        assert (lead.company, lead.contact_name, lead.email) == ("Northwind", "", "")


def test_papers_that_may_print_their_name_go_with_their_files(database, ann, now):
    with database.reading() as session:
        names = {f"papers/{public_id}.pdf" for public_id in session.scalars(select(Paper.public_id))}
    erase(database, ann, now)
    with database.reading() as session:
        assert session.scalars(select(Paper)).all() == []
        assert names <= set(session.scalars(select(Removal)).first().file_names)
    assert len(names) == 2


def test_the_page_before_says_what_will_go(database, ann, now):
    with database.reading() as session:
        before = erasure.foreseen(session, session.get_one(Person, ann))
    after = erase(database, ann, now).counts
    assert (before.companies, before.companies_left) == (after.companies, after.companies_left) == (1, 1)
    assert (before.audits, before.audits_kept) == (after.audits, after.audits_kept)


def test_somebody_who_was_only_asked_about_readiness_leaves_the_company_as_it_is(database, ann, now):
    with database.writing() as session:
        carl = Person(email="carl.asked@northwind.example", first_seen_at=now)
        session.add(carl)
        session.flush()
        ask = session.scalars(select(ReadinessAsk)).first()
        ask.person_id, ask.name = carl.id, "Carl Asked"
        number = carl.id
    counts = erase(database, number, now).counts
    assert (counts.companies, counts.companies_left, counts.audits) == (0, 1, 0)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Company)) == 2
        assert traces(session, "carl.asked", "Carl Asked") == []
