"""A site with a queue in it: 130 believable leads, and what a test adds."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.store.database import Database
from audit.store.tables import Lead, Role
from tests.audit.store.queued import queue_up
from tests.bench.many_leads import fill
from tests.web.console.staff import signed_in
from tests.web.quiz.browser import Browser
from tests.web.security.site import NOW, Site, site_on
from web.offered import first_offered

LEADS = 130


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory, migrated_sqlite_file) -> Path:
    file: Path = tmp_path_factory.mktemp("queue") / "plumbline.sqlite3"
    shutil.copy(migrated_sqlite_file, file)
    database = Database(f"sqlite:///{file}")
    fill(database, LEADS, NOW)
    database.close()
    return file


@pytest.fixture
def full_site(filled_file, tmp_path) -> Iterator[Site]:
    """A site with LEADS in its queue."""
    url = f"sqlite:///{shutil.copy(filled_file, tmp_path / 'plumbline.sqlite3')}"
    made = site_on(url, tmp_path, playbooks="mid_market,home_services")
    yield made
    made.services.database.close()


@pytest.fixture
def site(sqlite_url, tmp_path) -> Iterator[Site]:
    """A site with an empty queue."""
    made = site_on(sqlite_url, tmp_path)
    yield made
    made.services.database.close()


@pytest.fixture
def put(site) -> Callable[..., Lead]:
    """Adds a lead to `site`."""

    def put(name: str, **said: Any) -> Lead:
        with site.app.app_context():
            content_hash = first_offered().content_hash
        with site.services.database.writing() as session:
            return queue_up(session, content_hash, name, **said)

    return put


@pytest.fixture
def seller(site) -> Browser:
    return Browser(signed_in(site, Role.SALES))


@pytest.fixture
def viewer(site) -> Browser:
    return Browser(signed_in(site, Role.VIEWER))
