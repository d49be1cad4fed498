"""The console with leads in it: a plumber who left everything, and who calls them."""

import pytest

from audit.store.tables import Role
from tests.web.console.call.called import Desk
from tests.web.console.staff import signed_in
from tests.web.quiz.browser import Browser
from tests.web.results.site import Worker
from tests.web.security.site import Site


@pytest.fixture
def site(stocked_site) -> Site:
    made: Site = stocked_site
    return made


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
