"""The console with leads in it: a plumber who left everything, and who calls them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.store.tables import Role
from tests.web.console.call.called import Desk
from tests.web.console.staff import signed_in
from tests.web.quiz.browser import Browser
from tests.web.results.site import Store, Worker, make_services, stock
from tests.web.security.site import Clock, RememberingQueue, Site
from web.app import create_app


@pytest.fixture(scope="session")
def stocked(tmp_path_factory) -> Path:
    file: Path = tmp_path_factory.mktemp("database") / "stocked.sqlite3"
    stock(file)
    return file


@pytest.fixture
def site(stocked, tmp_path) -> Iterator[Site]:
    services = make_services(stocked, tmp_path)
    assert isinstance(services.clock, Clock)
    assert isinstance(services.queue, RememberingQueue)
    yield Site(services, create_app(services), services.clock, services.queue)
    services.database.close()


@pytest.fixture
def store(site) -> Store:
    return Store(site.services)


@pytest.fixture
def worker(site) -> Worker:
    return Worker(site.services)


@pytest.fixture
def rep(site) -> Browser:
    """A sales rep's browser."""
    return Browser(signed_in(site, Role.SALES))


@pytest.fixture
def viewer(site) -> Browser:
    """The browser of somebody who may look and change nothing."""
    return Browser(signed_in(site, Role.VIEWER, "Vera Holt"))


@pytest.fixture
def desk(site, store) -> Desk:
    return Desk(site, store)


@pytest.fixture
def plumber(desk) -> str:
    """A finished lead with a first fix and everything known of the person."""
    lead: str = desk.finished("plumber", "home_services", "bramble_plumbing")
    return lead
