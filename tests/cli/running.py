"""The command as people start it, and the small playbook that the tests give it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "audit" / "playbooks_starter"
EXAMPLE = STARTER / "examples" / "corner_joinery.toml"

ANSWERS = """
[company]
name = "Harbour Joinery"

[answers]
calls_per_week = 40
missed_share = "more"
chased_share = "half"
job_value = "$900"
"""


def environment(**changes: str) -> dict[str, str]:
    """A plain environment in which this checkout's command can be started."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "LC_ALL") if key in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "80", **changes}


def run(*words: str, cwd: Path, stdin: str = "", **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "cli", *words],
        cwd=cwd,
        env=environment(**changes),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
