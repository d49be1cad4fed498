"""Tests of one set-up run in one process, so that its site is started once a run and not once a process.

pytest-xdist has `--dist loadgroup` for this, which does nothing with pytest 9.2: it writes to a name of the test that
pytest no longer reads. For a run of the whole, pytest must know of this module before it looks at this folder:
`pytest_plugins` in tests/conftest.py names it.
"""

import pytest
from xdist.remote import Producer  # type: ignore[import-untyped]  # it ships no types
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # as above

FOLDER = "tests/browser/"
SET_UPS = ("embedded", "servers")
"""How the name of a test ends that runs on one of them."""


class OneStart(LoadScopeScheduling):  # type: ignore[misc]  # as above
    """Hands out single tests; those of a set-up to whoever has its first."""

    def _split_scope(self, nodeid: str) -> str:
        set_up = next((name for name in SET_UPS if nodeid.endswith((f"[{name}]", f"-{name}]"))), "")
        return set_up if set_up and nodeid.startswith(FOLDER) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneStart | None:
    """Called by pytest-xdist; `None` leaves any other way of handing out tests as it is."""
    return OneStart(config, log) if config.getvalue("dist") == "load" else None
