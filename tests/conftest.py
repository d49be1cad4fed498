"""What holds for every test. Sockets are shut in pyproject.toml (`--disable-socket`)."""

import logging
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import settings

from logs import QUIET

# The real servers that tests talk to: databases, brokers, mail, S3.
pytest_plugins = ["tests.servers.fixtures"]

# Machines that build are slow and shared: a property fails for what it finds, never for how long it took.
# On a build server (CI=true) Hypothesis's own profile draws the same examples every time; that is kept.
settings.register_profile("plumbline", parent=settings(), deadline=None)
settings.load_profile("plumbline")


@pytest.fixture
def logs_as_before() -> Iterator[None]:
    """For a test that configures the logs of the process: afterwards they are as they were."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    levels = {name: logging.getLogger(name).level for name in QUIET}
    yield
    root.handlers = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
