"""A finished audit of the small playbook, on either database."""

import pytest

from tests.audit.playbook_folders import SMALL, TYPED_ANSWERS
from tests.web.quiz.browser import Browser
from tests.web.results.assumptions.numbers import MARGIN
from tests.web.security.site import site_on


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
    for answer in TYPED_ANSWERS.values():
        page = browser.answer(page, answer)
    return page.path.removesuffix("result")


@pytest.fixture
def number(browser, audit):
    """Opens the page of an assumed number."""
    return lambda key=MARGIN: browser.open(f"{audit}assumption/{key}")
