"""`plumbline slack`: is the team's channel told, and what became of each message."""

import click

from audit.store import slack_posts
from audit.store.database import Database
from cli.ends import CommandError
from cli.screen import columns, printable, screen
from cli.serving import settings_or_error, utc_now, with_a_database
from logs import configure_logs
from settings import Settings
from workers.slack import SlackError, message, post

NEWEST = 50


@click.group("slack")
def slack_commands() -> None:
    """Test the Slack webhook, and see what became of each message."""


@slack_commands.command("test")
def test_command() -> None:
    """Post a test message now, and say whether Slack took it."""
    settings = _settings()
    url = settings.slack_webhook_url.get_secret_value()
    if not url:
        raise CommandError("no Slack webhook is set: give SLACK_WEBHOOK_URL")
    body = message("Plumbline can post here", {}, settings.public_url, "Open Plumbline")
    try:
        post(url, body, utc_now())
    except SlackError as error:
        raise CommandError(error.said) from None
    click.echo("Slack took it.")


@slack_commands.command("log")
@with_a_database
def log_command() -> None:
    """List the newest messages, with what became of them."""
    settings = _settings()
    database = Database(settings.sqlalchemy_url)
    with database.reading() as session:
        rows = slack_posts.newest(session, NEWEST)
    table = columns(("No.", True), ("Ordered", False), ("What", False), ("State", False), ("", False))
    for row in rows:
        when = f"{row.created_at:%Y-%m-%d %H:%M}"
        table.add_row(*map(printable, (str(row.id), when, row.about, row.state, row.error or "")))
    screen().print(table if rows else "No Slack message was ordered yet.")


def _settings() -> Settings:
    settings = settings_or_error()
    # What went wrong is printed here, once and in plain words.
    configure_logs(settings.model_copy(update={"log_level": "critical"}))
    return settings
