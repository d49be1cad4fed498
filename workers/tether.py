"""A process that ends when the process that started it ends, however that came to be.

Run as a file, it ties itself to its parent and becomes the command that follows:
`python -I tether.py PARENT_PID command ...`. It imports the standard library alone, so that it starts in little time.
"""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
LOOK_EVERY_SECONDS = 1.0


def tethered(command: Sequence[str]) -> list[str]:
    """The command line that runs `command`, and stops it with SIGTERM when this process ends."""
    return [sys.executable, "-I", str(Path(__file__).resolve()), str(os.getpid()), *command]


def tie_to(parent: int) -> None:
    """Have this process receive SIGTERM when its `parent` ends.

    Linux's kernel sends it, and keeps to it when another program takes the process's place. Elsewhere a thread looks
    every second. Call it from the main thread; where the parent has gone already, the process ends at once.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    else:
        threading.Thread(target=_look_after, args=[parent, threading.Event()], daemon=True).start()
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


def _look_after(parent: int, never: threading.Event) -> None:
    while os.getppid() == parent:
        never.wait(LOOK_EVERY_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    tie_to(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606  # becoming that command is what this file is for
