from pathlib import Path
from threading import Event, Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from audit.store import database as database_module
from audit.store.database import Database
from audit.store.migrating import is_current, migrate, newest_step
from audit.store.tables import Process, Table


def alive(session: Session, name: str, at) -> None:
    session.add(Process(name=name, kind="worker", seen_at=at))


def test_a_transaction_is_kept_as_a_whole(database, now) -> None:
    with database.writing() as session:
        alive(session, "one", now)
        alive(session, "two", now)

    with database.reading() as session:
        assert session.query(Process).count() == 2


def test_a_transaction_that_fails_leaves_nothing(database, now) -> None:
    def fail() -> None:
        with database.writing() as session:
            alive(session, "one", now)
            session.flush()
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail()

    with database.reading() as session:
        assert session.query(Process).count() == 0


def test_reading_keeps_no_change(database, now) -> None:
    with database.reading() as session:
        alive(session, "one", now)
        session.flush()

    with database.reading() as session:
        assert session.query(Process).count() == 0


def test_a_moment_comes_back_with_its_zone(database, now) -> None:
    with database.writing() as session:
        alive(session, "one", now)

    with database.reading() as session:
        assert session.get_one(Process, "one").seen_at == now


def test_a_moment_without_a_zone_is_refused(database, now) -> None:
    with pytest.raises(Exception, match="with its time zone"), database.writing() as session:
        alive(session, "one", now.replace(tzinfo=None))


def test_a_second_writer_waits_for_the_first(database, now) -> None:
    first_has_it, order = Event(), []

    def first() -> None:
        with database.writing() as session:
            alive(session, "the same", now)
            session.flush()
            first_has_it.set()
            order.append("first")

    thread = Thread(target=first)
    thread.start()
    first_has_it.wait()
    with database.writing() as session:
        session.execute(text("UPDATE processes SET kind = 'sweeper' WHERE name = 'the same'"))
        order.append("second")
    thread.join()

    assert order == ["first", "second"]


def test_readers_go_on_while_somebody_writes(database, now) -> None:
    with database.writing() as writer:
        alive(writer, "one", now)
        writer.flush()
        with database.reading() as reader:
            assert reader.query(Process).count() == 0


def test_sqlite_keeps_foreign_keys_and_a_write_ahead_log(sqlite_url) -> None:
    with Database(sqlite_url).reading() as session:
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA busy_timeout")) >= 5_000


def test_the_migrations_make_exactly_the_tables_of_the_program(database) -> None:
    found = inspect(database.engine)

    for table in Table.metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}, table.name
        indexes = {tuple(index["column_names"]) for index in found.get_indexes(table.name)}
        assert {tuple(column.name for column in index.columns) for index in table.indexes} <= indexes, table.name
        keys = {tuple(key["constrained_columns"]): key["options"] for key in found.get_foreign_keys(table.name)}
        assert {tuple(key.column_keys) for key in table.foreign_key_constraints} == set(keys), table.name
    assert set(found.get_table_names()) == {*Table.metadata.tables, "alembic_version"}


def test_alembic_itself_finds_nothing_left_to_migrate(database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_a_new_database_is_not_current_until_it_is_migrated(empty_database_url) -> None:
    database = Database(empty_database_url)
    assert not is_current(database)

    migrate(database)
    migrate(database)

    assert is_current(database)
    assert newest_step() is not None
    database.close()


def test_several_processes_may_migrate_at_the_same_time(empty_database_url) -> None:
    databases = [Database(empty_database_url) for _ in range(3)]
    threads = [Thread(target=migrate, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(is_current(database) for database in databases)
    for database in databases:
        database.close()


def test_the_folder_of_a_new_sqlite_file_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'not' / 'there' / 'yet.sqlite3'}")

    migrate(database)

    assert is_current(database)


def test_a_database_that_is_away_is_said_to_be(tmp_path: Path) -> None:
    assert not Database(f"sqlite:///{tmp_path / 'no' / 'folder.sqlite3'}").is_there()


@pytest.mark.enable_socket
def test_a_connection_that_was_dropped_while_nobody_used_it_is_made_anew(empty_postgresql_url, monkeypatch) -> None:
    monkeypatch.setattr(database_module, "FRESH_SECONDS", 0.0)
    database, other = Database(empty_postgresql_url), Database(empty_postgresql_url)
    with database.reading() as session:
        dropped = session.scalar(text("SELECT pg_backend_pid()"))
    with other.reading() as session:
        session.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": dropped})

    with database.reading() as session:
        assert session.scalar(text("SELECT pg_backend_pid()")) != dropped

    database.close()
    other.close()
