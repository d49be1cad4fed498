"""Timing a call, and printing what came of it."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of repeated calls."""

    median_ms: float
    p95_ms: float


def timed(call: Callable[[], object], repeats: int, warm_up: int = 3) -> Timing:
    """Call again and again and return the median and the 95th percentile."""
    for _ in range(warm_up):
        call()
    taken: list[float] = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1_000)
    return Timing(statistics.median(taken), statistics.quantiles(taken, n=20)[-1])


def in_new_process(code: str, repeats: int) -> list[float]:
    """Run Python code that prints one number, each time in a process of its own, and return the numbers."""
    command = [sys.executable, "-c", code]
    return [
        float(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()[-1])
        for _ in range(repeats)
    ]


def heading(text: str) -> None:
    """Print a heading."""
    print(f"\n{text}")


def line(what: str, figure: str, aim: str = "") -> None:
    """Print one figure, with what we aim for."""
    print(f"  {what:<58}{figure:>16}{'   aim: ' + aim if aim else ''}", flush=True)
