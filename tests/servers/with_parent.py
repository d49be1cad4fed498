"""Become another command that ends when the process that started it does.

Called as `with_parent.py PARENT SIGNAL USER COMMAND...`.

A fixture stops what it started. When the test run itself is killed no fixture runs, so on Linux the kernel is asked to
send SIGNAL then. USER is a name to run as, or empty for the one we are. Run by path, with the standard library alone.
"""

import ctypes
import os
import pwd
import signal
import sys

PR_SET_PDEATHSIG = 1


def become(user: str) -> None:
    """Give up root for good."""
    entry = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


def end_with(parent_pid: int, signal_number: int) -> None:
    """Ask for a signal at the parent's end; changing the user forgets it, so that comes first."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal_number)
    if os.getppid() != parent_pid:
        sys.exit("the process that started this has ended already")


if __name__ == "__main__":
    parent_pid, signal_name, user, *command = sys.argv[1:]
    if user:
        become(user)
    end_with(int(parent_pid), getattr(signal, signal_name))
    os.execvp(command[0], command)  # noqa: S606  # a fixed command of the test's own
