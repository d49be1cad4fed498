"""The console over a database in which the starter playbooks are known."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.results.site import Store, make_services, stock
from tests.web.security.site import Clock, RememberingQueue, Site
from web.app import create_app


@pytest.fixture(scope="session")
def stocked(tmp_path_factory) -> Path:
    file: Path = tmp_path_factory.mktemp("console") / "stocked.sqlite3"
    stock(file)
    return file


@pytest.fixture
def zone() -> str:
    """The team's time zone; a folder of tests may have another."""
    return "UTC"


@pytest.fixture
def stocked_site(stocked, tmp_path, zone) -> Iterator[Site]:
    services = make_services(stocked, tmp_path, business_time_zone=zone)
    assert isinstance(services.clock, Clock)
    assert isinstance(services.queue, RememberingQueue)
    yield Site(services, create_app(services), services.clock, services.queue)
    services.database.close()


@pytest.fixture
def store(site) -> Store:
    return Store(site.services)
