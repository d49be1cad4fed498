"""Operators who are signed in without the mail, and a company with an audit and an agreement."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask.testing import FlaskClient

from audit.findings import Range
from audit.recovery.periods import Cadence
from audit.recovery.terms import Measured, Terms
from audit.store import accounts, agreements, audits, companies, operator_sessions, people, personal_data, revisions
from audit.store.people import Reach
from audit.store.tables import Agreement, AgreementVersion, Company, Role
from tests.journeys.companies import FOLDERS
from tests.web.results.site import record_of
from tests.web.security.site import Site

PAT = "pat@northwind.example"


@dataclass(frozen=True)
class Agreed:
    """A company, its people's addresses, its audit, and an agreement with the version in force."""

    company: Company
    audit: str
    agreement: Agreement
    version: AgreementVersion


def terms_of(start: date, **changed: object) -> Terms:
    """Terms of the starting playbook's fix, with six months of baseline values before the start."""
    months = [
        date(start.year - (start.month <= back), (start.month - back - 1) % 12 + 1, 1) for back in range(6, 0, -1)
    ]
    terms = {
        "leak": "missed_calls",
        "leak_title": "Missed calls",
        "fix": "call_cover",
        "fix_title": "Call cover",
        "metric": "missed_inquiries",
        "metric_title": "New inquiries a month that reach nobody",
        "metric_unit": "inquiry/month",
        "how": "From the call log: first-time numbers without a conversation within an hour.",
        "source": "The call log of the phone system",
        "cadence": Cadence.MONTH,
        "better": "lower",
        "baseline": 40.0,
        "baseline_from": months[0],
        "baseline_until": start - timedelta(days=1),
        "baseline_values": [
            Measured(starts_on=one, value=value)
            for one, value in zip(months, (38.0, 42.0, 41.0, 39.0, 43.0, 37.0), strict=True)
        ],
        "target": 14.0,
        "target_per_year": Range(18_000.0, 31_000.0, 52_000.0),
        "currency": "USD",
        "owner": "Robin Okafor",
        "owner_email": PAT,
        "starts_on": start,
        "ends_on": start + timedelta(days=90),
        "stop_on": start + timedelta(days=70),
        "stop_rule": "Stop if missed first-time callers have not fallen by half by week 10.",
        "setup_cost": 9_000.0,
        "running_cost_per_month": 800.0,
    }
    return Terms.model_validate(terms | changed)


def company_with(site: Site, name: str, email: str, audit: str, playbook: str, example: str) -> Company:
    """A company of one person, with one finished audit. `playbook` and `example` as in tests.journeys.companies."""
    now = site.clock()
    record = record_of(playbook, example)
    site.services.shelf.register(FOLDERS[playbook], now)
    with site.services.database.writing() as session:
        row = audits.begin(session, audit, record.audit.playbook.content_hash, {}, now)
        revisions.add(session, row, record, (), now)
        person = people.remember(session, row, email, "Pat Lee", name, now, Reach("Owner", "+14155550132"))
        company = companies.begin(session, name, now)
        companies.take_in(session, company, row, now)
        companies.join(session, company, person, "Pat Lee", now)
        return company


def agree(site: Site, company: Company, audit: str, terms: Terms, *, signed: bool = True) -> Agreed:
    """An agreement about the newest revision of an audit, signed by both sides."""
    now = site.clock()
    with site.services.database.writing() as session:
        row = audits.find(session, audit)
        assert row is not None
        revision = revisions.latest(session, row.id)
        assert revision is not None
        email = "sam.vance@consultancy.example"
        staff = accounts.by_email(session, email) or accounts.create(session, email, "Sam Vance", Role.SALES, now)
        agreement = agreements.draft(session, company, revision, terms, staff, now)
        version = agreements.versions(session, agreement.id)[0].row
        if signed:
            person = personal_data.find_by_email(session, PAT)
            assert person is not None
            agreements.sign(session, version, staff, "Sam Vance", "I agree to these terms.", now)
            agreements.sign(session, version, person, "Pat Lee", "I agree to these terms.", now)
        return Agreed(company, audit, agreement, version)


def operating(site: Site, email: str) -> FlaskClient:
    """A browser in which the person of that address is signed in to the portal."""
    with site.services.database.writing() as session:
        person = personal_data.find_by_email(session, email)
        assert person is not None
        secret = operator_sessions.start(session, person, "Firefox on Linux", site.clock())
    client = site.client()
    with client.session_transaction() as cookie:
        cookie["operator"] = secret
    return client
