"""The whole site with one row of everything that an address can name, and the addresses of its routes.

Every new kind of argument gets its value in `Furnished.value`, and its row in `furnish`.
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
    follow_ups,
    leads,
    notes,
    people,
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
    Role,
    SavedView,
    StaffLinkPurpose,
    StaffSession,
    TokenPurpose,
)
from tests.audit.playbook_folders import SMALL
from tests.journeys.companies import COMPANIES
from tests.web.results.site import record_of
from tests.web.security.site import Site, site_on
from web.accounts.passwords import hash_password
from web.offered import first_offered

COMPANY: Final = next(company for playbook, company in COMPANIES if playbook == "small")
AUDIT: Final = "mine"
EXPORT: Final = "export-of-ada"
OWNER_EMAIL: Final = "ada.lindqvist@northwind.example"
SIGNING_IN_EMAIL: Final = "cy.halfway@northwind.example"
PASSWORD: Final = "seven wet umbrellas sing"  # noqa: S105  # of people who do not exist


@dataclass(frozen=True)
class Furnished:
    """The site, and the value of each argument of an address. What belongs to one account is Ada's."""

    site: Site
    values: Mapping[str, object]
    secrets: Mapping[str, str]
    """The secret links: by the beginning of their address."""

    def address(self, rule: Rule) -> str:
        """A page of the route, about the row that there is."""
        filled = {name: self.value(rule, name) for name in rule.arguments}
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
        **rows,
    }
    return Furnished(site, values, {"/report": report, "/resume": resume, "/console/password": password})


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
