"""The console of a site whose figures were worked out by hand (tests/audit/store/invented_leads.py)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from audit.store.tables import PlaybookVersion, Role
from tests.audit.store.invented_leads import NEW, Invented, dozen, put, put_playbook
from tests.web.console.staff import account_of, signed_in
from tests.web.quiz.browser import Browser, Page, words
from tests.web.security.site import Site, site_on
from web.offered import first_offered

TODAY = datetime(2026, 3, 20, 12, tzinfo=UTC)
Ask = Callable[..., Page]


def table(page: Page, caption: str) -> list[list[str]]:
    """The rows of the table with that caption, without its head."""
    found = next(one for one in page.all("table") if words(next(one.iter("caption"))) == caption)
    rows = [[words(cell) for cell in row] for row in found.iter("tr")]
    return rows[1:]


def site_for(url, folder, **settings) -> Site:
    made = site_on(url, folder, **settings)
    made.clock.now = TODAY
    return made


def put_all(site: Site, companies: Sequence[Invented]) -> None:
    """Put companies into the tables, with the playbook that the site offers instead of an invented one."""
    with site.app.app_context():
        head, content_hash = first_offered().head, first_offered().content_hash
    with site.services.database.writing() as session:
        archive = session.get_one(PlaybookVersion, content_hash).archive
        put_playbook(session, NEW, "0.9.0", head.name, archive)
        for number, one in enumerate(companies):
            put(session, number, replace(one, name=head.name, playbook=NEW if one.playbook == NEW else content_hash))


@pytest.fixture
def site(sqlite_url, tmp_path):
    made = site_for(sqlite_url, tmp_path)
    yield made
    made.services.database.close()


@pytest.fixture
def filled(site):
    put_all(site, dozen(account_of(site, Role.SALES), account_of(site, Role.SALES, "Bram Castell")))
    return site


@pytest.fixture
def figures(site) -> Ask:
    """The page as an author sees it, with what stands in its address."""
    browser = Browser(signed_in(site, Role.AUTHOR))

    def ask(**asked: str) -> Page:
        return Page(browser.client.get("/console/figures", query_string=asked))

    return ask
