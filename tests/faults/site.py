"""A worker and a sweeper as processes of their own, quick to try again, and orders for them to work on."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import psutil

from audit.store import processes
from audit.store.database import Database, Unreachable
from audit.store.report_files import ReportFiles
from audit.store.shelf import Shelf
from audit.store.tables import JobState, Mail, Report, SlackPost
from tests.cli.running import environment
from tests.servers.processes import ServerProcess
from tests.servers.smtp import SmtpServer
from tests.workers.desk import SECRET, STARTER, order
from workers.queue import CeleryQueue, JobKind

DONE_WITHIN_SECONDS = 240.0
Row = TypeVar("Row", bound=Report | Mail | SlackPost)


@dataclass
class Site:
    """What a fault test has in hand. `reports` is where the PDFs go."""

    database_url: str
    broker_url: str
    folder: Path
    smtp: SmtpServer
    worker: ServerProcess
    sweeper: ServerProcess

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    def database(self) -> Database:
        return Database(self.database_url)

    def order(self, count: int) -> None:
        """So many finished audits, each with its report and its mail on order, and a nudge for each."""
        database, queue = self.database(), CeleryQueue(self.broker_url)
        now = datetime.now(UTC)
        for number in range(1, count + 1):
            report_id = order(database, number, email=f"person{number}@northwind.example", now=now)
            queue.nudge(JobKind.REPORT, report_id, f"request-{number}")
        queue.close()
        database.close()

    def rows(self, table: type[Row]) -> list[Row]:
        database = self.database()
        with database.reading() as session:
            found = list(session.query(table))
        database.close()
        return found

    def done(self, table: type[Report] | type[Mail]) -> int:
        """How many rows are done; 0 while the database is away."""
        try:
            return sum(row.state == JobState.DONE for row in self.rows(table))
        except Unreachable:
            return 0

    def wait_until(self, so: Callable[[], bool]) -> None:
        until = time.monotonic() + DONE_WITHIN_SECONDS
        while not so():
            assert time.monotonic() < until, self.state()
            time.sleep(0.1)

    def wait_until_all_is_done(self) -> None:
        self.wait_until(lambda: 0 < self.total() == self.done(Mail))

    def total(self) -> int:
        """How many reports were ordered; 0 while the database is away."""
        try:
            return len(self.rows(Report))
        except Unreachable:
            return 0

    def state(self) -> str:
        """For a test that waited in vain."""
        rows: list[Report | Mail] = [*self.rows(Report), *self.rows(Mail)]
        told = Counter((type(row).__name__, row.state, row.error) for row in rows)
        return f"{told}\n{self.worker.output()[-3000:]}\n{self.sweeper.output()[-1000:]}"

    def children(self) -> list[psutil.Process]:
        """The processes of the worker's pool."""
        try:
            return psutil.Process(self.worker.pid).children()
        except psutil.NoSuchProcess:
            return []


@contextmanager
def site(database_url: str, broker_url: str, folder: Path, smtp: SmtpServer, **more: str) -> Iterator[Site]:
    """A worker and a sweeper that run; both are stopped at the end. `more` are further settings."""
    database = Database(database_url)
    Shelf(database).register(STARTER, datetime.now(UTC))
    database.close()
    settings = environment(
        SECRET_KEY=SECRET,
        DATA_DIR=str(folder),
        DATABASE_URL=database_url,
        BROKER_URL=broker_url,
        PLAYBOOKS=str(STARTER),
        SMTP_URL=smtp.url,
        MAIL_FROM="audit@northwind.example",
        **more,
    )

    def process(kind: str) -> ServerProcess:
        command = [sys.executable, "-m", "tests.faults.quick", kind]
        return ServerProcess(
            command, folder / f"{kind}.log", lambda: heard_of(database_url, kind), environment=settings
        )

    both = Site(database_url, broker_url, folder, smtp, process("worker"), process("sweeper"))
    try:
        both.worker.start()
        both.sweeper.start()
        yield both
    finally:
        both.sweeper.stop()
        both.worker.stop()


def heard_of(database_url: str, kind: str) -> bool:
    """Whether a process of that kind has said lately that it is alive."""
    database = Database(database_url)
    try:
        with database.reading() as session:
            seen_at = processes.last_seen(session, kind)
    except Unreachable:
        return False
    finally:
        database.close()
    return seen_at is not None and (datetime.now(UTC) - seen_at).total_seconds() < 1.5


def check_that_nothing_is_lost_or_doubled(site: Site) -> None:
    """Every report ready, one file each and the very one; every mail out, once; nothing in anybody's hands."""
    reports, mails = site.rows(Report), site.rows(Mail)
    files = ReportFiles(site.reports.as_uri())
    rows: list[Report | Mail] = [*reports, *mails]
    assert {(row.state, row.claim) for row in rows} == {(JobState.DONE, None)}
    expected = {row.file_name or "": row.sha256 for row in reports}
    assert {name: sha256(files.get(name) or b"").hexdigest() for name in files.names("")} == expected
    assert len(expected) == len(reports)
    sent = Counter(mail.message_id for mail in site.smtp.delivered)
    assert set(sent) == {row.message_id for row in mails}
    begun_again = {row.message_id for row in mails if row.attempts > 1}
    # The one window: whoever dies between the server's yes and the mark sends again, as the same message.
    assert {identity for identity, times in sent.items() if times > 1} <= begun_again
