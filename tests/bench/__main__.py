"""`make bench`: print every figure. Nothing here can fail a build."""

import os
import platform

from tests.bench import engine, exports, figures, queue, recovery, report, web
from tests.bench.clock import line, timed


def additions() -> int:
    """Do what every machine does at its own pace, so that the figures of two machines can be compared."""
    total = 0
    for number in range(10_000_000):
        total += number
    return total


if __name__ == "__main__":
    print(f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores")
    line("this machine: ten million additions in a Python loop", f"{timed(additions, 3, 0).median_ms:.0f} ms")
    engine.measure()
    recovery.measure()
    report.measure()
    web.measure()
    queue.measure()
    figures.measure()
    exports.measure()
