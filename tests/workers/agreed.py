"""A company with an audit of the starter playbook and an agreement about it, for the tests of its papers."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from audit.recovery.series import Series
from audit.recovery.terms import Measured, Terms
from audit.store import accounts, agreements, audits, companies, papers, people, revisions
from audit.store.database import Database
from audit.store.tables import Agreement, AgreementVersion, Company, Measurement, Paper, PaperKind, Role
from tests.web.portal.operators import terms_of
from tests.workers.desk import START, record

STARTS_ON = date(2025, 7, 1)
MONTHS = [date(2025, month, 1) for month in range(7, 13)] + [date(2026, month, 1) for month in range(1, 6)]
VALUES = (0.38, 0.31, 0.26, None, 0.22, 0.21, 0.24, 0.22, 0.21, 0.23, 0.2)


def shares() -> Terms:
    """Terms about the starter playbook's fix: the share of calls that nobody picks up."""
    before = zip(range(1, 7), (0.41, 0.43, 0.42, 0.44, 0.4, 0.42), strict=True)
    return terms_of(
        STARTS_ON,
        leak="missed_calls",
        fix="text_back",
        fix_title="Text back",
        metric="missed",
        metric_title="Share of calls that nobody picks up",
        metric_unit="1",
        baseline=0.42,
        baseline_values=[Measured(starts_on=date(2025, month, 1), value=value) for month, value in before],
        target=0.25,
    )


@dataclass(frozen=True)
class Agreed:
    """What there is."""

    company: Company
    agreement: Agreement
    version: AgreementVersion


def agreed(database: Database, *, signed: bool = True, company: str = "Northwind Heating", number: int = 1) -> Agreed:
    """An agreement of a company, signed by both sides or by none, with eleven months of values and one gap."""
    now = START - timedelta(days=340)
    with database.writing() as session:
        begun = audits.begin(session, f"audit-{number}", record().audit.playbook.content_hash, {}, now)
        revision = revisions.add(session, begun, record(), (), now)
        person = people.remember(session, begun, f"pat{number}@northwind.example", "Pat Lee", company, now)
        row = companies.begin(session, company, now)
        companies.take_in(session, row, begun, now)
        email = "sam.vance@consultancy.example"
        staff = accounts.by_email(session, email) or accounts.create(session, email, "Sam Vance", Role.SALES, now)
        agreement = agreements.draft(session, row, revision, shares(), staff, now)
        version = agreements.versions(session, agreement.id)[0].row
        if signed:
            agreements.sign(session, version, staff, "Sam Vance", "We agree to these terms.", now)
            agreements.sign(session, version, person, "Pat Lee", "I agree to these terms.", now)
        for start, value in zip(MONTHS, VALUES, strict=True):
            if value is not None:
                session.add(measured(agreement, start, value))
        return Agreed(row, agreement, version)


def measured(agreement: Agreement, start: date, value: float, number: int = 1, after: int = 35) -> Measurement:
    """A value of the metric, entered so many days after its period began."""
    at = datetime(start.year, start.month, 1, 8, tzinfo=UTC) + timedelta(days=after)
    return Measurement(
        agreement_id=agreement.id,
        series=Series.METRIC,
        starts_on=start,
        number=number,
        value=value,
        way="by hand",
        entered_at=at,
    )


def ordered(database: Database, there: Agreed, kind: PaperKind, key: str = "", now: datetime = START) -> Paper:
    """A paper that is asked for."""
    with database.writing() as session:
        return papers.order(
            session,
            company_id=there.company.id,
            kind=kind,
            key=key or str(kind),
            as_of=now,
            now=now,
            request_id="request-1",
            agreement_id=there.agreement.id,
            version_id=there.version.id,
        )


def paper_row(database: Database, paper: Paper) -> Paper:
    """The paper as it is now."""
    with database.reading() as session:
        return session.get_one(Paper, paper.id)
