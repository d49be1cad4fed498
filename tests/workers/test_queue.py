"""Nudges: they say no more than which row, and a broker that is away holds nobody up."""

import json
from base64 import b64decode

import pytest
import redis

from tests.servers.brokers import valkey_server
from workers.queue import CeleryQueue, JobKind

pytestmark = pytest.mark.enable_socket
NOWHERE = "redis+socket:///nowhere/at/all"


@pytest.fixture
def queue(broker):
    opened = CeleryQueue(broker.url)
    yield opened
    opened.close()


def messages(broker, name):
    with redis.Redis.from_url(broker.url) as client:
        return [json.loads(text) for text in client.lrange(name, 0, -1)]


def test_a_nudge_names_a_row_and_a_request_and_expires(broker, queue):
    queue.nudge(JobKind.REPORT, 7, "request-7")
    (message,) = messages(broker, "reports")
    assert json.loads(b64decode(message["body"]))[0] == [7, "request-7"]
    assert message["content-type"] == "application/json"
    assert message["headers"]["task"] == "plumbline.report"
    assert message["headers"]["expires"]


def test_reports_and_mails_have_a_queue_each(queue):
    queue.nudge(JobKind.MAIL, 1, "")
    assert (queue.length(JobKind.REPORT), queue.length(JobKind.MAIL)) == (0, 1)
    assert queue.answers()


def test_without_a_broker_a_nudge_is_a_line_in_the_log_and_no_error(capsys):
    queue = CeleryQueue(NOWHERE)
    queue.nudge(JobKind.MAIL, 1, "request-1")
    assert "nudge not sent" in capsys.readouterr().out
    assert not queue.answers()
    assert queue.length(JobKind.MAIL) is None
    queue.close()


def test_a_broker_that_did_not_answer_is_left_alone_for_a_while(capsys):
    queue = CeleryQueue(NOWHERE)
    for row_id in range(5):
        queue.nudge(JobKind.MAIL, row_id, "")
    assert capsys.readouterr().out.count("nudge not sent") == 1
    queue.close()


def test_a_broker_that_hangs_raises_nothing_and_works_again_afterwards(monkeypatch):
    monkeypatch.setattr("workers.queue.AWAY_SECONDS", 0.0)
    with valkey_server() as broker:
        queue = CeleryQueue(broker.url)
        queue.nudge(JobKind.MAIL, 1, "")
        broker.server.freeze()
        queue.nudge(JobKind.MAIL, 2, "")
        assert not queue.answers()
        broker.server.thaw()
        queue.nudge(JobKind.MAIL, 3, "")
        assert queue.length(JobKind.MAIL) in {2, 3}  # the one that hung may have arrived, or not
        queue.close()


def test_a_broker_that_was_started_again_gets_the_next_nudge():
    with valkey_server() as broker:
        queue = CeleryQueue(broker.url)
        queue.nudge(JobKind.MAIL, 1, "")
        broker.server.stop()
        broker.server.start()
        queue.nudge(JobKind.MAIL, 2, "")
        assert queue.length(JobKind.MAIL) == 2
        queue.close()
