"""A person at a real terminal: types, and waits for what appears."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.cli.running import environment

PATIENCE_SECONDS = 30.0
# Makes the terminal the one that sends this process its Ctrl-C, then becomes `python -m cli`.
START = (
    "import fcntl, runpy, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "runpy.run_module('cli', run_name='__main__', alter_sys=True)\n"
)
COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """The command, run in a pseudo-terminal of its own."""

    def __init__(self, *words: str, cwd: Path) -> None:
        self._fd, inner = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, *words],
            cwd=cwd,
            env=environment(TERM="xterm"),
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
        )
        os.close(inner)
        self.text = ""
        self._seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._fd)

    def wait_for(self, words: str) -> None:
        """Read until these words appear, after what was waited for before."""
        self._read_until(lambda: words in self.text[self._seen :], words)
        self._seen = self.text.index(words, self._seen) + len(words)

    def type(self, words: str) -> None:
        """Type a line."""
        os.write(self._fd, words.encode() + b"\n")

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        os.write(self._fd, b"\x03")

    def ends_with(self) -> int:
        """Read to the end and return the exit code."""
        self._read_until(lambda: False, "")
        return self._process.wait(timeout=PATIENCE_SECONDS)

    def _read_until(self, is_there: Callable[[], bool], words: str) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not is_there():
            assert time.monotonic() < until, f"{words!r} never appeared after:\n{self.text}"
            if not select.select([self._fd], [], [], 1)[0]:
                continue
            try:
                piece = os.read(self._fd, 65_536)
            except OSError:  # the other end of a pseudo-terminal was closed
                piece = b""
            if not piece:
                assert not words, f"{words!r} never appeared; the command ended after:\n{self.text}"
                return
            self.text += COLOURS.sub("", piece.decode()).replace("\r", "")
