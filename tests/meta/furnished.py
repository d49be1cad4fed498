"""The whole site with one row of everything that an address can name, and the addresses of its routes.

Every new kind of argument gets its value in `Furnished.value`, and its row in `furnish`; what a company has, in
tests/meta/furnished_companies.py, for two companies at once.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from audit.store import (
    accounts,
    activity,
    audits,
    companies,
    follow_ups,
    leads,
    notes,
    operator_sessions,
    people,
    personal_data,
    reports,
    revisions,
    staff_links,
    staff_sessions,
    tokens,
)
from audit.store.activity import Kind
from audit.store.people import Reach
from audit.store.tables import (
    Account,
    AuditRow,
    Export,
    JobState,
    Person,
    Role,
    SavedView,
    StaffLinkPurpose,
    StaffSession,
    TokenPurpose,
)
from tests.audit.playbook_folders import SMALL
from tests.journeys.companies import COMPANIES
from tests.meta.furnished_companies import PAPER_BYTES, PAPER_FILE, Theirs, company_rows
from tests.web.results.site import record_of
from tests.web.security.site import Site, site_on
from web.accounts.passwords import hash_password
from web.offered import first_offered

COMPANY: Final = next(company for playbook, company in COMPANIES if playbook == "small")
AUDIT: Final = "mine"
THEIR_AUDIT: Final = "harbours"
EXPORT: Final = "export-of-ada"
OWNER_EMAIL: Final = "ada.lindqvist@northwind.example"
SIGNING_IN_EMAIL: Final = "cy.halfway@northwind.example"
OPERATOR_EMAIL: Final = "pat@northwind.example"
OTHER_OPERATOR_EMAIL: Final = "kim@northwind.example"
SECRET_LINKS: Final = (
    "/report",
    "/resume",
    "/console/password",
    "/portal/enter",
    "/portal/join",
    "/readiness",
)
"""How the address of each secret link begins."""

PASSWORD: Final = "seven wet umbrellas sing"  # noqa: S105  # of people who do not exist


@dataclass(frozen=True)
class Furnished:
    """The site, and the value of each argument of an address. What belongs to one account is Ada's."""

    site: Site
    values: Mapping[str, object]
    secrets: Mapping[str, str]
    """The secret links: by the beginning of their address."""
    theirs: Theirs
    """The same of another company, as far as its people could name it."""
    measuring_secret: str
    """With which a program posts measurements of the first company's agreement."""

    def address(self, rule: Rule, **instead: object) -> str:
        """A page of the route, about the row that there is; `instead` are arguments with another value."""
        filled = {name: self.value(rule, name) for name in rule.arguments} | instead
        return self.site.app.url_map.bind("").build(rule.endpoint, filled)

    def value(self, rule: Rule, argument: str) -> object:
        """The value of an argument; fails for one that has none yet."""
        if argument == "token":
            return next(token for beginning, token in self.secrets.items() if rule.rule.startswith(beginning))
        if argument == "key" and "assumption" in rule.rule:
            return self.values["benchmark"]
        assert argument in self.values, (
            f"{rule.rule} names <{argument}>, but has no value in tests/meta/furnished.py: make a row and name it there"
        )
        return self.values[argument]


def furnish(url: str, folder: Path) -> Furnished:
    """The app on a new database, with a row of everything."""
    site = site_on(url, folder, playbooks=str(SMALL))
    with site.app.app_context():
        playbook = first_offered()
    report, resume, password = (secrets.token_urlsafe(32) for _ in range(3))
    now, later = site.clock(), site.clock() + timedelta(days=1)
    site.services.report_files.put("report.pdf", b"%PDF-1.7 made up")
    site.services.report_files.put("export.csv", b"company\n")
    with site.services.database.writing() as session:
        ada = accounts.create(session, OWNER_EMAIL, "Ada Lindqvist", Role.ADMIN, now)
        cy = accounts.create(session, SIGNING_IN_EMAIL, "Cy Halfway", Role.ADMIN, now)
        accounts.set_password(cy, hash_password(PASSWORD), now)
        staff_sessions.start(session, ada, "Firefox on Linux", now)
        staff_links.keep(session, password, StaffLinkPurpose.INVITATION, ada.id, now, later)
        audit = audits.begin(session, AUDIT, playbook.content_hash, {}, now)
        revision = revisions.add(session, audit, record_of("small", COMPANY), (), now)
        person = people.remember(
            session, audit, "pat@northwind.example", "Pat Lee", "Northwind", now, Reach("Owner", "+14155550132")
        )
        people.agree(session, audit, person, "follow_up", "You may write to me.", now)
        leads.start_clock(session, audit.id, now, now, later)
        made = reports.request(session, revision, "Northwind", "", now)
        made.state, made.file_name, made.size_bytes, made.finished_at = JobState.DONE, "report.pdf", 16, now
        tokens.keep(session, resume, TokenPurpose.RESUME, audit.id, now, later)
        tokens.keep(session, report, TokenPurpose.REPORT, audit.id, now, later, made.id)
        ours, theirs = _two_companies(session, audit, person, ada, site)
        rows = _rows_of_sales(session, audit, ada, site)
    values = {
        "public_id": AUDIT,
        "lead": AUDIT,
        "key": playbook.questions[0].key,
        "benchmark": next(iter(playbook.benchmarks)),
        "name": playbook.head.name,
        "content_hash": playbook.content_hash,
        "filename": "plumbline.css",
        "account": ada.id,
        "person": person.id,
        "report": made.id,
        **ours.values,
        **rows,
    }
    links = {"/report": report, "/resume": resume, "/console/password": password, **ours.secrets}
    assert set(links) == set(SECRET_LINKS)
    return Furnished(site, values, links, theirs, ours.measuring_secret)


