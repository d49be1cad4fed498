"""Processes that another one runs: started, heard, restarted when they die, and stopped in order."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
STEADY_AFTER_SECONDS = 60.0
"""Who has lived for so long is restarted at once, however often it had died before."""

Say = Callable[[str, str], None]
"""Told who says something, and what."""


@dataclass(frozen=True, slots=True)
class Role:
    """What one process is for: its name, the words of our own command, and how long it may take to stop."""

    name: str
    words: Sequence[str]
    stop_within_seconds: float


class Child:
    """One process in a role, over all its lives."""

    def __init__(self, role: Role, say: Say) -> None:
        self.role = role
        self._say = say
        self._process: subprocess.Popen[str] | None = None
        self._pauses = 0
        self._started_at = 0.0
        self._due_at = 0.0

    @property
    def pid(self) -> int | None:
        """The process's number, if there is one."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C at the terminal is for whoever supervises. Main thread only."""
        words = [sys.executable, "-m", "cli", *self.role.words, "--tethered-to", str(os.getpid())]
        self._process = subprocess.Popen(  # noqa: S603  # our own command
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        self._started_at = time.monotonic()
        threading.Thread(target=self._pass_on, args=[self._process.stdout], daemon=True).start()

    def restart_if_dead(self) -> None:
        """Start it again after its death, after a pause that doubles while it does not live long."""
        now = time.monotonic()
        if self._process is not None and self._process.poll() is not None:
            if now - self._started_at > STEADY_AFTER_SECONDS:
                self._pauses = 0
            pause = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2**self._pauses)
            self._say(self.role.name, f"ended ({_how(self._process.returncode)}), starts again in {pause:g} s")
            self._clear_away()
            self._pauses, self._process, self._due_at = self._pauses + 1, None, now + pause
        if self._process is None and now >= self._due_at:
            self.start()

    def stop(self) -> None:
        """Ask it to end, wait, and end it by force when it does not."""
        process = self._process
        if process is None:
            return
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(self.role.stop_within_seconds)
        self._clear_away()
        process.wait()

    def _clear_away(self) -> None:
        """End what is left of its session: a parent that was killed may have left children."""
        if self._process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def _pass_on(self, lines: IO[str] | None) -> None:
        with suppress(ValueError):  # closed while it was read
            for line in lines or ():
                self._say(self.role.name, line.rstrip())


def _how(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"code {code}"
