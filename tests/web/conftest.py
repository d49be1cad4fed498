"""What holds for every test of the pages."""

from functools import cache

import pytest

from audit.checking.gate import load

LOADED_ONCE = cache(load)


@pytest.fixture(autouse=True)
def _playbooks_are_checked_once(monkeypatch):
    """Every app checks its playbooks at the start; the same folders need it once for all tests here."""
    monkeypatch.setattr("audit.store.shelf.load", LOADED_ONCE)
