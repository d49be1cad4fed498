"""`plumbline recompute`: does a stored audit come out the same, to the cent?"""

from collections.abc import Sequence
from pathlib import Path

import click

from audit.answers import AnswersError
from audit.record import Difference, Record, RecordError, from_json, recompute
from audit.shipped import shipped_names
from cli.ends import BROKEN, BadAnswersError, CommandError
from cli.files import read_text, shown_name
from cli.playbooks import find_playbook, load_playbook
from cli.screen import columns, printable, screen
from reports.wording import shorten

MOST_SHOWN = 20


@click.command("recompute", short_help="Work out a stored audit again.")
@click.argument("audit_file", metavar="AUDIT.json")
@click.option("--playbook", "playbook_name", default="", metavar="NAME|DIR", help="The playbook as it was then.")
@click.pass_context
def recompute_command(context: click.Context, audit_file: str, playbook_name: str) -> None:
    """Work out a stored audit again and say whether every cent agrees; exit code 1 if not.

    The playbook is the shipped one of the audit's playbook name, unless --playbook gives another.
    """
    source = shown_name(audit_file)
    record = _record(audit_file)
    playbook = load_playbook(_folder(playbook_name, record.audit.playbook.name))
    try:
        differences = recompute(record, playbook)
    except RecordError as error:
        raise CommandError(f"{source}: {error}.") from error
    except AnswersError as error:
        raise BadAnswersError(error.problems, source) from error
    if differences:
        _show(source, differences)
        context.exit(BROKEN)
    audit = record.audit
    click.echo(f"{source}: every number agrees ({audit.company.name}, {audit.as_of}, {audit.draws} draws).")


def _folder(option: str, made_with: str) -> Path:
    if option or made_with in shipped_names():
        return find_playbook(option or made_with)
    raise CommandError(f"the audit was made with the playbook {made_with}; give its folder with --playbook.")


def _record(audit_file: str) -> Record:
    try:
        return from_json(read_text(audit_file).encode())
    except RecordError as error:
        raise CommandError(f"{shown_name(audit_file)}: {error}.") from error


def _show(source: str, differences: Sequence[Difference]) -> None:
    count = "one place differs" if len(differences) == 1 else f"{len(differences)} places differ"
    click.echo(f"{source}: {count}.")
    table = columns(("Place", False), ("Stored", False), ("Now", False))
    for one in differences[:MOST_SHOWN]:
        cells = (one.place, shorten(str(one.stored), 40), shorten(str(one.recomputed), 40))
        table.add_row(*map(printable, cells))
    screen().print(table)
    if len(differences) > MOST_SHOWN:
        click.echo(f"… and {len(differences) - MOST_SHOWN} more.")
