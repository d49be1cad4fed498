"""The real app on a real SQLite file, with a playbook that has a question of each kind."""

from functools import cache

import pytest

from audit.checking.gate import load
from tests.audit.playbook_folders import SMALL, Edit, edited
from tests.web.quiz.browser import Browser
from tests.web.security.site import site_on

TOOLS = """
[[question]]
key = "tools"
kind = "checklist"
title = "Tools in use"
text = "Which of these do you use?"
hint = "What is there need not be bought."
may_skip = true
[[question.option]]
key = "calendar"
text = "An online calendar"
[[question.option]]
key = "phone_menu"
text = "A phone menu & queue"
"""
TOOLS_LOOP = """
[[loop]]
key = "tools"
title = "Tools"
advice = "Use them."
[[loop.score]]
question = "tools"
points = { calendar = 3, phone_menu = 2 }

[[reading]]
at_least = 0
verdict = "Leaking"
"""


@pytest.fixture(scope="session")
def quiz_folder(tmp_path_factory):
    """The small playbook with a checklist and a hidden field."""
    edits: dict[str, Edit] = {
        "playbook.toml": ('version = "1"', 'version = "1"\nhidden_fields = ["partner"]'),
        "questions.toml": (SMALL / "questions.toml").read_text(encoding="utf-8") + TOOLS,
        "loops.toml": ('[[reading]]\nat_least = 0\nverdict = "Leaking"\n', TOOLS_LOOP.lstrip()),
    }
    return edited(tmp_path_factory.mktemp("playbooks") / "quiz", edits)


@pytest.fixture(scope="session", autouse=True)
def _playbooks_are_checked_once():
    """Every app checks its playbooks at the start; the same folders need it once for all tests here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("audit.store.shelf.load", cache(load))
        yield


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
