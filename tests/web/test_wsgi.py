import pytest

from audit.playbook import PlaybookError
from settings import SettingsError
from tests.web.security.site import SECRET_KEY, STARTER
from web.services import EXTENSION
from web.wsgi import app_from_environment


@pytest.fixture
def environment(monkeypatch, sqlite_url, tmp_path, logs_as_before):
    """The environment of a server; nothing listens where the broker would be."""
    values = {"SECRET_KEY": SECRET_KEY, "DATABASE_URL": sqlite_url, "DATA_DIR": tmp_path, "PLAYBOOKS": STARTER}
    for name, value in values.items():
        monkeypatch.setenv(name, str(value))
    return monkeypatch


def test_a_web_process_is_made_from_the_environment_alone(environment):
    app = app_from_environment()
    assert app.test_client().get("/").status_code == 200
    app.extensions[EXTENSION].database.close()


def test_the_playbooks_are_read_before_the_first_visitor_comes(environment, tmp_path):
    (tmp_path / "playbook.toml").write_text("")
    environment.setenv("PLAYBOOKS", str(tmp_path))
    with pytest.raises(PlaybookError):
        app_from_environment()


def test_settings_that_are_not_safe_stop_the_start(environment):
    environment.setenv("MODE", "production")
    with pytest.raises(SettingsError, match="PUBLIC_URL"):
        app_from_environment()


def test_the_clock_is_the_worlds_with_its_zone(environment):
    services = app_from_environment().extensions[EXTENSION]
    assert services.clock().utcoffset().total_seconds() == 0
    services.database.close()
