"""A browser and the running sites for each process that runs tests, and visitors who are watched."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import Visitor
from tests.browser.guard import Guard
from tests.browser.longest import NAME, longest_playbook
from tests.browser.one_start import SET_UPS, pytest_xdist_make_scheduler
from tests.browser.sites import Site, embedded_site, site_on_servers

ONE_OF_EACH = {"WEB_WORKERS": "1", "WORKER_PROCESSES": "1"}
"""Tests run beside each other; a site of theirs does with less."""

__all__ = ["pytest_xdist_make_scheduler"]


@pytest.fixture(scope="session")
def browser(one_chromium: Browser) -> Browser:
    return one_chromium


@pytest.fixture(scope="session")
def playbooks(tmp_path_factory: pytest.TempPathFactory) -> str:
    """PLAYBOOKS: the shipped ones, and one whose texts are as long as may be."""
    return f"mid_market,home_services,{longest_playbook(tmp_path_factory.mktemp('playbooks') / NAME)}"


@pytest.fixture(scope="session")
def running_embedded_site(playbooks: str) -> Iterator[Site]:
    with embedded_site(PLAYBOOKS=playbooks, **ONE_OF_EACH) as site:
        yield site


@pytest.fixture(scope="session")
def running_site_on_servers(playbooks: str) -> Iterator[Site]:
    with site_on_servers(durable=False, PLAYBOOKS=playbooks, **ONE_OF_EACH) as site:
        yield site


@pytest.fixture(params=SET_UPS)
def site(request: pytest.FixtureRequest) -> Site:
    """The site: "embedded" is SQLite and the Valkey that it brings, "servers" PostgreSQL and Redis."""
    found: Site = request.getfixturevalue(
        "running_embedded_site" if request.param == "embedded" else "running_site_on_servers"
    )
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