def _two_companies(session: Session, audit: AuditRow, pat: Person, ada: Account, site: Site) -> tuple[Theirs, Theirs]:
    """The company of the audit, with Pat as its operator; and another one, with Kim, which has as much."""
    now = site.clock()
    site.services.report_files.put(PAPER_FILE, PAPER_BYTES)
    lee, kim, gus = (companies.person_at(session, f"{name}@northwind.example", now) for name in ("lee", "kim", "gus"))
    invited = [companies.person_at(session, f"{name}@northwind.example", now) for name in ("max", "mia")]
    other = audits.begin(session, THEIR_AUDIT, audit.playbook_hash, {}, now)
    theirs = revisions.add(session, other, record_of("small", COMPANY), (), now)
    ours = revisions.latest(session, audit.id)
    assert ours
    made = reports.request(session, theirs, "Harbourside", "", now)
    made.state, made.file_name, made.size_bytes, made.finished_at = JobState.DONE, "report.pdf", 16, now
    return (
        company_rows(session, "Northwind", (pat, lee, invited[0]), ours, ada, now),
        company_rows(session, "Harbourside", (kim, gus, invited[1]), theirs, ada, now),
    )


def _rows_of_sales(session: Session, audit: AuditRow, ada: Account, site: Site) -> Mapping[str, object]:
    """What sales has done with the lead, by argument."""
    now = site.clock()
    lead = leads.find(session, AUDIT)
    assert lead is not None
    follow_ups.plan(session, lead, "Call again", now + timedelta(days=1), ada.id, now)
    note = notes.write(session, lead, "Wants to hear more.", ada.id, now)
    done = activity.note(session, audit.id, now, ada.id, Kind.TAG, {"tag": ""}, {"tag": "warm"})
    export = Export(
        public_id=EXPORT,
        account_id=ada.id,
        view="",
        format="csv",
        state=JobState.DONE,
        file_name="export.csv",
        size_bytes=8,
        expires_at=now + timedelta(days=7),
        next_attempt_at=now,
        nudged_at=now,
        created_at=now,
        finished_at=now,
        request_id="",
    )
    view = SavedView(account_id=ada.id, name="Warm ones", query="", made_at=now)
    session.add_all([export, view])
    session.flush()
    number = session.query(StaffSession.id).filter_by(account_id=ada.id).scalar()
    return {"note": note.id, "done": done.id, "export": EXPORT, "view": view.id, "session_number": number}


def signed_in_as(site: Site, email: str) -> FlaskClient:
    """A browser in which that account is signed in."""
    with site.services.database.writing() as session:
        account = accounts.by_email(session, email)
        assert account
        secret = staff_sessions.start(session, account, "Firefox on Linux", site.clock())
    client = site.client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = secret
        cookie["_fresh"] = True
    return client


def operate(client: FlaskClient, site: Site, email: str) -> FlaskClient:
    """Sign the person of that address in to the portal, in a browser that may be signed in elsewhere as well."""
    with site.services.database.writing() as session:
        person = personal_data.find_by_email(session, email)
        assert person
        secret = operator_sessions.start(session, person, "Firefox on Linux", site.clock())
    with client.session_transaction() as cookie:
        cookie["operator"] = secret
    return client


def with_key(client: FlaskClient, secret: str) -> FlaskClient:
    """Have every request of a browser bring a key, as a program's would."""
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client
