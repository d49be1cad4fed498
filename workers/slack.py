"""A Slack incoming webhook: what a message looks like, and handing it over. Its address is a secret, and never said."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

import requests

CONNECT_SECONDS: Final = 5.0
REPLY_SECONDS: Final = 10.0
LONGEST_WAIT: Final = timedelta(hours=6)
LONGEST_HEADING: Final = 150
GONE: Final = (403, 404, 410)
"""What Slack answers when a webhook was taken away, or its channel was."""


class SlackError(Exception):
    """The message did not get there. `said` names no address; `not_for` is how long Slack wants to be left alone."""

    def __init__(self, said: str, *, for_good: bool = False, not_for: timedelta = timedelta()) -> None:
        super().__init__(said)
        self.said = said
        self.for_good = for_good
        self.not_for = not_for


def message(heading: str, lines: Mapping[str, str], link: str, link_words: str) -> dict[str, Any]:
    """Return a message: a heading, lines with their labels, and a link. `text` is what a notification shows."""
    said = "\n".join(f"*{escaped(label)}*  {escaped(line)}" for label, line in lines.items())
    short = "\n".join((escaped(heading), *map(escaped, lines.values())))
    return {
        "text": short,
        "unfurl_links": False,
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": escaped(_cut(heading)), "emoji": False}},
            {"type": "section", "text": _marked(said)},
            {"type": "section", "text": _marked(f"<{escaped(link)}|{escaped(link_words)}>")},
        ],
    }


def escaped(text: str) -> str:
    """Return a text in which Slack finds no mention, link or channel: its three letters written as it wants them."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def post(webhook_url: str, body: Mapping[str, Any], now: datetime) -> None:
    """Hand a message to Slack. Raises SlackError, `for_good` where asking again is no use; no redirect is followed."""
    try:
        answer = requests.post(
            webhook_url,
            json=body,
            timeout=(CONNECT_SECONDS, REPLY_SECONDS),
            allow_redirects=False,
            stream=True,  # the status is all that is read, however much somebody sends
        )
    except (requests.RequestException, UnicodeError) as error:
        # Not `from error`: its words have the address in them.
        raise SlackError(f"Slack cannot be reached ({type(error).__name__}).") from None
    with answer:
        status, retry_after = answer.status_code, answer.headers.get("Retry-After", "")
    if 200 <= status < 300:
        return
    if status == 429:
        raise SlackError("Slack asks for patience (429).", not_for=wait_of(retry_after, now))
    if status in GONE:
        raise SlackError(f"The Slack webhook is gone ({status}): set another one.", for_good=True)
    if 400 <= status < 500:
        raise SlackError(f"Slack refused the message ({status}).", for_good=True)
    raise SlackError(f"Slack did not take the message ({status}).", not_for=wait_of(retry_after, now))


def wait_of(retry_after: str, now: datetime) -> timedelta:
    """Return how long to wait by a Retry-After header, seconds or a date; nothing where it says neither."""
    try:
        if retry_after.strip().isdigit():
            wait = timedelta(seconds=min(int(retry_after), LONGEST_WAIT.total_seconds()))
        else:
            until = parsedate_to_datetime(retry_after)
            wait = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    except (ValueError, OverflowError):
        return timedelta()
    return min(max(wait, timedelta()), LONGEST_WAIT)


def _cut(heading: str) -> str:
    """Return a heading that is short enough even where each of its letters has to be escaped."""
    while len(escaped(heading)) > LONGEST_HEADING:
        heading = heading[:-2] + "…"
    return heading


def _marked(text: str) -> dict[str, Any]:
    """Return text in which Slack makes links of nothing but what is written as one."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}
