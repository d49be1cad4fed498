from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from tests.web.quiz.browser import Browser
from tests.web.security.site import Site, site_on


@pytest.fixture(autouse=True)
def _passwords_cost_little(monkeypatch):
    """The same hashes, made with less work: tests/web/accounts/test_passwords.py looks at what they cost outside."""
    monkeypatch.setattr("web.accounts.passwords.HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def site(sqlite_url: str, tmp_path: Path) -> Iterator[Site]:
    """The app; a second factor is not asked of everybody."""
    made = site_on(sqlite_url, tmp_path, require_second_factor=False)
    yield made
    made.services.database.close()


@pytest.fixture
def strict_site(sqlite_url: str, tmp_path: Path) -> Iterator[Site]:
    """The app; everybody with a password needs a second factor."""
    made = site_on(sqlite_url, tmp_path, require_second_factor=True)
    yield made
    made.services.database.close()


@pytest.fixture
def browser(site: Site) -> Browser:
    return Browser(site.client())
