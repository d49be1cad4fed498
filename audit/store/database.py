"""The way to the database: reading, and writing in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection as SqliteConnection
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InterfaceError, InvalidatePoolError, OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 10
"""How long a write waits for another one's lock in SQLite."""

EMPTYING_MILLISECONDS = 500
"""How long emptying SQLite's log waits for readers of it."""

CONNECT_SECONDS = 3

FRESH_SECONDS = 1.0
"""A connection that was used so recently is taken to be alive; others are asked first."""

Unreachable = (OperationalError, InterfaceError)
"""What is raised while the database is away, locked for too long or out of disk."""


class Database:
    """One database, SQLite or PostgreSQL, for one process. Make it after a fork, never before."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._readers = sessionmaker(self.engine, expire_on_commit=False, autoflush=False)
        writing = self.engine.execution_options(writes=True)
        self._writers = sessionmaker(writing, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Look things up. What was changed by mistake is not kept."""
        with self._readers() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: kept as a whole at the end, or not at all if anything is raised."""
        with self._writers.begin() as session:
            yield session

    def is_there(self) -> bool:
        """Whether the database answers."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except Unreachable:
            return False
        return True

    def empty_the_log(self) -> bool:
        """Have SQLite write its write-ahead log into the file and empty it: deleted rows may live on in there.

        False while somebody reads from it; then it is to be tried again. Always True on PostgreSQL, whose log is its
        own matter.
        """
        if self.engine.dialect.name != "sqlite":
            return True
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # It keeps others from writing while it waits, so it does not wait for long.
            connection.exec_driver_sql(f"PRAGMA busy_timeout={EMPTYING_MILLISECONDS}")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        return not busy

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    # `hide_parameters`: an error's words end up in logs, and what was typed does not belong there.
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_engine(url, hide_parameters=True, connect_args={"connect_timeout": CONNECT_SECONDS})
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", _ask_unless_fresh)
        return engine
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _note_use(_: Any, record: ConnectionPoolEntry) -> None:  # noqa: ANN401  # the driver's own
    record.info["used_at"] = monotonic()


def _ask_unless_fresh(connection: Any, record: ConnectionPoolEntry, _: Any) -> None:  # noqa: ANN401  # the driver's own
    """Have the pool connect anew where the server has gone since. Asking each time would double what a page waits."""
    used_at = record.info.get("used_at")
    if used_at is None or monotonic() - used_at < FRESH_SECONDS:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except Exception as error:
        raise InvalidatePoolError from error


def _prepare_sqlite(connection: SqliteConnection, _: Any) -> None:  # noqa: ANN401  # the pool's record, of no use here
    """Readers beside one writer, foreign keys, and transactions that begin when we say so.

    `synchronous=NORMAL` is safe when a process dies; when the machine loses power, the last moments may be gone,
    the file is whole. `secure_delete` overwrites what is deleted: an erased person is not in the file any more.
    """
    connection.isolation_level = None
    waits = f"busy_timeout={BUSY_SECONDS * 1000}"
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", waits, "synchronous=NORMAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A write takes its lock at once: one that starts by reading could not wait for it later."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
