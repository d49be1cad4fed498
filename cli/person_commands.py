"""`plumbline person`: what is stored about somebody, handed over or erased, for a request that came by mail."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from audit.store import access_log, erasure, personal_data
from audit.store.access_log import Actor
from audit.store.database import Database
from audit.store.handing_over import HANDED, everything_about, pack
from audit.store.report_files import ReportFiles, Unwritable
from audit.store.tables import Person
from cli.ends import CommandError
from cli.serving import settings_or_error, utc_now, with_a_database
from logs import configure_logs
from settings import Settings


@click.group("person", short_help="Hand over or erase what is stored about somebody.")
def person_commands() -> None:
    """Answer somebody who asks what is stored about them, or wants it erased. Both are noted in the access log."""


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
