"""The servers as fixtures. A test that uses one is marked `enable_socket`.

PostgreSQL, Redis, Valkey and S3 are started once for each process that runs tests, when the first test asks;
a database, an empty broker and an SMTP server are each test's own.
"""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from audit.store.database import Database
from audit.store.migrating import migrate
from tests.browser.chromium import chromium
from tests.servers.brokers import Broker, redis_server, valkey_server
from tests.servers.postgresql import PostgreSQL, postgresql
from tests.servers.s3 import S3, s3_server
from tests.servers.smtp import SmtpServer, smtp_server


@pytest.fixture(scope="session")
def postgresql_cluster() -> Iterator[PostgreSQL]:
    """The one PostgreSQL of this run. A test that stops or kills it starts its own with `postgresql()`."""
    with postgresql() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def one_chromium() -> Iterator[Browser]:
    """The one Chromium of this run: Playwright cannot start a second one beside it in the same process."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def running_valkey() -> Iterator[Broker]:
    with valkey_server() as broker:
        yield broker


@pytest.fixture(scope="session")
def running_redis() -> Iterator[Broker]:
    with redis_server() as broker:
        yield broker


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    """An S3-compatible server with a bucket."""
    with s3_server() as server:
        yield server


@pytest.fixture
def valkey(running_valkey: Broker) -> Broker:
    """An empty Valkey. A test that stops or kills one starts its own with `valkey_server()`."""
    running_valkey.wipe()
    return running_valkey


@pytest.fixture
def redis_broker(running_redis: Broker) -> Broker:
    """An empty Redis. A test that stops or kills one starts its own with `redis_server()`."""
    running_redis.wipe()
    return running_redis


@pytest.fixture(
    params=[
        pytest.param("valkey", marks=pytest.mark.enable_socket),
        pytest.param("redis", marks=pytest.mark.enable_socket),
    ]
)
def broker(request: pytest.FixtureRequest) -> Broker:
    """An empty broker: the test runs once on Valkey and once on Redis."""
    name = "valkey" if request.param == "valkey" else "redis_broker"
    found: Broker = request.getfixturevalue(name)
    return found


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    """An SMTP server of the test's own."""
    with smtp_server() as server:
        yield server


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'plumbline.sqlite3'}"


@pytest.fixture
def empty_postgresql_url(postgresql_cluster: PostgreSQL) -> Iterator[str]:
    """A PostgreSQL database without tables."""
    name = f"test_{uuid.uuid4().hex}"
    yield postgresql_cluster.create(name)
    postgresql_cluster.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.enable_socket)])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """A database without tables: the test runs once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture(scope="session")
def migrated_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row; tests work on copies."""
    file = tmp_path_factory.mktemp("migrated") / "plumbline.sqlite3"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_postgresql_template(postgresql_cluster: PostgreSQL) -> str:
    """The name of a PostgreSQL database with every table and no row; tests work on copies."""
    _migrate(postgresql_cluster.create("migrated"))
    return "migrated"


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_sqlite_file: Path) -> str:
    """A SQLite file with every table and no row."""
    return f"sqlite:///{shutil.copy(migrated_sqlite_file, tmp_path / 'plumbline.sqlite3')}"


@pytest.fixture
def postgresql_url(postgresql_cluster: PostgreSQL, migrated_postgresql_template: str) -> Iterator[str]:
    """A PostgreSQL database with every table and no row."""
    name = f"test_{uuid.uuid4().hex}"
    yield postgresql_cluster.create(name, migrated_postgresql_template)
    postgresql_cluster.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.enable_socket)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with every table and no row: the test runs once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """As `database_url`, opened."""
    opened = Database(database_url)
    yield opened
    opened.close()


def _migrate(url: str) -> None:
    database = Database(url)
    try:
        migrate(database)
    finally:
        database.close()
