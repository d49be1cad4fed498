from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.security.site import Site, site_on


@pytest.fixture
def site(sqlite_url: str, tmp_path: Path) -> Iterator[Site]:
    made = site_on(sqlite_url, tmp_path)
    yield made
    made.services.database.close()


@pytest.fixture
def client(site: Site) -> FlaskClient:
    return site.client()
