"""Clocks that turn while workers are killed: everybody is told, and of nothing twice but in the one known window."""

import random
import signal
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import psutil
import pytest

from audit.store import accounts, audits, leads, people, revisions
from audit.store.tables import JobState, Mail, Role, SlackPost
from tests.faults.site import site
from tests.servers.smtp import smtp_server
from tests.servers.webhook import webhook_server
from tests.workers.desk import record

pytestmark = pytest.mark.enable_socket
LEADS = 25
KILLS = 6
MINUTE = timedelta(minutes=1)


@pytest.fixture
def slack():
    with webhook_server() as server:
        yield server


@pytest.fixture
def place(database_url, valkey, tmp_path, slack):
    with (
        smtp_server() as smtp,
        site(database_url, valkey.url, tmp_path, smtp, SLACK_WEBHOOK_URL=slack.url) as both,
    ):
        yield both


def turned_amber(place):
    """Two who sell, and so many leads whose clocks have turned a minute ago."""
    database, now = place.database(), datetime.now(UTC)
    with database.writing() as session:
        for name in ("sam", "ida"):
            accounts.create(session, f"{name}@northwind.example", name.title(), Role.SALES, now)
        for number in range(LEADS):
            begun = audits.begin(session, f"audit-{number}", record().audit.playbook.content_hash, {}, now)
            revisions.add(session, begun, record(), (), now)
            people.remember(session, begun, f"p{number}@northwind.example", "Ann", f"Northwind {number}", now)
            leads.start_clock(session, begun.id, now - 6 * MINUTE, now - MINUTE, now + 54 * MINUTE)
    database.close()


def done(place):
    return [row.state for row in (*place.rows(Mail), *place.rows(SlackPost))].count(JobState.DONE)


def test_each_alert_comes_though_workers_are_killed(place, slack):
    turned_amber(place)
    chance, kills = random.Random(7), 0  # noqa: S311  # which process and when, not a secret
    while kills < KILLS and done(place) < 3 * LEADS:
        time.sleep(chance.uniform(0.1, 0.5))
        for child in place.children()[:1]:
            kills += kill(child)
    place.wait_until(lambda: done(place) == 3 * LEADS)

    mails, posts = place.rows(Mail), place.rows(SlackPost)
    assert {row.about for row in (*mails, *posts)} == {"amber"}
    sent = Counter(one.message_id for one in place.smtp.delivered)
    assert set(sent) == {row.message_id for row in mails}
    begun_again = {row.message_id for row in mails if row.attempts > 1}
    assert {identity for identity, times in sent.items() if times > 1} <= begun_again
    told = Counter(message["text"].splitlines()[0] for message in slack.taken)
    assert set(told) == {f"Nobody has been in touch yet: Northwind {number}" for number in range(LEADS)}
    assert sum(told.values()) - LEADS <= sum(row.attempts - 1 for row in posts)


def kill(child):
    """Kill a process of the pool; whether it was still there."""
    try:
        child.send_signal(signal.SIGKILL)
    except psutil.NoSuchProcess:
        return 0
    return 1
