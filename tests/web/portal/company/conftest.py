"""Two companies in the portal, each with an audit, and a browser of somebody in one of them."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.store import accounts, audits, claims, companies, revisions
from audit.store.tables import AuditRow, Company, JobState, Report, Role
from tests.audit.playbook_folders import SMALL, edited
from tests.journeys.companies import COMPANIES
from tests.web.portal.operators import PAT, company_with, operating
from tests.web.quiz.browser import Browser
from tests.web.results.site import record_of
from tests.web.security.site import Site, site_on

EXAMPLE = next(company for playbook, company in COMPANIES if playbook == "small")
AUDIT = "a" * 24
THEIRS = "b" * 24
KIM = "kim@harbour.example"


def answered(site: Site, public_id: str) -> None:
    """Have the answers of an audit where the quiz keeps them."""
    with site.services.database.writing() as session:
        row = row_of(session, public_id)
        for key, given in record_of("small", EXAMPLE).answers.answers.items():
            said = list(map(str, given)) if isinstance(given, tuple) else str(given)
            audits.save_answer(session, row, key, said, site.clock())


@pytest.fixture
def site(sqlite_url, tmp_path) -> Site:
    return site_on(sqlite_url, tmp_path, playbooks=str(SMALL))


@pytest.fixture
def northwind(site):
    """Pat's company, with a finished audit."""
    company = company_with(site, "Northwind Trading", PAT, AUDIT, "small", EXAMPLE)
    answered(site, AUDIT)
    return company


@pytest.fixture
def harbour(site):
    """Somebody else's."""
    return company_with(site, "Harbour Repairs", KIM, THEIRS, "small", EXAMPLE)


@pytest.fixture
def pat(site, northwind) -> Browser:
    return Browser(operating(site, PAT))


@pytest.fixture
def home(northwind) -> str:
    return f"/portal/{northwind.public_id}/"


@pytest.fixture
def audit_address(home) -> str:
    return f"{home}audits/{AUDIT}"


def audits_of(site: Site, company: Company) -> list[str]:
    """The public ids of a company's audits, the newest first."""
    with site.services.database.reading() as session:
        return [one.public_id for one in companies.audits_of(session, company.id)]


def row_of(session: Session, public_id: str) -> AuditRow:
    """An audit that is there."""
    row = audits.find(session, public_id)
    assert row is not None
    return row


def change(site: Site, public_id: str, *, by: str = "", **answers: str) -> None:
    """A further result of an audit, with other answers; `by` is the address of staff who put them in."""
    with site.services.database.writing() as session:
        row = row_of(session, public_id)
        staff = accounts.create(session, by, "Sam Vance", Role.SALES, site.clock()) if by else None
        record = record_of("small", EXAMPLE, **answers)
        revisions.add(session, row, record, tuple(answers), site.clock(), staff.id if staff else None)


def finish_report(site: Site, content: bytes = b"%PDF-1.7 the first result") -> str:
    """Do to the report that waits what a worker does. Returns where its file is."""
    with site.services.database.writing() as session:
        report = session.scalars(select(Report).where(Report.state == JobState.WAITING)).one()
        held = claims.claim(session, Report, report.id, site.clock(), timedelta(seconds=30))
        assert held is not None
        name = f"made/{report.id}.pdf"
        site.services.report_files.put(name, content)
        digest = sha256(content).hexdigest()
        assert claims.finish(session, held, site.clock(), file_name=name, size_bytes=len(content), sha256=digest)
    return name


def newer(site: Site) -> Site:
    """The same site, once a newer version of its playbook is offered: it takes fewer calls a week for possible."""
    folder = Path(site.services.settings.data_dir) / "newer_playbook"
    edits = {
        "playbook.toml": ('version = "1"', 'version = "2"'),
        "questions.toml": ("highest = 100_000", "highest = 50"),
        "examples/corner_clinic.toml": ("calls_per_week = 60", "calls_per_week = 40"),
    }
    edited(folder, edits)
    return site_on(str(site.services.database.engine.url), folder.parent, playbooks=str(folder))
