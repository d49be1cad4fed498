from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.portal.signing_in.people import Door
from tests.web.quiz.browser import Browser
from tests.web.security.site import Site, site_on


@pytest.fixture
def site(sqlite_url: str, tmp_path: Path) -> Iterator[Site]:
    made = site_on(sqlite_url, tmp_path)
    yield made
    made.services.database.close()


@pytest.fixture
def door(site: Site) -> Door:
    return Door(site)


@pytest.fixture
def browser(site: Site) -> Browser:
    return Browser(site.client())
