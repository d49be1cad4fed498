"""The real app on a real SQLite file, with a clock that the test moves and a queue that only remembers."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

import audit
from audit.store import audits
from audit.store.database import Database
from audit.store.report_files import ReportFiles
from audit.store.shelf import Shelf
from audit.store.tables import AuditRow
from settings import Settings
from web.app import create_app
from web.offered import first_offered
from web.services import Services
from workers.queue import JobKind

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SECRET_KEY = "only-for-tests-0123456789-0123456789"  # noqa: S105  # signs what tests send to themselves
STARTER = Path(audit.__file__).parent / "playbooks_starter"


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class RememberingQueue:
    nudges: list[tuple[JobKind, int, str]] = field(default_factory=list)

    def nudge(self, job: JobKind, row_id: int, request_id: str) -> None:
        self.nudges.append((job, row_id, request_id))


@dataclass
class Site:
    services: Services
    app: Flask
    clock: Clock
    queue: RememberingQueue

    def client(self) -> FlaskClient:
        return self.app.test_client()

    def begin_audit(self, public_id: str) -> AuditRow:
        """An audit begun now, and held by nobody."""
        with self.app.app_context():
            playbook = first_offered()
        with self.services.database.writing() as session:
            return audits.begin(session, public_id, playbook.content_hash, {}, self.clock())

    def holder_of(self, public_id: str) -> FlaskClient:
        """A browser that may open the audit."""
        client = self.client()
        with client.session_transaction() as session:
            session["audits"] = [public_id]
        return client


def site_on(url: str, folder: Path, **settings: object) -> Site:
    """The app on a database that has its tables."""
    chosen = {"secret_key": SECRET_KEY, "data_dir": folder, "playbooks": str(STARTER)} | settings
    database = Database(url)
    clock, queue = Clock(), RememberingQueue()
    services = Services(
        settings=Settings.model_validate(chosen),
        database=database,
        shelf=Shelf(database),
        queue=queue,
        report_files=ReportFiles((folder / "reports").as_uri()),
        clock=clock,
        broker_answers=lambda: True,
    )
    return Site(services, create_app(services), clock, queue)
