"""The broker that comes along: started, found by every library, stopped, and back after any death."""

import os
import signal
import subprocess
import sys

import psutil
import pytest
import redis
from kombu import Connection
from limits.storage import storage_from_string

from settings import Settings
from tests.cli.running import ROOT
from tests.servers.brokers import NO_REDIS
from tests.servers.folders import short_folder
from workers import broker as embedded
from workers.broker import BrokerError, EmbeddedBroker, find_server
from workers.broker_urls import broker_url, embedded_socket, limits_url, redis_url

pytestmark = pytest.mark.enable_socket
RUN_FOR_EVER = """
import sys, time
from pathlib import Path
from workers.broker import EmbeddedBroker
with EmbeddedBroker(Path(sys.argv[1])) as broker:
    print(broker.process.pid, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def folder():
    with short_folder("embedded") as place:
        yield place


def test_it_answers_on_a_private_socket_and_on_no_port(folder):
    with EmbeddedBroker(folder) as broker:
        assert broker.answers()
        assert broker.socket.parent.stat().st_mode & 0o777 == 0o700
        with redis.Redis(unix_socket_path=str(broker.socket)) as client:
            assert client.config_get("port")["port"] == "0"
    assert not broker.answers()


def test_every_library_finds_it_by_its_own_url(folder):
    url = broker_url(Settings(data_dir=folder))
    with EmbeddedBroker(folder):
        with Connection(url) as connection:
            connection.connect()
        with redis.Redis.from_url(redis_url(url)) as client:
            assert client.ping()
        assert storage_from_string(limits_url(url)).check()


def test_a_server_of_ones_own_is_named_alike_for_all():
    url = "redis://user:secret@broker.northwind.example:6379/1"
    assert (redis_url(url), limits_url(url)) == (url, url)


def test_messages_outlive_a_stop(folder):
    with EmbeddedBroker(folder) as broker, redis.Redis(unix_socket_path=str(broker.socket)) as client:
        client.rpush("reports", "a nudge")
    with EmbeddedBroker(folder) as broker, redis.Redis(unix_socket_path=str(broker.socket)) as client:
        assert client.lrange("reports", 0, -1) == [b"a nudge"]


def test_a_second_run_on_the_same_data_says_who_was_first(folder):
    with EmbeddedBroker(folder), pytest.raises(BrokerError, match=rf"already \(process {os.getpid()}\)"):
        EmbeddedBroker(folder).start()


def test_a_long_path_gets_a_short_socket(folder):
    long = folder / ("long" * 30)
    with EmbeddedBroker(long) as broker:
        assert broker.answers()
        assert len(str(embedded_socket(long))) < 100
        assert broker.folder.is_relative_to(long)


def test_data_that_cannot_be_read_is_put_aside(folder):
    with EmbeddedBroker(folder) as broker:
        pass
    for file in (broker.folder / "appendonlydir").iterdir():
        file.write_bytes(b"not what a broker writes")
    with EmbeddedBroker(folder) as broker:
        assert broker.answers()
    assert (broker.folder / "unreadable").is_dir()


def test_a_server_that_cannot_start_is_quoted(folder):
    program = folder / "server"
    program.write_text("#!/bin/sh\necho this disk is read-only >&2\nexit 1\n")
    program.chmod(0o755)
    with pytest.raises(BrokerError, match="this disk is read-only"):
        EmbeddedBroker(folder, program).start()


def test_a_folder_of_somebody_else_is_not_used(folder, monkeypatch):
    (folder / "broker").mkdir()
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(BrokerError, match="belongs to somebody else"):
        EmbeddedBroker(folder).start()


def test_it_ends_with_whoever_started_it_and_the_next_run_takes_over(folder):
    command = [sys.executable, "-c", RUN_FOR_EVER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as runner:
        server = int(runner.stdout.readline())
        runner.send_signal(signal.SIGKILL)
        runner.wait()
    with EmbeddedBroker(folder) as broker:
        assert broker.process.pid != server
        assert not alive(server)


def alive(pid):
    """Whether a process runs; one that ended and that nobody has asked about yet does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_without_the_wheel_an_installed_server_is_used(folder, monkeypatch):
    monkeypatch.setattr(embedded, "find_spec", lambda name: None)
    try:
        found = find_server()
    except BrokerError:
        pytest.fail(NO_REDIS)
    with EmbeddedBroker(folder, found) as broker:
        assert broker.answers()


def test_without_any_server_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(embedded, "find_spec", lambda name: None)
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(BrokerError, match=r"apt-get install redis-server.*BROKER_URL"):
        find_server()
