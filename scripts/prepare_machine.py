"""See to it that this machine can build the virtual environment and render PDFs; `--tests` and `--bench` ask for more.

Run by `make` before anything else is there, so it needs nothing but Python's standard library.
WeasyPrint loads Pango and HarfBuzz from the system, and Debian splits `venv` off from Python. The tests also drive a
browser and talk to a Redis. What is missing is installed where that is allowed (apt-get, as root or through a sudo that
asks no password); everywhere else the command to run is printed, and the exit code is 1.
"""

import ctypes
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """Something of the system's, why it is needed, and which Debian package brings it.

    `files` are the names a shared library may have, `programs` those a program may have; one of them is enough.
    Neither means Python's own `ensurepip`.
    """

    what: str
    why: str
    debian: str
    files: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()


PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
NEEDS = (
    Need("Python's venv", "to build the virtual environment", f"{PYTHON}-venv"),
    Need(
        "Pango",
        "WeasyPrint sets the report's text with it",
        "libpango-1.0-0",
        ("libpango-1.0.so.0", "libpango-1.0-0", "libpango-1.0.dylib"),
    ),
    Need(
        "PangoFT2",
        "WeasyPrint finds and loads fonts with it",
        "libpangoft2-1.0-0",
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0", "libpangoft2-1.0.dylib"),
    ),
    Need(
        "HarfBuzz subset",
        "WeasyPrint cuts fonts down to the letters used; reports take half as long again without it",
        "libharfbuzz-subset0",
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset-0", "libharfbuzz-subset.0.dylib"),
    ),
)
NEEDS_OF_TESTS = (
    Need(
        "Chromium",
        "the tests use the pages with it, as a person does",
        "chromium",
        programs=("chromium", "chromium-browser", "google-chrome"),
    ),
    # Debian's package `redis-server` would add a service to this machine that nobody asked for. The server itself is in
    # `redis-tools`, under the name of its checking tool: one program that looks at what it was called as.
    Need("Redis", "the tests run the queue on it", "redis-tools", programs=("redis-server", "redis-check-rdb")),
)
NEEDS_OF_BENCH = (*NEEDS_OF_TESTS, Need("wrk", "the benchmark loads the pages with it", "wrk", programs=("wrk",)))

Run = Callable[[Sequence[str]], bool]


def can_load(files: Sequence[str]) -> bool:
    """Whether the dynamic loader finds a library under one of these names."""
    for file in files:
        try:
            ctypes.CDLL(file)
        except OSError:
            continue
        return True
    return False


def is_there(need: Need) -> bool:
    """Whether this machine has what is needed, found by loading it, not by asking a package manager."""
    if need.files:
        return can_load(need.files)
    if need.programs:
        return any(shutil.which(program) for program in need.programs)
    importlib.invalidate_caches()  # it may have been installed a moment ago
    return importlib.util.find_spec("ensurepip") is not None


def run(command: Sequence[str]) -> bool:
    """Run a command with its output on the terminal; whether it went well."""
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode == 0


def way_to_apt(run: Run = run) -> tuple[str, ...] | None:
    """How apt-get may be started here without asking anybody; None where it may not."""
    if not shutil.which("apt-get"):
        return None
    quiet = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get")
    if os.geteuid() == 0:
        return quiet
    if shutil.which("sudo") and run(("sudo", "-n", "true")):
        return ("sudo", "-n", *quiet)
    return None


def install(apt: Sequence[str], packages: Sequence[str], run: Run = run) -> None:
    """Install Debian packages. A stale or missing package list is refreshed first, as far as it goes."""
    run((*apt, "update", "-qq"))
    run((*apt, "install", "-y", "-qq", "--no-install-recommends", *packages))


def how_to(missing: Sequence[Need]) -> str:
    """What a person types to get what is missing, on the systems we know."""
    packages = " ".join(need.debian for need in missing)
    for_tests = any(need in NEEDS_OF_TESTS for need in missing)
    lines = [
        "Install what is missing, then run the same make command again:",
        f"  Debian, Ubuntu:  sudo apt-get install {packages}",
        f"  Fedora:          sudo dnf install pango harfbuzz{' chromium redis' if for_tests else ''}",
        f"  macOS:           brew install pango{' redis, and Chrome from google.com/chrome' if for_tests else ''}",
    ]
    if platform.system() == "Darwin":
        lines.append('  and let Python find it:  export DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib"')
    return "\n".join(lines)


def main(run: Run = run, is_there: Callable[[Need], bool] = is_there, *, also: Sequence[Need] = ()) -> int:
    """Check for `NEEDS` and `also`, install where allowed, check again. Returns the exit code."""
    missing = [need for need in (*NEEDS, *also) if not is_there(need)]
    if not missing:
        return 0
    print("This machine lacks:", flush=True)
    for need in missing:
        print(f"  {need.what} ({need.why})", flush=True)
    if apt := way_to_apt(run):
        print(f"Installing with apt-get: {' '.join(need.debian for need in missing)}", flush=True)
        install(apt, [need.debian for need in missing], run)
        missing = [need for need in missing if not is_there(need)]
        if not missing:
            return 0
        print(f"Still missing: {', '.join(need.what for need in missing)}", flush=True)
    print(how_to(missing), file=sys.stderr)
    return 1


if __name__ == "__main__":
    asked = {"--tests": NEEDS_OF_TESTS, "--bench": NEEDS_OF_BENCH}
    sys.exit(main(also=[need for word in sys.argv[1:] for need in asked[word]]))
