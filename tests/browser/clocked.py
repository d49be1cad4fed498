"""A site whose clock the test moves: the real app and the real jobs in this process, served to a real browser.

What is due is worked on when the test says so, by the functions that a worker and the sweeper call.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page
from werkzeug.serving import WSGIRequestHandler, make_server

from audit.shipped import SHIPPED
from audit.store import accounts, claims, staff_sessions
from audit.store.database import Database
from audit.store.migrating import migrate
from audit.store.report_files import ReportFiles
from audit.store.shelf import Shelf
from audit.store.tables import Role
from settings import Settings
from tests.browser.staff import sign_in_with
from tests.servers.ports import free_port
from tests.servers.smtp import SmtpServer, smtp_server
from web.app import create_app
from web.services import Services
from workers.jobs.mail import MAIL_JOB
from workers.jobs.paper import PAPER_JOB
from workers.jobs.report import REPORT_JOB
from workers.jobs.working import Job, work_on
from workers.queue import JobKind
from workers.recovery_watch import watch_agreements
from workers.services import WorkerServices

JOBS = (REPORT_JOB, PAPER_JOB, MAIL_JOB)


class Quiet(WSGIRequestHandler):
    """Requests are told of by the app's own log."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing."""


@dataclass
class MovedClock:
    """Stands still until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def to(self, moment: datetime) -> None:
        assert moment >= self.now, "time does not run backwards"
        self.now = moment

    def forward(self, by: timedelta) -> None:
        self.to(self.now + by)


class NobodyListens:
    """A queue whose nudges are lost: what is due is found in the rows, as the sweeper finds it."""

    def nudge(self, job: JobKind, row_id: int, request_id: str) -> None:
        """Nothing: `ClockedSite.work_through` looks at the rows."""

    def answers(self) -> bool:
        return True

    def length(self, job: JobKind) -> int | None:  # nothing ever waits
        return 0


@dataclass(frozen=True, slots=True)
class ClockedSite:
    """Where the site is, what time it is there, and the mail that it sends."""

    origin: str
    clock: MovedClock
    services: Services
    worker: WorkerServices
    smtp: SmtpServer

    def sign_in(self, page: Page, role: Role, name: str) -> None:
        """Have the page's browser be signed in as a new member of staff."""
        now, email = self.clock(), f"{name.split(maxsplit=1)[0].lower()}@consultancy.example"
        with self.services.database.writing() as session:
            account = accounts.create(session, email, name, role, now)
            secret = staff_sessions.start(session, account, "Chromium on Linux", now)
        sign_in_with(page, self.origin, self.services.settings, secret)

    def sweep(self) -> None:
        """Do what the sweeper does about agreements, now."""
        watch_agreements(self.worker)
        self.work_through()

    def work_through(self) -> None:
        """Work on every report, mail and paper that is due, until none is left."""
        while jobs := [(job, *due) for job in JOBS for due in self._due(job)]:
            for job, row_id, request_id in jobs:
                work_on(self.worker, job, row_id, request_id)

    def _due(self, job: Job) -> Sequence[tuple[int, str]]:
        with self.services.database.reading() as session:
            return claims.due(session, job.table, self.clock(), self.clock() + timedelta(1), 100)


@contextmanager
def clocked_site(url: str, folder: Path, now: datetime, **chosen: object) -> Iterator[ClockedSite]:
    """Serve the app on a database of its own. `url` names an empty one."""
    with smtp_server() as smtp:
        port = free_port()
        origin = f"http://127.0.0.1:{port}"
        settings = Settings.model_validate(
            {
                "secret_key": "only-for-tests-0123456789-0123456789",
                "data_dir": folder,
                "public_url": origin,
                "smtp_url": smtp.url,
                "mail_from": "Northwind Audits <audits@northwind.example>",
                "playbooks": str(SHIPPED / "mid_market"),
                **chosen,
            }
        )
        database = Database(url)
        migrate(database)
        clock, queue, shelf = MovedClock(now), NobodyListens(), Shelf(database)
        files = ReportFiles((folder / "reports").as_uri())
        worker = WorkerServices(settings, database, shelf, files, queue, clock)
        services = Services(settings, database, shelf, queue, files, clock, lambda: True)
        server = make_server("127.0.0.1", port, create_app(services), threaded=True, request_handler=Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield ClockedSite(origin, clock, services, worker, smtp)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            database.close()
