"""Processes that die at any moment: nothing is lost, nothing is made or sent twice."""

import random
import signal
import time

import psutil
import pytest

from audit.store.tables import JobState, Report
from tests.faults.site import check_that_nothing_is_lost_or_doubled, site
from tests.servers.brokers import valkey_server
from tests.servers.smtp import smtp_server

pytestmark = pytest.mark.enable_socket
REPORTS = 100
KILLS = 24


@pytest.fixture
def place(database_url, valkey, tmp_path):
    with smtp_server() as smtp, site(database_url, valkey.url, tmp_path, smtp) as both:
        yield both


def test_children_and_parents_killed_at_random_lose_and_double_nothing(place):
    place.order(REPORTS)
    chance = random.Random(7)  # noqa: S311  # which process and when, not a secret
    kills = 0
    while kills < KILLS and place.done(Report) < REPORTS:
        time.sleep(chance.uniform(0.1, 1.0))
        kills += kill_one(place, chance)
    assert kills > KILLS / 2
    place.wait_until_all_is_done()
    check_that_nothing_is_lost_or_doubled(place)


def kill_one(place, chance):
    """Kill a child of the pool, or sometimes the parent, which a process manager would start again."""
    if chance.random() < 0.2:
        place.worker.kill()
        place.worker.start()
        return 1
    children = place.children()
    if not children:
        return 0
    try:
        chance.choice(children).send_signal(signal.SIGKILL)
    except psutil.NoSuchProcess:
        return 0
    return 1


def test_a_worker_that_is_told_to_stop_finishes_what_it_has_in_hand(place):
    place.order(30)
    place.wait_until(lambda: place.done(Report) > 3)
    place.worker.stop()
    rows = place.rows(Report)
    assert not [row.id for row in rows if row.state == JobState.WORKING]
    assert {row.attempts for row in rows} <= {0, 1}
    place.worker.start()
    place.wait_until_all_is_done()
    check_that_nothing_is_lost_or_doubled(place)
    assert {row.attempts for row in place.rows(Report)} == {1}


def test_a_killed_worker_leaves_no_process_behind(database_url, tmp_path):
    with valkey_server() as broker, smtp_server() as smtp, site(database_url, broker.url, tmp_path, smtp) as both:
        children = both.children()
        assert len(children) == 2
        both.worker.kill()
        gone, alive = psutil.wait_procs(children, timeout=10)
        assert (len(gone), alive) == (2, [])
