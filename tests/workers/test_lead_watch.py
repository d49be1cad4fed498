"""The sweeper looks after the leads too: clocks that turn, steps that are due, and nothing twice."""

from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy.exc import OperationalError

from audit.store.tables import JobState
from tests.workers.desk import START, changed, forward, nudges, services_on
from tests.workers.sales import MINUTE, lead, mails_to, plan, seller, slack_posts
from workers.lead_watch import watch_leads
from workers.queue import JobKind
from workers.rules import Rules
from workers.sweeper import keep_sweeping, sweep

WEBHOOK = "http://127.0.0.1:9/services/secret"


class Broker:
    """A queue that is there, or away; the sweeper stops after so many rounds."""

    def __init__(self, services, rounds, here=True):
        self.services, self.rounds, self.here = services, rounds, here
        self.stopping = Event()

    def nudge(self, job, row_id, request_id):
        self.services.queue.nudge(job, row_id, request_id)

    def length(self, job):
        return 0 if self.here else None

    def answers(self):
        self.rounds -= 1
        if self.rounds <= 0:
            self.stopping.set()
        return self.here


def about(rows):
    return [row.about for row in rows]


def test_a_new_lead_is_announced_by_mail_and_slack_without_a_page_having_nudged(database, tmp_path) -> None:
    services = services_on(database, tmp_path, slack_webhook_url=WEBHOOK)
    seller(services)
    lead(services)

    assert sweep(services, Broker(services, 1)) == 2
    assert nudges(services) == [(JobKind.MAIL, 1, "request-1"), (JobKind.SLACK, 1, "request-1")]


def test_a_clock_that_turns_while_the_broker_is_away_is_not_forgotten(database, tmp_path) -> None:
    services = services_on(database, tmp_path, rules=Rules(sweep_every=timedelta()), slack_webhook_url=WEBHOOK)
    seller(services)
    lead(services)
    forward(services, 5 * MINUTE)
    away = Broker(services, 3, here=False)

    keep_sweeping(services, away, away.stopping)

    assert about(mails_to(services, "sam")) == about(slack_posts(services)) == ["arrived", "amber"]
    assert nudges(services) == []
    back = Broker(services, 1)
    keep_sweeping(services, back, back.stopping)
    assert len(nudges(services)) == 4


def test_many_clocks_that_turn_together_are_taken_in_batches_and_all_of_them(database, tmp_path) -> None:
    services = services_on(database, tmp_path)
    seller(services)
    for number in range(53):
        lead(services, public_id=f"lead-{number}")
    forward(services, 5 * MINUTE)

    assert [watch_leads(services) for _ in range(3)] == [50, 3, 0]
    assert about(mails_to(services, "sam")).count("amber") == 53


def test_what_goes_wrong_half_way_is_told_again_as_a_whole(database, tmp_path) -> None:
    services = services_on(database, tmp_path, slack_webhook_url=WEBHOOK)
    sam = seller(services)
    lead(services)
    plan(services, sam, "Call", START + 5 * MINUTE)
    forward(services, 5 * MINUTE)

    class Broken:
        """A database that is gone at the end of its first transaction."""

        def reading(self):
            return database.reading()

        def writing(self):
            return self

        def __enter__(self):
            self.way = database.writing()
            return self.way.__enter__()

        def __exit__(self, *_):
            error = OperationalError("COMMIT", {}, OSError("gone"))
            self.way.__exit__(type(error), error, None)
            raise error

    with pytest.raises(OperationalError):
        watch_leads(changed(services, database=Broken()))
    assert about(mails_to(services, "sam")) == ["arrived"]
    assert watch_leads(services) == 2

    assert about(mails_to(services, "sam")) == ["arrived", "amber", "1"]
    assert [row.state for row in slack_posts(services)] == [JobState.WAITING] * 2
