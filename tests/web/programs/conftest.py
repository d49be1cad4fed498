"""A program with a key of an agreement that is in force."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.test import TestResponse

from audit.store import measurements, measuring_keys
from audit.store.tables import Agreement
from tests.audit.playbook_folders import SMALL
from tests.web.portal.measuring.conftest import AUDIT, EXAMPLE, TODAY, calls
from tests.web.portal.operators import PAT, Agreed, agree, company_with
from tests.web.security.site import Site, site_on

ADDRESS = "/api/measurements"
MARCH_31 = {"series": "metric", "period": "2026-03", "value": 0.31}


@dataclass
class Program:
    """A program with a key of an agreement."""

    site: Site
    agreed: Agreed
    key: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}

    def post(self, *items: object, **headers: str) -> TestResponse:
        return self.site.client().post(ADDRESS, json={"measurements": list(items)}, headers=self.headers | headers)

    def send(self, body: str | bytes, content_type: str = "application/json") -> TestResponse:
        return self.site.client().post(ADDRESS, data=body, content_type=content_type, headers=self.headers)

    def get(self) -> TestResponse:
        return self.site.client().get(ADDRESS, headers=self.headers)

    def stored(self) -> list[tuple[object, ...]]:
        with self.site.services.database.reading() as session:
            found = measurements.history(session, self.agreed.agreement.id)
            return [(one.series, one.starts_on, one.number, one.value) for one in found]

    def row(self) -> Agreement:
        with self.site.services.database.reading() as session:
            return session.get_one(Agreement, self.agreed.agreement.id)


def said(answer: TestResponse) -> dict[str, Any]:
    """The JSON of an answer."""
    found = answer.json
    assert isinstance(found, dict)
    return found


def key_of(site: Site, agreed: Agreed) -> str:
    with site.services.database.writing() as session:
        row = session.get_one(Agreement, agreed.agreement.id)
        secret = measuring_keys.make(session, row, "Call log", 1, site.clock())
        assert secret
        return secret


@pytest.fixture
def site(sqlite_url, tmp_path) -> Iterator[Site]:
    made = site_on(sqlite_url, tmp_path, playbooks=str(SMALL))
    made.clock.now = TODAY
    yield made
    made.services.database.close()


@pytest.fixture
def company(site):
    return company_with(site, "Northwind Trading", PAT, AUDIT, "small", EXAMPLE)


@pytest.fixture
def program(site, company) -> Program:
    agreed = agree(site, company, AUDIT, calls())
    return Program(site, agreed, key_of(site, agreed))
