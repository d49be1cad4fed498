"""`plumbline slack`: what the person at the terminal reads, and never the webhook's address."""

import pytest

from audit.store.database import Database
from audit.store.migrating import migrate
from tests.cli.running import run
from tests.servers.ports import free_port
from tests.servers.webhook import webhook_server
from tests.workers.desk import services_on
from tests.workers.sales import lead
from workers.jobs.slack import SLACK_JOB
from workers.jobs.working import work_on

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def data(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'plumbline.sqlite3'}")
    migrate(database)
    database.close()
    return {"cwd": tmp_path, "DATA_DIR": str(tmp_path)}


def test_a_test_message_is_posted_and_no_row_is_made(data):
    with webhook_server() as slack:
        done = run("slack", "test", SLACK_WEBHOOK_URL=slack.url, **data)
    assert (done.returncode, done.stdout) == (0, "Slack took it.\n")
    assert slack.taken[0]["text"] == "Plumbline can post here"
    assert "No Slack message" in run("slack", "log", **data).stdout


def test_a_channel_that_is_gone_is_said_in_a_line(data):
    with webhook_server() as slack:
        slack.answer(404)
        done = run("slack", "test", SLACK_WEBHOOK_URL=slack.url, **data)
    assert done.returncode == 1
    assert done.stderr == "Error: The Slack webhook is gone (404): set another one.\n"


def test_the_address_of_a_webhook_that_cannot_be_reached_is_not_said(data):
    url = f"http://127.0.0.1:{free_port()}/services/a-long-secret"
    done = run("slack", "test", SLACK_WEBHOOK_URL=url, LOG_LEVEL="debug", **data)
    assert (done.returncode, done.stderr) == (1, "Error: Slack cannot be reached (ConnectionError).\n")


def test_without_a_webhook_it_says_what_to_set(data):
    done = run("slack", "test", **data)
    assert done.returncode == 1
    assert "SLACK_WEBHOOK_URL" in done.stderr


def test_a_message_that_was_given_up_is_seen_in_the_log(data, tmp_path):
    with webhook_server() as slack:
        slack.answer(410)
        database = Database(f"sqlite:///{tmp_path / 'plumbline.sqlite3'}")
        services = services_on(database, tmp_path, slack_webhook_url=slack.url)
        lead(services)
        work_on(services, SLACK_JOB, 1, "")
        database.close()
    log = " ".join(run("slack", "log", **data).stdout.split())
    assert "arrived" in log
    assert "failed" in log
    assert "The Slack webhook is gone (410): set another one." in log
