"""A finished audit of the small playbook, on either database."""

from functools import cache

import pytest

from audit.checking.gate import load
from tests.audit.playbook_folders import SMALL
from tests.web.quiz.browser import Browser
from tests.web.results.assumptions.numbers import ANSWERS, MARGIN
from tests.web.security.site import site_on


@pytest.fixture(scope="module", autouse=True)
def _playbooks_are_checked_once():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("audit.store.shelf.load", cache(load))
        yield


@pytest.fixture
def site(database_url, tmp_path):
    made = site_on(database_url, tmp_path, playbooks=str(SMALL))
    yield made
    made.services.database.close()


@pytest.fixture
def app(site):
    return site.app


@pytest.fixture
def database(site):
    return site.services.database


@pytest.fixture
def browser(app):
    return Browser(app.test_client())


@pytest.fixture
def audit(browser):
    """The address of an audit that has a result."""
    page = browser.start()
    for answer in ANSWERS.values():
        page = browser.answer(page, answer)
    return page.path.removesuffix("result")


@pytest.fixture
def number(browser, audit):
    """Opens the page of an assumed number."""
    return lambda key=MARGIN: browser.open(f"{audit}assumption/{key}")
