"""Telling the team's Slack channel: once, escaped, patiently, and never saying the webhook's address."""

import json
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from audit.store.tables import JobState
from tests.servers.ports import free_port
from tests.servers.webhook import webhook_server
from tests.workers.desk import forward, services_on
from tests.workers.sales import MINUTE, lead, seller, slack_posts, touch
from workers.jobs.slack import SLACK_JOB
from workers.jobs.working import work_on
from workers.lead_watch import watch_leads

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def slack():
    with webhook_server() as server:
        yield server


@pytest.fixture
def channel(database, tmp_path, slack):
    """A worker's services with a webhook, and a lead that has just come in. Somebody can call all day and night."""
    services = services_on(database, tmp_path, slack_webhook_url=slack.url, business_hours="mon-sun 00:00-24:00")
    lead(services)
    return services


def post(services, row_id=1):
    work_on(services, SLACK_JOB, row_id, "")


def state(services):
    row = slack_posts(services)[0]
    return row.state, row.attempts, row.error


def test_the_channel_is_told_once(channel, slack) -> None:
    post(channel)
    post(channel)

    (message,) = slack.taken
    assert state(channel) == (JobState.DONE, 1, None)
    heading, lines, link = message["blocks"]
    assert heading["text"] == {
        "type": "plain_text",
        "text": "New lead: Northwind &lt;Trading&gt; &amp; Sons",
        "emoji": False,
    }
    assert "*Largest leak*  " in lines["text"]["text"]
    assert "*Response clock*  5 min left" in lines["text"]["text"]
    assert link["text"]["text"] == "<http://localhost:8000/console/leads/a-lead|Open the lead>"
    assert message["text"].startswith("New lead: Northwind &lt;Trading&gt; &amp; Sons\n")


def test_no_person_is_named_to_another_company(channel, slack) -> None:
    post(channel)

    whole = json.dumps(slack.taken)
    assert [part for part in ("Dana", "dana@", "4155550132", "Owner") if part in whole] == []


def test_a_company_can_call_nobody_to_the_channel(database, tmp_path, slack) -> None:
    services = services_on(database, tmp_path, slack_webhook_url=slack.url)
    lead(services, company="<!channel> <https://elsewhere.example|Northwind>")

    post(services)

    assert "<!channel>" not in json.dumps(slack.taken)
    assert "<https://elsewhere" not in json.dumps(slack.taken)


def test_each_turn_of_the_clock_is_a_message_of_its_own(channel, slack) -> None:
    post(channel, 1)
    forward(channel, 5 * MINUTE)
    watch_leads(channel)
    post(channel, 2)
    forward(channel, 55 * MINUTE)
    watch_leads(channel)
    watch_leads(channel)
    post(channel, 3)

    assert [message["text"].partition(":")[0] for message in slack.taken] == [
        "New lead",
        "Nobody has been in touch yet",
        "Overdue",
    ]
    assert len(slack_posts(channel)) == 3


def test_who_was_called_in_the_meantime_is_not_told_of(channel, slack) -> None:
    touch(channel, seller(channel))

    post(channel)

    assert state(channel) == (JobState.KEPT, 1, None)
    assert slack.paths == []


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "The Slack webhook is gone (404): set another one."),
        (410, "The Slack webhook is gone (410): set another one."),
        (400, "Slack refused the message (400)."),
    ],
)
def test_what_slack_will_never_take_is_given_up_where_a_person_sees_it(channel, slack, status, said) -> None:
    slack.answer(status)

    post(channel)

    assert state(channel) == (JobState.FAILED, 1, said)


@pytest.mark.parametrize(
    ("status", "headers"), [(500, {}), (503, {}), (302, {"Location": "http://127.0.0.1:9/elsewhere"})]
)
def test_other_trouble_is_tried_again_and_no_redirect_is_followed(channel, slack, status, headers) -> None:
    slack.answer(status, **headers)
    post(channel)
    assert state(channel) == (JobState.WAITING, 1, f"Slack did not take the message ({status}).")
    assert len(slack.paths) == 1
    forward(channel, timedelta(seconds=10))

    post(channel)

    assert state(channel) == (JobState.DONE, 2, None)


def test_slack_is_left_alone_for_as_long_as_it_asks(channel, slack) -> None:
    slack.answer(429, Retry_After="95")
    post(channel)
    row = slack_posts(channel)[0]
    assert (row.state, row.error) == (JobState.WAITING, "Slack asks for patience (429).")
    assert row.next_attempt_at == channel.clock() + timedelta(seconds=95)
    forward(channel, timedelta(seconds=94))

    post(channel)

    assert len(slack.paths) == 1


def test_a_short_wait_does_not_make_it_more_hasty_than_our_own_rules(channel, slack) -> None:
    slack.answer(429, Retry_After="1")

    post(channel)

    assert slack_posts(channel)[0].next_attempt_at == channel.clock() + channel.rules.slack.delays[0]


def test_a_slack_that_is_away_is_tried_again_and_its_address_is_said_nowhere(database, tmp_path) -> None:
    url = f"http://127.0.0.1:{free_port()}/services/T0/B0/a-long-secret"
    services = services_on(database, tmp_path, slack_webhook_url=url)
    lead(services)

    with capture_logs() as logs:
        post(services)

    assert state(services) == (JobState.WAITING, 1, "Slack cannot be reached (ConnectionError).")
    assert logs[-1]["said"] == "Slack cannot be reached (ConnectionError)."
    assert not logs[-1]["exc_info"]
    assert "a-long-secret" not in str(logs)


def test_without_a_webhook_what_was_ordered_is_kept(database, tmp_path, slack) -> None:
    services = services_on(database, tmp_path, slack_webhook_url=slack.url)
    lead(services)

    post(services_on(database, tmp_path))

    assert state(services)[0] == JobState.KEPT
    assert slack.paths == []
