"""A tethered process ends with the one that started it, also when that one is killed."""

import signal
import subprocess
import sys

import psutil
import pytest

from tests.cli.running import ROOT
from workers.tether import tethered

STARTS_ANOTHER = """
import subprocess, time
from workers.tether import tethered
print(subprocess.Popen(tethered(["sleep", "600"])).pid, flush=True)
time.sleep(600)
"""


def test_the_command_that_follows_takes_the_process_s_place():
    said = subprocess.run(tethered(["echo", "here"]), capture_output=True, text=True, check=True)
    assert said.stdout == "here\n"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_with_its_parent(number):
    with subprocess.Popen(
        [sys.executable, "-c", STARTS_ANOTHER], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as parent:
        child = psutil.Process(int(parent.stdout.readline()))
        assert child.is_running()
        parent.send_signal(number)
    assert psutil.wait_procs([child], timeout=10)[1] == []


def test_it_does_not_begin_when_its_parent_has_gone_already():
    words = tethered(["echo", "here"])
    words[3] = "1999999999"
    said = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (-signal.SIGTERM, "")
