"""`plumbline mail`: is mail sent, and what became of each message."""

import secrets

import click

from audit.store import claims, mails
from audit.store.database import Database
from audit.store.shelf import Shelf
from audit.store.tables import JobState, Mail
from cli.ends import CommandError
from cli.screen import columns, pairs, printable, screen
from cli.serving import settings_or_error, utc_now, with_a_database
from logs import configure_logs
from settings import Settings
from workers.jobs.mail import MAIL_JOB, composed
from workers.jobs.working import JobError, LostClaimError, NoLongerNeededError, work_on
from workers.mail.server import MailServer
from workers.rules import Rules
from workers.services import WorkerServices, open_services

NEWEST = 50


@click.group("mail")
def mail_commands() -> None:
    """Test the mail server, and see what became of each message."""


@mail_commands.command("test")
@click.argument("address")
@with_a_database
def test_command(address: str) -> None:
    """Send a test mail to ADDRESS now, and print what the mail server said."""
    services = _services()
    url = services.settings.smtp_url.get_secret_value()
    if not url:
        raise CommandError("no mail server is set: give SMTP_URL, as smtp://user:password@mail.northwind.example:587")
    try:
        server = MailServer.from_url(url)
    except ValueError as error:
        raise CommandError(str(error)) from error
    if "@" not in address:
        raise CommandError("give one e-mail address, as plumbline mail test name@northwind.example")
    click.echo(f"Sending to {address} through {server.host}:{server.port} ...", err=True)
    mail = _sent(services, address)
    if mail.state != JobState.DONE:
        raise CommandError(mail.error or "another process sends it just now: see plumbline mail log")
    click.echo(f"The mail server took it: {mail.server_reply}")


def _sent(services: WorkerServices, address: str) -> Mail:
    """The row of a test mail after one attempt; there is no second one, whoever is at the terminal tries again."""
    now = services.clock()
    with services.database.writing() as session:
        mail_id = mails.order_test_mail(session, secrets.token_hex(8), address, now).id
    work_on(services, MAIL_JOB, mail_id, "")
    with services.database.writing() as session:
        # As at a later time, when the second attempt would be due.
        held = claims.claim(session, Mail, mail_id, now + services.rules.mail.delays[0] * 2, services.rules.mail.lease)
        found = mails.find(session, mail_id)
        error = found.error if found else None
        if held is not None:
            claims.give_up(session, held, error or "Not sent.", services.clock())
    with services.database.reading() as session:
        mail = mails.find(session, mail_id)
    if mail is None:
        raise CommandError("the row of the mail is gone")
    return mail


@mail_commands.command("log")
@click.option("--show", "mail_id", type=int, metavar="ID", help="Print the whole message with this number.")
@with_a_database
def log_command(mail_id: int | None) -> None:
    """List the newest mails, or print one."""
    services = _services()
    if mail_id is None:
        _print_newest(services.database, services.settings)
    else:
        _print_one(services, mail_id)


def _print_newest(database: Database, settings: Settings) -> None:
    with database.reading() as session:
        rows = mails.newest(session, NEWEST)
    table = columns(("No.", True), ("Ordered", False), ("To", False), ("What", False), ("State", False), ("", False))
    for mail in rows:
        when = f"{mail.created_at:%Y-%m-%d %H:%M}"
        said = mail.server_reply or mail.error or ""
        table.add_row(*map(printable, (str(mail.id), when, mail.recipient, mail.kind, mail.state, said)))
    screen().print(table if rows else "No mail was ordered yet.")
    if not settings.sends_mail:
        click.echo("Mail is kept and not sent, because SMTP_URL is not set.", err=True)


def _print_one(services: WorkerServices, mail_id: int) -> None:
    with services.database.reading() as session:
        mail = mails.find(session, mail_id)
    if mail is None:
        raise CommandError(f"there is no mail with the number {mail_id}")
    facts = [("state", mail.state), ("attempts", str(mail.attempts)), ("error", mail.error or "")]
    pairs(screen(), [*facts, ("server said", mail.server_reply or "")])
    try:
        message = composed(services, mail_id)
    except NoLongerNeededError as error:
        raise CommandError("it told of something that has passed, and is not put into words any more") from error
    except (JobError, LostClaimError) as error:
        raise CommandError("what the mail is about is gone") from error
    body = message.get_body(("plain",))
    click.echo("\n".join(f"{name}: {value}" for name, value in message.items()))
    click.echo(f"\n{body.get_content() if body else ''}")


def _services() -> WorkerServices:
    settings = settings_or_error()
    # What went wrong is printed here, once and in plain words.
    configure_logs(settings.model_copy(update={"log_level": "critical"}))
    return open_services(settings, utc_now, Rules(), Shelf(Database(settings.sqlalchemy_url)))
