"""What the tests of the workers share: services on a real database, a clock that can be put forward, orders."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import audit
from audit.answering.files import parse_answers
from audit.answers import read_answers
from audit.checking.gate import load
from audit.record import Record, to_record
from audit.run import run_audit
from audit.store import audits, mails, people, reports, revisions
from audit.store.database import Database
from audit.store.report_files import ReportFiles
from audit.store.shelf import Shelf
from audit.store.tables import Mail, Report
from settings import Settings
from workers.queue import JobKind
from workers.rules import Rules
from workers.services import WorkerServices

STARTER = Path(audit.__file__).parent / "playbooks_starter"
START = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
SECRET = "only for tests, and long enough for one"  # noqa: S105  # not one that opens anything


@dataclass
class Clock:
    """Stands still until it is put forward."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, by: timedelta) -> None:
        self.now += by


@dataclass
class NoteBook:
    """A queue that writes down what it is told."""

    nudges: list[tuple[JobKind, int, str]] = field(default_factory=list)

    def nudge(self, job: JobKind, row_id: int, request_id: str) -> None:
        self.nudges.append((job, row_id, request_id))


@lru_cache(maxsize=1)
def record() -> Record:
    """The audit of the starter playbook's example company."""
    playbook = load(STARTER)
    file = parse_answers((STARTER / "examples" / "corner_joinery.toml").read_text(encoding="utf-8"))
    answers = read_answers(playbook, file)
    return to_record(run_audit(playbook, answers, START.date()), answers)


def services_on(database: Database, folder: Path, rules: Rules | None = None, **settings: object) -> WorkerServices:
    """Services of one process, with the starter playbook on the shelf; reports go to `folder`/reports."""
    given = {"secret_key": SECRET, "data_dir": folder, "mail_from": "Plumb <audit@northwind.example>", **settings}
    clock, shelf = Clock(), Shelf(database)
    shelf.register(STARTER, clock())
    return WorkerServices(
        settings=Settings.model_validate(given),
        database=database,
        shelf=shelf,
        report_files=ReportFiles((folder / "reports").as_uri()),
        queue=NoteBook(),
        clock=clock,
        rules=rules or Rules(),
    )


def order(
    database: Database, number: int = 1, email: str = "", company: str = "Northwind", now: datetime = START
) -> int:
    """A finished audit whose report is asked for, and mailed where there is an address. Returns the report's number."""
    with database.writing() as session:
        begun = audits.begin(session, f"audit-{number}", record().audit.playbook.content_hash, {}, now)
        revision = revisions.add(session, begun, record(), (), now)
        report = reports.request(session, revision, company, f"request-{number}", now)
        if email:
            person = people.remember(session, begun, email, "Ann", company, now)
            mails.order_report_mail(session, report, person, f"request-{number}", now)
        return report.id


def report_row(database: Database, report_id: int) -> Report:
    with database.reading() as session:
        row = session.get(Report, report_id)
        assert row is not None
        return row


def mail_row(database: Database, mail_id: int = 1) -> Mail:
    with database.reading() as session:
        row = session.get(Mail, mail_id)
        assert row is not None
        return row


def nudges(services: WorkerServices) -> list[tuple[JobKind, int, str]]:
    """What the queue was told."""
    assert isinstance(services.queue, NoteBook)
    return services.queue.nudges


def forward(services: WorkerServices, by: timedelta) -> None:
    """Put the clock forward."""
    assert isinstance(services.clock, Clock)
    services.clock.forward(by)


def changed(services: WorkerServices, **fields: object) -> WorkerServices:
    """The services with something replaced."""
    return replace(services, **fields)  # type: ignore[arg-type]  # names are the fields' own
