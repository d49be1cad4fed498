"""The sweeper brings back what no message is about any more, and does not drown the broker."""

from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy.exc import OperationalError

from audit.store import claims, processes
from audit.store.tables import JobState, Process, Report
from tests.workers.desk import changed, forward, nudges, order, report_row
from workers.jobs.report import REPORT_JOB
from workers.jobs.working import work_on
from workers.queue import JobKind
from workers.rules import Rules
from workers.sweeper import keep_sweeping, sweep, tidy_up

AGAIN = Rules().nudge_again + timedelta(seconds=1)


class Broker:
    """A queue with so many messages in it; None for one that is away. Stops the sweeper after some rounds."""

    def __init__(self, services, waiting=0, rounds=1):
        self.services, self.waiting, self.rounds = services, waiting, rounds
        self.stopping = Event()

    def nudge(self, job, row_id, request_id):
        self.services.queue.nudge(job, row_id, request_id)

    def length(self, job):
        return self.waiting

    def answers(self):
        self.rounds -= 1
        if self.rounds <= 0:
            self.stopping.set()
        return self.waiting is not None


class Away:
    """A database that is away for so many times, and then there."""

    def __init__(self, database, times):
        self.database, self.times = database, times

    def reading(self):
        if self.times:
            self.times -= 1
            raise OperationalError("SELECT", {}, OSError("gone"))
        return self.database.reading()

    def writing(self):
        return self.database.writing()


def test_a_row_whose_nudge_was_lost_is_nudged_again(services):
    order(services.database)
    assert sweep(services, Broker(services)) == 0  # the page has just done so
    forward(services, AGAIN)
    assert sweep(services, Broker(services)) == 1
    assert nudges(services) == [(JobKind.REPORT, 1, "request-1")]
    assert sweep(services, Broker(services)) == 0


def test_a_row_whose_worker_died_is_nudged_when_its_claim_has_run_out(services):
    order(services.database)
    with services.database.writing() as session:
        claims.claim(session, Report, 1, services.clock(), services.rules.report.lease)
    forward(services, AGAIN)
    assert sweep(services, Broker(services)) == 0
    forward(services, services.rules.report.lease)
    assert sweep(services, Broker(services)) == 1


def test_a_row_that_is_put_off_or_done_is_left_alone(services):
    order(services.database)
    order(services.database, number=2)
    work_on(services, REPORT_JOB, 1, "")
    with services.database.writing() as session:
        row = session.get_one(Report, 2)
        row.next_attempt_at = services.clock() + timedelta(hours=1)
    forward(services, AGAIN)
    assert sweep(services, Broker(services)) == 0
    assert report_row(services.database, 1).state == JobState.DONE


@pytest.mark.parametrize("waiting", [None, Rules().nudges_waiting])
def test_a_broker_that_is_away_or_full_is_spared_and_the_row_stays_due(services, waiting):
    order(services.database)
    forward(services, AGAIN)
    assert sweep(services, Broker(services, waiting)) == 0
    assert sweep(services, Broker(services)) == 1


def test_it_says_that_it_is_alive(services):
    broker = Broker(services)
    keep_sweeping(services, broker, broker.stopping)
    with services.database.reading() as session:
        assert processes.last_seen(session, "sweeper") == services.clock()


def test_it_outlives_a_database_that_is_away_and_says_so_once(services, capsys):
    quick = changed(services, database=Away(services.database, times=3), rules=Rules(sweep_every=timedelta()))
    order(services.database)
    forward(services, AGAIN)
    broker = Broker(services, rounds=6)
    keep_sweeping(quick, broker, broker.stopping)
    assert len(nudges(services)) == 1
    said = capsys.readouterr().out
    assert (said.count("away "), said.count("back ")) == (1, 1)


def test_it_forgets_processes_that_are_long_gone(services):
    with services.database.writing() as session:
        processes.say_alive(session, "worker@old:1", "worker", services.clock())
    forward(services, timedelta(days=2))
    tidy_up(services)
    with services.database.reading() as session:
        assert session.query(Process).all() == []
