"""`make bench`: print every figure. Nothing here can fail a build."""

import os
import platform

from tests.bench import engine, report

if __name__ == "__main__":
    print(f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores")
    engine.measure()
    report.measure()
