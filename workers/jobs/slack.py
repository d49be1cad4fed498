"""Telling the team's Slack channel of a lead. As with mail, a message may come twice and is never lost."""

from collections.abc import Mapping
from typing import Any

from audit.sales.clock import Turn
from audit.store import claims, slack_posts
from audit.store.claims import Claim
from audit.store.tables import JobState, SlackPost
from workers.jobs.lead_news import check_that_it_is_news, told
from workers.jobs.working import HandedBackError, Job, JobError, LostClaimError
from workers.lead_words import HEADINGS, lines_of
from workers.queue import JobKind
from workers.services import WorkerServices
from workers.slack import SlackError, message, post


def tell_slack(services: WorkerServices, held: Claim) -> None:
    """Post the message of a row and mark it; without a webhook, mark it as kept.

    Raises JobError, LostClaimError, and NoLongerNeededError once it is no news.
    """
    body = _body(services, held)
    if services.stopping.is_set():
        raise HandedBackError
    url = services.settings.slack_webhook_url.get_secret_value()
    state = JobState.DONE if url else JobState.KEPT
    if url:
        try:
            post(url, body, services.clock())
        except SlackError as error:
            raise JobError(error.said, for_good=error.for_good, not_for=error.not_for) from None
    with services.database.writing() as session:
        claims.finish(session, held, services.clock(), state=state)


SLACK_JOB = Job(JobKind.SLACK, SlackPost, lambda services: services.rules.slack, tell_slack)


def _body(services: WorkerServices, held: Claim) -> Mapping[str, Any]:
    """The message of a row. No person is named in it: it goes to a company that is not ours."""
    with services.database.reading() as session:
        row = slack_posts.find(session, held.row_id)
    if row is None:
        raise LostClaimError
    found = told(services, row.audit_id, row.created_at)
    check_that_it_is_news(found.lead, row.about, services.clock())
    heading = HEADINGS[Turn(row.about)].format(company=found.news.company)
    return message(heading, lines_of(found.news, with_person=False), found.news.link, "Open the lead")
