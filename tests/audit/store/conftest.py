from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from audit.answering.files import parse_answers
from audit.answers import read_answers
from audit.playbook import Playbook
from audit.playbook.format import AnswersFile
from audit.record import Record, to_record
from audit.run import run_audit
from audit.store import audits, revisions
from audit.store.database import Database
from audit.store.shelf import Shelf
from audit.store.tables import AuditRow, Revision

PLAYBOOK = Path("audit/playbooks/home_services")
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def shelf(database: Database) -> Shelf:
    return Shelf(database)


@pytest.fixture
def playbook(shelf: Shelf) -> Playbook:
    return shelf.register(PLAYBOOK, NOW)


@pytest.fixture
def answers() -> AnswersFile:
    return parse_answers(min((PLAYBOOK / "examples").glob("*.toml")).read_text(encoding="utf-8"))


@pytest.fixture
def record(playbook: Playbook, answers: AnswersFile) -> Record:
    return record_of(playbook, answers)


def record_of(playbook: Playbook, answers: AnswersFile) -> Record:
    read = read_answers(playbook, answers)
    return to_record(run_audit(playbook, read, date(2026, 3, 2), draws=64), read)


@pytest.fixture
def audit(database: Database, playbook: Playbook) -> AuditRow:
    with database.writing() as session:
        return audits.begin(session, "an-audit", playbook.content_hash, {"utm_source": "newsletter"}, NOW)


@pytest.fixture
def revision(database: Database, audit: AuditRow, record: Record) -> Revision:
    with database.writing() as session:
        return revisions.add(session, audit, record, (), NOW)
