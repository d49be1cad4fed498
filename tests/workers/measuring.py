"""An agreement that is measured, and the people of its company, for the tests of reminders and of what is stored."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from audit.recovery.series import Series
from audit.recovery.terms import Measured, Terms
from audit.recovery.values import Given
from audit.store import accounts, agreements, audits, companies, measurements, people, revisions
from audit.store.database import Database
from audit.store.measurements import Source, Way
from audit.store.tables import Agreement, Company, Mail, MailKind, Person, Role
from tests.web.portal.operators import terms_of
from tests.workers.desk import START, record

JANUARY, FEBRUARY, MARCH, APRIL = (date(2026, month, 1) for month in range(1, 5))
PAT, LEE = "pat@northwind.example", "lee@northwind.example"


def shares(**changed: object) -> Terms:
    """Terms about the starter playbook's fix, from March 2026 on: the share of calls that nobody picks up."""
    before = zip(range(7, 13), (0.41, 0.43, 0.42, 0.44, 0.4, 0.42), strict=True)
    terms = {
        "leak": "missed_calls",
        "fix": "text_back",
        "metric": "missed",
        "metric_title": "Share of calls that nobody picks up",
        "metric_unit": "1",
        "baseline": 0.42,
        "baseline_from": date(2025, 7, 1),
        "baseline_values": [Measured(starts_on=date(2025, month, 1), value=value) for month, value in before],
        "target": 0.25,
        "owner_email": PAT,
    }
    return terms_of(MARCH, **(terms | changed))


@dataclass(frozen=True)
class Measuring:
    """A company, its agreement, and its people by address."""

    database: Database
    company: Company
    agreement: Agreement
    people: dict[str, Person]

    def enter(self, start: date, value: float | None, now: datetime, note: str = "") -> None:
        """A value of the metric, typed in by Pat."""
        with self.database.writing() as session:
            row = session.get_one(Agreement, self.agreement.id)
            given = [Given(Series.METRIC, start, value, note)]
            measurements.enter(session, row, given, Source(Way.BY_HAND, self.people[PAT].id), now)

    def row(self) -> Agreement:
        """The agreement as it is stored."""
        with self.database.reading() as session:
            return session.get_one(Agreement, self.agreement.id)

    def change(self, **columns: object) -> None:
        """Have the agreement's row be otherwise."""
        with self.database.writing() as session:
            row = session.get_one(Agreement, self.agreement.id)
            for name, value in columns.items():
                setattr(row, name, value)

    def mails(self) -> list[tuple[str, str]]:
        """The reminders that were ordered: recipient, and period."""
        with self.database.reading() as session:
            found = session.scalars(select(Mail).where(Mail.kind == MailKind.MEASURE).order_by(Mail.id)).all()
            return [(mail.recipient, mail.about) for mail in found]


def measuring(
    database: Database, terms: Terms | None = None, *, signed: bool = True, number: int = 1, sample: bool = False
) -> Measuring:
    """An agreement of a company of two people, signed by both sides or by none, with nothing measured yet."""
    now = datetime(2026, 3, 1, 9, tzinfo=START.tzinfo)
    emails = [email.replace("@", f"{number}@") if number > 1 else email for email in (PAT, LEE)]
    with database.writing() as session:
        begun = audits.begin(session, f"audit-{number}", record().audit.playbook.content_hash, {}, now)
        revision = revisions.add(session, begun, record(), (), now)
        company = companies.begin(session, "Northwind", now, is_sample=sample)
        companies.take_in(session, company, begun, now)
        found = {}
        for email, name in zip(emails, ("Pat Lee", "Lee Ortiz"), strict=True):
            person = people.remember(session, begun, email, name, "Northwind", now)
            companies.join(session, company, person, name, now)
            found[email.replace(f"{number}@", "@")] = person
        email = "sam.vance@consultancy.example"
        staff = accounts.by_email(session, email) or accounts.create(session, email, "Sam Vance", Role.SALES, now)
        agreement = agreements.draft(session, company, revision, terms or shares(owner_email=emails[0]), staff, now)
        if signed:
            version = agreements.versions(session, agreement.id)[0].row
            agreements.sign(session, version, staff, "Sam Vance", "We agree.", now)
            agreements.sign(session, version, found[PAT], "Pat Lee", "I agree.", now)
            agreement.next_look_at = now
        return Measuring(database, company, agreement, found)
