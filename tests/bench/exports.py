"""Lists of leads as files: how long they take, and what they need in memory, which must not grow with their rows."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.store import accounts, exports
from audit.store.database import Database
from audit.store.exports import FORMATS, Wanted
from audit.store.migrating import migrate
from audit.store.tables import Export, JobState, Role
from tests.bench.clock import heading, line
from tests.bench.many_leads import fill
from tests.servers.postgresql import postgresql
from tests.workers.desk import services_on
from workers.jobs.export import EXPORT_JOB
from workers.jobs.working import work_on

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
COUNTS = (10_000, 100_000)


@dataclass(frozen=True, slots=True)
class Figures:
    """One list: seconds from the nudge to the kept file, the process's greatest memory, and the file's size."""

    seconds: float
    peak_mb: float
    size_mb: float
    rows: int


def make_one(url: str, folder: str, file_format: str) -> Figures:
    """Make one list of everything, as a worker does, and measure this process."""
    database = Database(url)
    services = services_on(database, Path(folder))
    with database.writing() as session:
        email = "bench@northwind.example"
        seller = accounts.by_email(session, email) or accounts.create(session, email, "Bench", Role.SALES, NOW)
        ends = services.clock() + timedelta(days=1)
        number = exports.ask(session, seller.id, Wanted("", "", file_format), ends, "", services.clock()).id
    started = time.perf_counter()
    work_on(services, EXPORT_JOB, number, "")
    seconds = time.perf_counter() - started
    with database.reading() as session:
        made = session.get_one(Export, number)
    database.close()
    if made.state != JobState.DONE:
        raise RuntimeError(f"the list is {made.state}: {made.error}")
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Figures(seconds, peak_mb, (made.size_bytes or 0) / 1e6, made.rows_done)


def measure() -> None:
    """Print every figure, each of a process of its own."""
    heading("lists of leads as files: time, the process's greatest memory, and the file (memory must not grow)")
    with _databases() as urls, TemporaryDirectory() as folder:
        for name, url in urls.items():
            for file_format in FORMATS:
                for count in COUNTS:
                    found = _in_new_process(url.format(count=count), folder, file_format)
                    figure = f"{found.seconds:.1f} s, {found.peak_mb:.0f} MB"
                    line(f"{name}, {file_format}, {found.rows:,} leads, {found.size_mb:.1f} MB", figure)


def _in_new_process(url: str, folder: str, file_format: str) -> Figures:
    command = [sys.executable, "-m", "tests.bench.exports", url, folder, file_format]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()[-1]
    return Figures(**json.loads(said))


@contextmanager
def _databases() -> Iterator[dict[str, str]]:
    """A filled database of each kind and size; `{count}` in its address is the size."""
    with TemporaryDirectory() as folder, postgresql() as cluster:
        urls = {"SQLite": f"sqlite:///{folder}/leads-{{count}}.sqlite3"}
        for count in COUNTS:
            for url in (urls["SQLite"].format(count=count), postgresql_url := cluster.create(f"leads_{count}")):
                _fill(url, count)
            urls["PostgreSQL"] = postgresql_url.replace(f"leads_{count}", "leads_{count}")
        yield urls


def _fill(url: str, count: int) -> None:
    database = Database(url)
    migrate(database)
    fill(database, count, NOW)
    database.close()


if __name__ == "__main__":
    print(json.dumps(asdict(make_one(*sys.argv[1:4]))))
