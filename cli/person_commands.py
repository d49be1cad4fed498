"""`plumbline person`: what is stored about somebody, handed over or erased; and a link to sign in without a mail."""

import secrets
from pathlib import Path

import click
from sqlalchemy.orm import Session

from audit.store import access_log, erasure, operator_links, personal_data, taking_in
from audit.store.access_log import Actor
from audit.store.database import Database
from audit.store.handing_over import HANDED, everything_about, pack
from audit.store.report_files import ReportFiles, Unwritable
from audit.store.tables import OperatorLinkPurpose, Person
from cli.ends import CommandError
from cli.serving import settings_or_error, utc_now, with_a_database
from logs import configure_logs
from settings import Settings
from workers.mail.links import PORTAL_LINK_LIVES

LINK_MADE = "made a link to the portal"
"""In the access log."""


@click.group("person", short_help="Hand over or erase what is stored about somebody, or let them in.")
def person_commands() -> None:
    """Answer somebody who asks what is stored about them, wants it erased, or cannot sign in to the portal.

    All of it is noted in the access log.
    """


@person_commands.command("export")
@click.argument("address")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_a_database
def export_command(address: str, file: Path) -> None:
    """Write everything that is stored about ADDRESS to FILE, a ZIP of all rows as JSON and the PDFs."""
    settings = _settings()
    database = Database(settings.sqlalchemy_url)
    try:
        with database.reading() as session:
            person = _found(session, address)
            about = everything_about(session, person)
        file.touch(mode=0o600, exist_ok=False)  # for nobody else's eyes on this machine
        with file.open("wb") as target:
            pack(about, ReportFiles(settings.reports_location, settings.s3_options), target)
        with database.writing() as session:
            _note(session, HANDED, person, reports=str(len(about.reports)))
    except FileExistsError as error:
        raise CommandError(f"{file} is there already; give another name") from error
    except Unwritable as error:
        file.unlink(missing_ok=True)
        raise CommandError(f"a file could not be read or written: {type(error).__name__}") from error
    finally:
        database.close()
    click.echo(f"Written to {file}. It is theirs alone: remove it once it is handed over.")


@person_commands.command("erase")
@click.argument("address")
@click.option("--yes", is_flag=True, help="Do not ask once more.")
@with_a_database
def erase_command(address: str, yes: bool) -> None:  # noqa: FBT001  # as click passes it
    """Erase everything about ADDRESS for good. docs/personal-data.md says what goes and what stays."""
    database = Database(_settings().sqlalchemy_url)
    try:
        with database.reading() as session:
            person = _found(session, address)
            going = erasure.foreseen(session, person)
        click.echo(
            f"This erases {person.email}: {going.audits} of their own audits, {going.reports} reports, "
            f"{going.mails} mails, {going.consents} consents. {going.audits_kept} audits stay without them."
        )
        if not yes:
            click.confirm("It cannot be undone. Go on?", abort=True)
        with database.writing() as session:
            gone = erasure.erase(session, person.id, utc_now())
            if gone is None:
                raise CommandError("somebody else has erased them just now")
            _note(session, erasure.ERASED, person, **gone.counts.detail)
    finally:
        database.close()
    click.echo("They are erased. Their files are removed as soon as a worker runs.")


@person_commands.command("sign-in")
@click.argument("address")
@with_a_database
def sign_in_command(address: str) -> None:
    """Print a link with which ADDRESS signs in to the portal, once: for a server that sends no mail."""
    settings, now, secret = _settings(), utc_now(), secrets.token_urlsafe(32)
    database = Database(settings.sqlalchemy_url)
    try:
        with database.writing() as session:
            person = _found(session, address)
            if not taking_in.is_known(session, person.id):
                raise CommandError("they are part of no company, and no finished audit was sent to them")
            operator_links.close_all(session, person.id, OperatorLinkPurpose.SIGN_IN, now)
            operator_links.keep(session, secret, person.id, now, now + PORTAL_LINK_LIVES)
            _note(session, LINK_MADE, person)
    finally:
        database.close()
    click.echo(f"{person.email} signs in here, once and until {now + PORTAL_LINK_LIVES:%Y-%m-%d %H:%M} UTC:")
    click.echo(f"  {settings.public_url}/portal/enter/{secret}")


def _settings() -> Settings:
    settings = settings_or_error()
    # What went wrong is printed here, once and in plain words.
    configure_logs(settings.model_copy(update={"log_level": "critical"}))
    return settings


def _found(session: Session, address: str) -> Person:
    person = personal_data.find_by_email(session, address)
    if person is None:
        raise CommandError("nobody with this address is known")
    return person


def _note(session: Session, action: str, person: Person, **detail: str) -> None:
    access_log.note(session, utc_now(), Actor.COMMAND_LINE, action, f"person {person.id}", detail=detail)
