"""A browser and the running sites for each process that runs tests, and visitors who are watched."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import Visitor, chromium
from tests.browser.guard import Guard
from tests.browser.sites import Site, embedded_site, site_on_servers

ONE_OF_EACH = {"WEB_WORKERS": "1", "WORKER_PROCESSES": "1"}
"""Tests run beside each other; a site of theirs does with less."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def running_embedded_site() -> Iterator[Site]:
    with embedded_site(**ONE_OF_EACH) as site:
        yield site


@pytest.fixture(scope="session")
def running_site_on_servers() -> Iterator[Site]:
    with site_on_servers(**ONE_OF_EACH) as site:
        yield site


@pytest.fixture
def embedded(running_embedded_site: Site) -> Site:
    """The site on SQLite and the Valkey that it brings."""
    running_embedded_site.forget_limits()
    return running_embedded_site


@pytest.fixture(params=["running_embedded_site", "running_site_on_servers"], ids=["embedded", "servers"])
def site(request: pytest.FixtureRequest) -> Site:
    """The site: the test runs once on SQLite and Valkey, once on PostgreSQL and Redis."""
    found: Site = request.getfixturevalue(request.param)
    found.forget_limits()
    return found


Visit = Callable[..., Page]
"""Opens an empty page for a visitor to the site at an origin. Each call is a browser of its own: no shared cookies.

Statuses of 400 and more that the test provokes on purpose are given after the origin.
"""


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Visitors; at the end of the test nothing may have happened that must not happen on our pages."""
    contexts, guards = [], []

    def visit(visitor: Visitor, origin: str, *provoked: int) -> Page:
        context = browser.new_context(base_url=origin, **visitor)
        context.set_default_timeout(20_000)
        contexts.append(context)
        guards.append(Guard(context, origin))
        guards[-1].allow(*provoked)
        return context.new_page()

    yield visit
    for context in contexts:
        context.close()
    assert [fault for guard in guards for fault in guard.faults] == []
