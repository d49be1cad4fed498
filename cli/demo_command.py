"""`plumbline demo`: invented companies and a month of invented work, so that there is something to look at.

The companies are those that every playbook is checked with. Running it again adds nothing twice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import click
from sqlalchemy.orm import Session

from audit.answering.files import parse_answers
from audit.answers import read_answers
from audit.playbook import Playbook
from audit.playbook.format import AnswersFile, Given
from audit.record import to_record
from audit.run import run_audit
from audit.store import assumptions, audits, leads, operator_links, revisions, samples, tokens
from audit.store.database import Database
from audit.store.migrating import migrate
from audit.store.shelf import Shelf
from audit.store.tables import AuditRow, Revision, TokenPurpose
from cli.demo.portal import tell_portal
from cli.demo.telling import public_id, tell
from cli.playbooks import find_playbook
from cli.serving import settings_or_error, utc_now, with_a_database
from reports.wording import Wording
from settings import Settings

LINK_DAYS = 30
PORTAL_LINK_DAYS = 1


@click.command("demo", short_help="Load invented companies and a month of work.")
@click.option("--days", default=30, show_default=True, type=click.IntRange(0, 365), help="Days of visitors; 0: none.")
@click.option("--remove", is_flag=True, help="Take everything invented out of the database again.")
@with_a_database
def demo_command(*, days: int, remove: bool) -> None:
    """Load invented companies into the database, and a month of visitors with what sales did about them.

    Prints a link to the result of each of the playbooks' example companies. The links are good for 30 days; running
    the command again makes new ones and loads nothing twice.
    """
    settings = settings_or_error()
    now = utc_now()
    database = Database(settings.sqlalchemy_url)
    migrate(database)
    if remove:
        _remove(database, now)
        return
    for name in settings.playbooks:
        folder = find_playbook(name)
        playbook = Shelf(database).register(folder, now)
        for place, example in enumerate(sorted((folder / "examples").glob("*.toml")), 1):
            loaded = _load(database, playbook, example, now - timedelta(days=place))
            click.echo(_opened(database, settings, loaded, now))
        told = tell(database, playbook, settings.clock_rules, now, days)
        if told.visitors:
            month = f"{told.visitors} visitors of the last {days} days, {told.finished} with a result"
            click.echo(f"{playbook.head.title}: {month}")
        _show_portal(database, settings, playbook, now)
    click.echo(f"The links open in a browser while Plumbline runs (make run), at {settings.public_url}.")
    click.echo(f"The month is in the console, {settings.public_url}/console/. To sign in, make yourself an account:")
    click.echo('  plumbline account create --email you@northwind.example --name "Your Name" --role admin')


def _show_portal(database: Database, settings: Settings, playbook: Playbook, now: datetime) -> None:
    """The three companies of the portal, and a link for each with which their person signs in once."""
    for company in tell_portal(database, Shelf(database), playbook, now):
        secret = tokens.new_token()
        with database.writing() as session:
            ends = now + timedelta(days=PORTAL_LINK_DAYS)
            operator_links.keep(session, secret, company.person_id, now, ends)
        click.echo(f"The portal of {company.company} ({company.state}), good once:")
        click.echo(f"  {settings.public_url}/portal/enter/{secret}")


def _remove(database: Database, now: datetime) -> None:
    with database.writing() as session:
        gone = samples.remove(session, now)
    click.echo(f"{gone} invented audits are gone, with everything about them.")


@dataclass(frozen=True, slots=True)
class _Loaded:
    """An example company in the database, and the line that tells of it."""

    audit_id: int
    said: str


def _load(database: Database, playbook: Playbook, example: Path, came_at: datetime) -> _Loaded:
    file = parse_answers(example.read_text(encoding="utf-8"))
    with database.writing() as session:
        audit = audits.begin(session, public_id(playbook, example.stem), playbook.content_hash, {}, came_at)
        audit.is_sample = True
        revision = _answered(session, audit, playbook, file, came_at)
        leads.show_contact(session, audit, "", file.company.name, "", came_at)
    money = Wording(playbook.head.locale, playbook.head.currency)
    return _Loaded(audit.id, f"{file.company.name}: about {money.money(revision.total_p50)} a year")


def _opened(database: Database, settings: Settings, loaded: _Loaded, now: datetime) -> str:
    """What was loaded, and a link to it that is good from now on."""
    token = tokens.new_token()
    with database.writing() as session:
        tokens.revoke(session, loaded.audit_id, TokenPurpose.RESUME, now)
        tokens.keep(session, token, TokenPurpose.RESUME, loaded.audit_id, now, now + timedelta(days=LINK_DAYS))
    # A link on a line of its own is never cut, whatever the terminal's width.
    return f"{loaded.said}\n  {settings.public_url}/resume/{token}"


def _answered(session: Session, audit: AuditRow, playbook: Playbook, file: AnswersFile, now: datetime) -> Revision:
    answers = read_answers(playbook, file)
    for question, given in file.answers.items():
        audits.save_answer(session, audit, question, _kept(given), now)
    for benchmark, given in file.assumptions.items():
        assumptions.save(session, audit, benchmark, _kept(given), now)
    return revisions.add(session, audit, to_record(run_audit(playbook, answers, now.date()), answers), (), now)


def _kept(given: Given) -> str | list[str]:
    """An answer as the web keeps what people type and tick."""
    return [str(one) for one in given] if isinstance(given, tuple) else str(given)
