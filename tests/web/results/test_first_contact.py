"""With the first address somebody can be called: the response clock starts, and the team is told."""

from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from audit.store import accounts
from audit.store.tables import Contact, Lead, Mail, MailKind, Role, SlackPost
from tests.web.results.conftest import ask
from tests.web.results.site import make_services


@pytest.fixture
def services(stocked, tmp_path):
    """A site whose team works in Chicago, and has a Slack channel."""
    webhook = SecretStr("https://hooks.slack.example/services/secret")
    made = make_services(stocked, tmp_path, business_time_zone="America/Chicago", slack_webhook_url=webhook)
    yield made
    made.database.close()


@pytest.fixture
def seller(services):
    with services.database.writing() as session:
        return accounts.create(session, "sam@northwind.example", "Sam", Role.SALES, services.clock()).id


def test_the_clock_runs_from_the_first_address_on_in_business_time(browser, plumber, store, services):
    assert store.row(Lead).clock_from is None

    ask(browser)

    lead, now = store.row(Lead), services.clock()  # noon in Greenwich is seven in Chicago
    assert lead.clock_from == now
    assert lead.amber_at == lead.next_turn_at == now + timedelta(hours=2, minutes=5)
    assert lead.red_at == now + timedelta(hours=3)


def test_asking_again_starts_no_other_clock_and_tells_nobody_again(browser, plumber, store, services, seller):
    ask(browser)
    started = store.row(Lead).clock_from
    services.clock.forward(minutes=61)
    ask(browser, email="kim@northwind.example")

    assert store.row(Lead).clock_from == started
    assert store.row(Mail, kind=MailKind.ALERT).recipient == "sam@northwind.example"
    assert store.count(SlackPost) == 1


def test_the_team_is_told_with_the_request_that_it_came_with(browser, plumber, store, services, seller):
    ask(browser)

    alert, post = store.row(Mail, kind=MailKind.ALERT), store.row(SlackPost)
    assert (alert.about, alert.account_id, alert.audit_id) == ("arrived", seller, store.row(Lead).audit_id)
    assert (post.about, post.audit_id) == ("arrived", alert.audit_id)
    ((_, _, request_id),) = services.queue.nudges  # the sweeper announces alerts: no page waits for them
    assert alert.request_id == post.request_id == request_id


def test_where_an_alert_cannot_be_kept_nothing_else_is_either(browser, plumber, store, services):
    with services.database.writing() as session:
        session.execute(text("ALTER TABLE slack_posts RENAME TO elsewhere"))

    page = ask(browser)

    assert page.status == 503
    assert store.count(Contact) == store.count(Mail) == 0
    assert store.row(Lead).clock_from is None
