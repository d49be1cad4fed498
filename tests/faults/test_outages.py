"""The broker, the database and the disk go away in the middle of the work, and come back."""

import sqlite3
import subprocess
import threading
import time
from contextlib import contextmanager

import pytest

from audit.store.database import Database
from audit.store.migrating import migrate
from audit.store.tables import JobState, Report
from tests.faults.site import check_that_nothing_is_lost_or_doubled, site
from tests.servers.brokers import redis_server, valkey_server
from tests.servers.postgresql import postgresql
from tests.servers.smtp import smtp_server

pytestmark = pytest.mark.enable_socket
REPORTS = 20


@pytest.fixture(params=[valkey_server, redis_server], ids=["valkey", "redis"])
def own_broker(request):
    with request.param() as broker:
        yield broker


def begin(place, some=3):
    """Order reports, and come back when some of them are ready."""
    place.order(REPORTS)
    place.wait_until(lambda: place.done(Report) >= some)


def test_a_broker_that_is_stopped_wiped_and_started_again_loses_nothing(own_broker, sqlite_url, tmp_path):
    with smtp_server() as smtp, site(sqlite_url, own_broker.url, tmp_path, smtp) as place:
        begin(place)
        own_broker.wipe()
        own_broker.server.kill()
        time.sleep(2)
        own_broker.server.start()
        own_broker.wipe()
        place.wait_until_all_is_done()
        check_that_nothing_is_lost_or_doubled(place)


def test_orders_that_are_made_while_the_broker_is_away_are_found_later(own_broker, sqlite_url, tmp_path):
    with smtp_server() as smtp, site(sqlite_url, own_broker.url, tmp_path, smtp) as place:
        own_broker.server.stop()
        place.order(REPORTS)
        own_broker.server.start()
        place.wait_until_all_is_done()
        check_that_nothing_is_lost_or_doubled(place)


def test_a_postgresql_that_is_killed_and_back_seconds_later_loses_nothing(valkey, tmp_path):
    with postgresql(durable=True) as cluster, smtp_server() as smtp:
        url = cluster.create("plumbline")
        migrate_once(url)
        with site(url, valkey.url, tmp_path, smtp) as place:
            begin(place)
            cluster.server.kill()
            time.sleep(3)
            cluster.server.start()
            place.wait_until_all_is_done()
            check_that_nothing_is_lost_or_doubled(place)


def migrate_once(url):
    database = Database(url)
    migrate(database)
    database.close()


def test_a_sqlite_file_that_nobody_else_can_write_for_longer_than_they_wait_loses_nothing(valkey, sqlite_url, tmp_path):
    with smtp_server() as smtp, site(sqlite_url, valkey.url, tmp_path, smtp) as place:
        begin(place)
        with locked(sqlite_url.removeprefix("sqlite:///")):
            time.sleep(12)
        place.wait_until_all_is_done()
        check_that_nothing_is_lost_or_doubled(place)


@contextmanager
def locked(file):
    """Hold the lock that every write waits for."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=60)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def test_a_full_disk_delays_reports_and_loses_none(valkey, sqlite_url, tmp_path):
    with (
        smtp_server() as smtp,
        full_disk(tmp_path / "reports") as disk,
        site(sqlite_url, valkey.url, tmp_path, smtp) as place,
    ):
        place.order(REPORTS)
        place.wait_until(lambda: any(row.error for row in place.rows(Report)))
        assert {row.error for row in place.rows(Report)} <= {None, "The PDF could not be stored."}
        assert JobState.FAILED not in {row.state for row in place.rows(Report)}
        disk.make_room()
        place.wait_until_all_is_done()
        check_that_nothing_is_lost_or_doubled(place)


class SmallDisk:
    """A folder on a file system of a few kilobytes; `make_room` gives it more."""

    def __init__(self, folder):
        self.folder = folder

    def make_room(self):
        subprocess.run(["mount", "-o", "remount,size=64m", self.folder], check=True)


@contextmanager
def full_disk(folder):
    """Skips the test where nothing may be mounted."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "plumbline-test", folder], check=False)
    if mounted.returncode:
        pytest.skip("a small file system can be mounted by root only")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_mail_server_that_is_away_delays_mails_and_loses_none(valkey, sqlite_url, tmp_path):
    with smtp_server() as smtp, site(sqlite_url, valkey.url, tmp_path, smtp) as place:
        smtp.stop()
        place.order(5)
        place.wait_until(lambda: place.done(Report) == 5)
        threading.Timer(1.0, smtp.start).start()
        place.wait_until_all_is_done()
        check_that_nothing_is_lost_or_doubled(place)
