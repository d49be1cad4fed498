"""`plumbline run`: one command starts everything, and nothing is left when it ends, however it ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection

import psutil
import pytest

from tests.cli.running import ROOT, STARTER, environment, run
from tests.servers.folders import short_folder
from tests.servers.ports import free_port

pytestmark = pytest.mark.enable_socket
WITHIN_SECONDS = 90.0


class Site:
    """A run in a folder of its own."""

    def __init__(self, folder, **changes):
        self.port = free_port()
        settings = environment(DATA_DIR=str(folder), PORT=str(self.port), PLAYBOOKS=str(STARTER), **changes)
        self.log = folder / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "cli", "run", "--tethered-to", str(os.getpid())],
                cwd=ROOT,
                env=settings,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def ready(self):
        """What the health page says of each part; nothing while it does not answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return json.loads(connection.getresponse().read())["checks"]
        except (OSError, ValueError):
            return {}
        finally:
            connection.close()

    def wait_until_ready(self):
        wanted = {"database", "migrations", "broker", "worker"}
        until = time.monotonic() + WITHIN_SECONDS
        while not wanted <= {name for name, good in self.ready().items() if good}:
            assert time.monotonic() < until, self.log.read_text()
            time.sleep(0.2)

    def family(self):
        return psutil.Process(self.process.pid).children(recursive=True)


@pytest.fixture
def begun():
    with short_folder("run") as folder:
        site = Site(folder)
        try:
            site.wait_until_ready()
            yield site
        finally:
            if site.process.poll() is None:
                site.process.kill()
            site.process.wait()


def gone(family):
    return psutil.wait_procs(family, timeout=30)[1] == []


def test_everything_runs_says_where_it_is_and_stops_in_order(begun):
    family = begun.family()
    assert len(family) >= 8  # broker, sweeper, web and worker with two processes each
    begun.process.terminate()
    assert begun.process.wait(60) == 0
    assert gone(family)
    said = begun.log.read_text()
    assert "Plumbline is at http://localhost:8000" in said
    assert "Traceback" not in said
    assert "starts again" not in said


def test_a_runner_that_is_killed_leaves_nothing_behind_and_the_next_one_starts(begun):
    family = begun.family()
    begun.process.kill()
    assert gone(family)
    again = Site(begun.log.parent)
    try:
        again.wait_until_ready()
    finally:
        again.process.terminate()
        assert again.process.wait(60) == 0


@pytest.mark.parametrize("part", ["web", "worker", "sweeper"])
def test_a_part_that_dies_is_started_again_with_nothing_left_of_the_old_one(begun, part):
    family = {child: child.cmdline() for child in begun.family()}
    (parent,) = (child for child, words in family.items() if words[3:4] == [part] and child.ppid() == begun.process.pid)
    old = [parent, *parent.children(recursive=True)]
    parent.send_signal(signal.SIGKILL)
    assert gone(old)
    until = time.monotonic() + WITHIN_SECONDS
    while f"{part:<7} | ended (SIGKILL), starts again" not in begun.log.read_text():
        assert time.monotonic() < until
        time.sleep(0.1)
    begun.wait_until_ready()


def test_a_second_run_on_the_same_data_says_so(begun):
    second = run("run", cwd=ROOT, DATA_DIR=str(begun.log.parent), PORT=str(free_port()), PLAYBOOKS=str(STARTER))
    assert second.returncode == 1
    assert f"already (process {begun.process.pid})" in second.stderr


def test_a_port_that_is_taken_is_said_before_anything_starts(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("run", cwd=ROOT, DATA_DIR=str(tmp_path), PORT=str(port), PLAYBOOKS=str(STARTER))
    assert done.returncode == 1
    assert f"127.0.0.1:{port} cannot be listened on (Address already in use)" in done.stderr


def test_settings_that_cannot_be_used_are_all_named(tmp_path):
    done = run("run", cwd=ROOT, MODE="production", PORT="none", DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert all(name in done.stderr for name in ("PORT", "SECRET_KEY", "PUBLIC_URL"))
