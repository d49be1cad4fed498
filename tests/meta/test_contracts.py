"""The import rules bite: each forbidden import, put into a copy of the source, breaks a contract."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.meta.repository import ROOT

LINT = Path(sys.executable).with_name("lint-imports")


@pytest.fixture(scope="module")
def skeleton(tmp_path_factory):
    """The packages, empty, with the contracts of pyproject.toml: enough for an import to be judged."""
    folder = tmp_path_factory.mktemp("contracts")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in ("audit", "reports", "web", "workers", "cli"):
        (folder / package).mkdir()
        (folder / package / "__init__.py").touch()
    for package in ("audit/store", "workers/jobs", "workers/mail"):
        (folder / package).mkdir()
        (folder / package / "__init__.py").touch()
    for module in ("settings.py", "logs.py", "workers/tasks.py", "workers/app.py"):
        (folder / module).touch()
    return folder


@pytest.mark.parametrize(
    ("package", "statement"),
    [
        ("audit", "import flask"),
        ("audit", "import weasyprint"),
        ("audit", "from sqlalchemy import select"),
        ("audit", "import reports"),
        ("audit", "import settings"),
        ("audit", "from audit import store"),
        ("reports", "import web"),
        ("reports", "import cli"),
        ("reports", "from celery import shared_task"),
        ("workers", "import web"),
        ("web", "import weasyprint"),
        ("web", "import celery"),
        ("web", "from workers import tasks"),
        ("web", "from workers.jobs import report"),
    ],
)
def test_a_forbidden_import_fails_the_build(skeleton, package, statement):
    intruder = skeleton / package / "intruder.py"
    intruder.write_text(statement + "\n")
    done = subprocess.run(
        [LINT, "--no-cache"],
        check=False,
        cwd=skeleton,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": "."},
    )
    intruder.unlink()
    assert done.returncode == 1
    assert "BROKEN" in done.stdout
