"""Companies of the portal in a real browser: operators signed in, agreements and numbers put into the database."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from audit.recovery.periods import Cadence, before, start_of
from audit.recovery.terms import Terms
from audit.store import accounts, agreements, audits, companies, operator_sessions, people, proving, revisions
from audit.store.shelf import Shelf
from audit.store.tables import Agreement, Company, Measurement, Person, Role
from tests.browser.companies import database_of, finished_audit
from tests.browser.sites import Site
from tests.browser.staff import FIX
from tests.web.portal.operators import terms_of

AGREED = "I agree to these terms."


@dataclass(frozen=True, slots=True)
class Client:
    """A company of the portal with one operator, an audit and an agreement about its newest result."""

    home: str
    agreement: str
    staffs: str
    audit: str
    company_id: int
    agreement_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of a client, while its database is being written."""

    session: Session
    company: Company
    agreement: Agreement
    person: Person


def months_ago(count: int) -> date:
    """The first day of the month that began so many months before this one."""
    start = start_of(datetime.now(UTC).date(), Cadence.MONTH)
    for _ in range(count):
        start = before(start, Cadence.MONTH)
    return start


def client(site: Site, name: str, terms: Terms, *, signed: bool = True, person: str = "Pat Lee") -> Client:
    """A company with an agreement on `terms`, signed by both sides a while before they start."""
    now, public_id = datetime.now(UTC), finished_audit(site, FIX)
    begun = datetime.combine(terms.starts_on - timedelta(days=20), now.timetz())
    address = f"pat.{secrets.token_hex(4)}@northwind.example"
    with database_of(site) as database, database.writing() as session:
        audit = audits.find(session, public_id)
        assert audit is not None
        operator = people.remember(session, audit, address, person, name, now)
        company = companies.begin(session, name, begun)
        companies.take_in(session, company, audit, begun)
        companies.join(session, company, operator, person, begun)
        revision = revisions.latest(session, audit.id)
        assert revision is not None
        agreement = agreements.draft(session, company, revision, terms, None, begun)
        if signed:
            sign(session, agreement, operator, begun)
        origin = site.origin
        home = f"{origin}/portal/{company.public_id}/"
        return Client(
            home,
            f"{home}agreements/{agreement.public_id}",
            f"{origin}/console/agreements/{agreement.public_id}",
            public_id,
            company.id,
            agreement.id,
            operator.id,
        )


def standard(site: Site, name: str, *, months: int = 3, **changed: object) -> Client:
    """A client whose work began at the start of a month, so many ago."""
    return client(site, name, terms_of(months_ago(months), **changed))


def sign(session: Session, agreement: Agreement, operator: Person, at: datetime) -> None:
    """Both sides sign the newest version."""
    version = agreements.versions(session, agreement.id)[0].row
    address = f"sam.{secrets.token_hex(4)}@consultancy.example"
    staff = accounts.create(session, address, "Sam Vance", Role.SALES, at)
    agreements.sign(session, version, staff, "Sam Vance", AGREED, at)
    agreements.sign(session, version, operator, "Pat Lee", AGREED, at)


@contextmanager
def rows_of(site: Site, client: Client) -> Iterator[Kept]:
    """What a client consists of, to be changed."""
    with database_of(site) as database, database.writing() as session:
        company, agreement = (
            session.get_one(Company, client.company_id),
            session.get_one(Agreement, client.agreement_id),
        )
        yield Kept(session, company, agreement, session.get_one(Person, client.person_id))


def measure(site: Site, client: Client, values: Sequence[float | None], notes: Mapping[int, str] | None = None) -> None:
    """Write the numbers of the months down, the first that of the start; None for a month without one.

    A month with a note came in late, and was corrected; what was measured beside it is there as well. Keeps the state.
    """
    with database_of(site) as database:
        with database.writing() as session:
            agreement = session.get_one(Agreement, client.agreement_id)
            start = agreements.versions(session, agreement.id)[0].terms.starts_on
            for place, value in enumerate(values):
                if value is not None:
                    session.add_all(_month(client, start, value, (notes or {}).get(place, "")))
                start = (start + timedelta(days=40)).replace(day=1)
            session.flush()
        with database.writing() as session:
            agreement = session.get_one(Agreement, client.agreement_id)
            proving.keep_state(session, Shelf(database), agreement, datetime.now(UTC))


def _month(client: Client, start: date, value: float, note: str) -> list[Measurement]:
    entered_at = datetime.combine(
        (start + timedelta(days=45)).replace(day=20 if note else 2), datetime.now(UTC).timetz()
    )
    entered_at = min(entered_at, datetime.now(UTC))
    found = [("metric", 1, value + 3 if note else value, ""), ("adoption", 1, 0.8, ""), ("running_cost", 1, 820.0, "")]
    if note:
        found.append(("metric", 2, value, note))
    return [
        Measurement(
            agreement_id=client.agreement_id,
            series=series,
            starts_on=start,
            number=number,
            value=given,
            note=why,
            way="by hand",
            person_id=client.person_id,
            entered_at=entered_at,
        )
        for series, number, given, why in found
    ]


def let_in(site: Site, page: Page, client: Client) -> None:
    """Have the page's browser be the client's operator's, signed in."""
    with database_of(site) as database, database.writing() as session:
        person = session.get_one(Person, client.person_id)
        secret = operator_sessions.start(session, person, "Chromium on Linux", datetime.now(UTC))
    app = Flask("signs a cookie as the site does")
    app.secret_key = site.settings.secret_key.get_secret_value()
    signing = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signing is not None
    value = signing.dumps({"operator": secret, "_permanent": True})
    page.context.add_cookies([{"name": "plumbline", "value": str(value), "url": site.origin}])
