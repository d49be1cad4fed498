"""The real app on a real SQLite file, with a playbook that has a question of each kind."""

import pytest

from tests.audit.playbook_folders import WITH_CHECKLIST, edited
from tests.web.quiz.browser import Browser
from tests.web.security.site import site_on


@pytest.fixture(scope="session")
def quiz_folder(tmp_path_factory):
    """The small playbook with a checklist and a hidden field."""
    hidden_field = ('version = "1"', 'version = "1"\nhidden_fields = ["partner"]')
    return edited(tmp_path_factory.mktemp("playbooks") / "quiz", {**WITH_CHECKLIST, "playbook.toml": hidden_field})


@pytest.fixture
def site(sqlite_url, tmp_path, quiz_folder):
    playbooks = f"{quiz_folder},mid_market"
    privacy = "https://northwind.example/privacy"
    made = site_on(sqlite_url, tmp_path, playbooks=playbooks, privacy_url=privacy)
    yield made
    made.services.database.close()


@pytest.fixture
def app(site):
    return site.app


@pytest.fixture
def database(site):
    return site.services.database


@pytest.fixture
def clock(site):
    return site.clock


@pytest.fixture
def browser(app):
    return Browser(app.test_client())


@pytest.fixture
def other_browser(app):
    return Browser(app.test_client())
