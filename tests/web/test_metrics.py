import os
import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from audit.store import mails
from tests.web.security.site import Site, site_on
from workers.queue import JobKind

HERE = {"REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def site(sqlite_url, tmp_path):
    made = site_on(sqlite_url, tmp_path)
    yield made
    made.services.database.close()


def samples(site: Site) -> dict[tuple[str, ...], float]:
    text = site.client().get("/metrics", environ_base=HERE).text
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_and_timed_by_route(site):
    for address in ("/audit/one/", "/audit/two/", "/privacy", "/none-a", "/none-b"):
        site.client().get(address)
    found = samples(site)
    assert found["plumbline_requests_total", "GET", "/audit/<public_id>/", "404"] == 2
    assert found["plumbline_requests_total", "GET", "/privacy", "200"] == 1
    assert found["plumbline_requests_total", "other", "unknown", "404"] == 2
    assert found["plumbline_request_seconds_count", "/privacy"] == 1
    assert not any("/one" in part for key in found for part in key)


def test_jobs_are_counted_by_state(site):
    with site.services.database.writing() as session:
        mails.order_test_mail(session, "1", "anna@northwind.example", site.clock())
    site.clock.forward(seconds=90)
    found = samples(site)
    assert found["plumbline_database_up",] == 1
    assert found["plumbline_jobs", "mail", "waiting"] == 1
    assert found["plumbline_jobs", "mail", "failed"] == 0
    assert found["plumbline_jobs", "report", "waiting"] == 0
    assert found["plumbline_oldest_due_seconds", "mail"] == 90
    assert found["plumbline_oldest_due_seconds", "report"] == 0


def test_every_kind_of_job_is_counted(site):
    found = samples(site)
    assert {key[1] for key in found if key[0] == "plumbline_jobs"} == set(JobKind)


def test_a_database_that_is_away_is_one_of_the_things_told(tmp_path):
    away = site_on(f"sqlite:///{tmp_path / 'no-such-folder' / 'x.sqlite3'}", tmp_path)
    assert samples(away)["plumbline_database_up",] == 0


TWO_PROCESSES = """
import os, sys
from pathlib import Path
from tests.web.security.site import site_on

os.environ["PROMETHEUS_MULTIPROC_DIR"] = sys.argv[3]  # as the launcher does it, after everything was imported
site = site_on(sys.argv[1], Path(sys.argv[2]))
site.client().get("/privacy")
print(site.client().get("/metrics", environ_base={"REMOTE_ADDR": "127.0.0.1"}).text)
"""


def test_web_processes_are_counted_together(sqlite_url, tmp_path):
    shared = tmp_path / "counts"
    shared.mkdir()
    command = [sys.executable, "-c", TWO_PROCESSES, sqlite_url, str(tmp_path), str(shared)]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    told = [
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout for _ in range(2)
    ]
    line = 'plumbline_requests_total{method="GET",route="/privacy",status="200"}'
    assert f"{line} 1.0" in told[0]
    assert f"{line} 2.0" in told[1]
