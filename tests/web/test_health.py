from pathlib import Path

import pytest
from sqlalchemy import text

from audit.store import processes
from audit.store.report_files import ReportFiles
from tests.web.security.site import Site, site_on
from web import health
from workers.queue import CeleryQueue


@pytest.fixture
def site(sqlite_url, tmp_path):
    made = site_on(sqlite_url, tmp_path, metrics_token="only-for-tests")  # noqa: S106  # opens nothing
    with made.services.database.writing() as session:
        processes.say_alive(session, "worker-1", "worker", made.clock())
    yield made
    made.services.database.close()


def checks(site: Site) -> dict[str, bool]:
    answer = site.client().get("/readyz")
    assert answer.json is not None
    assert answer.status_code == (200 if all(answer.json["checks"].values()) else 503)
    assert answer.json["ready"] is all(answer.json["checks"].values())
    found: dict[str, bool] = answer.json["checks"]
    return found


def wrong(site: Site) -> set[str]:
    return {name for name, right in checks(site).items() if not right}


def test_a_process_that_answers_is_alive(site):
    answer = site.client().get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"alive": True})


def test_a_server_that_has_everything_is_ready(site):
    assert wrong(site) == set()


def test_a_worker_that_was_not_heard_of_for_half_a_minute_counts_as_gone(site):
    site.clock.forward(seconds=29)
    assert wrong(site) == set()
    site.clock.forward(seconds=1)
    assert wrong(site) == {"worker"}


def test_another_kind_of_process_is_no_worker(sqlite_url, tmp_path):
    site = site_on(sqlite_url, tmp_path)
    with site.services.database.writing() as session:
        processes.say_alive(session, "sweeper-1", "sweeper", site.clock())
    assert wrong(site) == {"worker"}
    site.services.database.close()


def test_a_database_of_an_older_shape_is_not_ready(site):
    with site.services.database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert wrong(site) == {"migrations"}


def test_a_database_that_is_away_is_not_ready(tmp_path):
    away = site_on(f"sqlite:///{tmp_path / 'no-such-folder' / 'plumbline.sqlite3'}", tmp_path)
    assert wrong(away) == {"database", "migrations", "worker"}
    assert away.client().get("/healthz").status_code == 200


def test_a_full_disk_is_not_ready(site, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 2**62)
    assert wrong(site) == {"disk"}


def test_a_data_directory_that_is_gone_is_not_ready(sqlite_url, tmp_path):
    (tmp_path / "data").mkdir()
    site = site_on(sqlite_url, tmp_path / "data")
    ReportFiles((tmp_path / "elsewhere").as_uri())
    (tmp_path / "data" / "reports").rmdir()
    (tmp_path / "data").rmdir()
    assert wrong(site) == {"disk", "worker"}
    site.services.database.close()


@pytest.mark.enable_socket
def test_the_broker_is_asked_itself(broker):
    assert CeleryQueue(broker.url).answers()
    assert CeleryQueue(broker.socket_url).answers()


@pytest.mark.enable_socket
def test_a_broker_that_is_away_does_not_answer(tmp_path: Path):
    assert not CeleryQueue(f"redis+socket://{tmp_path / 'nobody'}").answers()


def test_nothing_secret_is_told(site):
    told = site.client().get("/readyz").text
    assert set(told) <= set('{}":, abcdefghijklmnopqrstuvwxyz\n')


def test_counts_are_for_this_machine_or_whoever_has_the_token(site):
    client = site.client()
    here = {"REMOTE_ADDR": "127.0.0.1"}
    far = {"REMOTE_ADDR": "192.0.2.1"}
    bearer = {"Authorization": "Bearer only-for-tests"}
    assert client.get("/metrics", environ_base=here).status_code == 200
    assert client.get("/metrics", environ_base=far, headers=bearer).status_code == 200
    assert client.get("/metrics", environ_base=far).status_code == 404
    for refused in ("Bearer wrong", "Bearer ", "Basic only-for-tests", "only-for-tests"):
        assert client.get("/metrics", environ_base=far, headers={"Authorization": refused}).status_code == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_a_visitor_behind_a_proxy_on_this_machine_is_not_this_machine(site, header):
    answer = site.client().get("/metrics", environ_base={"REMOTE_ADDR": "127.0.0.1"}, headers={header: "127.0.0.1"})
    assert answer.status_code == 404


def test_without_a_token_set_no_token_opens_the_counts(sqlite_url, tmp_path):
    site = site_on(sqlite_url, tmp_path)
    far = {"REMOTE_ADDR": "192.0.2.1"}
    assert site.client().get("/metrics", environ_base=far, headers={"Authorization": "Bearer "}).status_code == 404
    site.services.database.close()
