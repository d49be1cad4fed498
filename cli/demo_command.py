"""`plumbline demo`: load the playbooks' example companies, so that there is something to look at.

They are the invented companies that every playbook is checked with. Running it again adds none twice.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import click
from sqlalchemy.orm import Session

from audit.answering.files import parse_answers
from audit.answers import read_answers
from audit.playbook import Playbook
from audit.playbook.format import AnswersFile, Given
from audit.record import to_record
from audit.run import run_audit
from audit.store import assumptions, audits, revisions, tokens
from audit.store.database import Database
from audit.store.migrating import migrate
from audit.store.shelf import Shelf
from audit.store.tables import AuditRow, Revision, TokenPurpose
from cli.playbooks import find_playbook
from cli.serving import settings_or_error, utc_now, with_a_database
from reports.wording import Wording
from settings import Settings

LINK_DAYS = 30


@click.command("demo", short_help="Load invented companies.")
@with_a_database
def demo_command() -> None:
    """Load invented companies into the database, and print a link to the result of each.

    The links are good for 30 days; running the command again makes new ones and loads nothing twice.
    """
    settings = settings_or_error()
    now = utc_now()
    database = Database(settings.sqlalchemy_url)
    migrate(database)
    for name in settings.playbooks:
        folder = find_playbook(name)
        playbook = Shelf(database).register(folder, now)
        for example in sorted((folder / "examples").glob("*.toml")):
            click.echo(_load(database, settings, playbook, example, now))
    click.echo(f"The links open in a browser while Plumbline runs (make run), at {settings.public_url}.")


def _load(database: Database, settings: Settings, playbook: Playbook, example: Path, now: datetime) -> str:
    file = parse_answers(example.read_text(encoding="utf-8"))
    token = tokens.new_token()
    with database.writing() as session:
        audit = audits.begin(session, _public_id(playbook, example), playbook.content_hash, {}, now)
        audit.is_sample = True
        revision = _answered(session, audit, playbook, file, now)
        tokens.revoke(session, audit.id, TokenPurpose.RESUME, now)
        tokens.keep(session, token, TokenPurpose.RESUME, audit.id, now, now + timedelta(days=LINK_DAYS))
    money = Wording(playbook.head.locale, playbook.head.currency)
    leaks = f"{file.company.name}: about {money.money(revision.total_p50)} a year"
    # A link on a line of its own is never cut, whatever the terminal's width.
    return f"{leaks}\n  {settings.public_url}/resume/{token}"


def _public_id(playbook: Playbook, example: Path) -> str:
    """Always the same for the same company, so that it is loaded once. It opens nothing by itself."""
    return f"demo-{sha256(f'{playbook.head.name}/{example.stem}'.encode()).hexdigest()[:16]}"


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
