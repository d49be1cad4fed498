"""Start a server as a process of its own, wait until it answers, and stop it: this one process and no other."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

WITH_PARENT = Path(__file__).with_name("with_parent.py")
START_SECONDS = 120.0
"""Generous: a machine that builds is slow and shared, and who waits in vain waits once."""
STOP_SECONDS = 10.0


class ServerDidNotStartError(RuntimeError):
    """The server ended or gave no answer in time; the message holds the end of its log."""


class ServerProcess:
    """One server: started and stopped as often as a test wants, its output in one log file.

    It ends with this process too, however that ends (on Linux). `ready` says whether it answers yet; whatever it
    raises of OSError means no.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        log: Path,
        ready: Callable[[], bool],
        *,
        environment: Mapping[str, str] | None = None,
        user: str = "",
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.command = [str(part) for part in command]
        self.log = log
        self.ready = ready
        self.environment = None if environment is None else dict(environment)
        self.user = user
        self.stop_signal = stop_signal
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The server's process id; raises RuntimeError when it was not started."""
        if self._process is None:
            raise RuntimeError(f"{self.command[0]} was not started")
        return self._process.pid

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it and come back when it answers. Raises ServerDidNotStartError."""
        launcher = [sys.executable, "-I", "-S", str(WITH_PARENT), str(os.getpid()), self.stop_signal.name, self.user]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                launcher + self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for the test run; its fixtures then stop this
            )
        try:
            self._wait_until_ready(self._process)
        except BaseException:
            self.kill()
            raise

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline, pause = time.monotonic() + START_SECONDS, 0.01
        while time.monotonic() < deadline:
            if process.poll() is not None:
                break
            try:
                if self.ready():
                    return
            except OSError:
                pass
            time.sleep(pause)
            pause = min(pause * 1.5, 0.25)
        raise ServerDidNotStartError(f"{self.command[0]}:\n{self.output()[-2_000:]}")

    def output(self) -> str:
        """What it has printed so far, over all starts."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def stop(self) -> None:
        """Ask it to end, and kill it when it does not; nothing where it does not run."""
        self.send(self.stop_signal)
        if self._process is not None:
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.send(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def freeze(self) -> None:
        """Let it hang: connections stay open and nothing answers, until `thaw`."""
        self.send(signal.SIGSTOP)

    def thaw(self) -> None:
        self.send(signal.SIGCONT)

    def send(self, signal_number: signal.Signals) -> None:
        """Send a signal, where it runs."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal_number)
