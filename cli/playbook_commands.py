"""`plumbline playbook`: check one, begin one, list the shipped ones, write the schemas for an editor."""

from collections.abc import Sequence
from pathlib import Path

import click

from audit.checking.gate import check
from audit.playbook import Remark, Severity
from audit.shipped import SHIPPED, shipped_names
from cli.audit_command import today
from cli.ends import BROKEN, CommandError
from cli.files import write_whole
from cli.playbooks import find_playbook, load_playbook
from cli.schemas import schemas
from cli.screen import columns, heading, printable, screen
from cli.starter import StarterError, begin


@click.group("playbook", short_help="Check, begin and list playbooks.")
def playbook_commands() -> None:
    """Work on playbooks: the folders of TOML files that say what is asked and how it is worked out."""


@playbook_commands.command("check")
@click.argument("playbook", metavar="DIR|NAME")
@click.pass_context
def check_command(context: click.Context, playbook: str) -> None:
    """Say everything that is wrong with a playbook; exit code 1 if it cannot be used."""
    folder = find_playbook(playbook)
    remarks = check(folder, today())
    errors = [remark for remark in remarks if remark.severity is Severity.ERROR]
    warnings = [remark for remark in remarks if remark.severity is not Severity.ERROR]
    _show("Errors", errors)
    _show("Warnings", warnings)
    counts = f"{_count(len(errors), 'error')}, {_count(len(warnings), 'warning')}"
    click.echo(f"{folder}: {counts}." if remarks else f"{folder}: nothing to remark.")
    if errors:
        context.exit(BROKEN)


def _show(title: str, remarks: Sequence[Remark]) -> None:
    """One remark a line, however long: they are searched and copied."""
    if not remarks:
        return
    heading(screen(), title)
    for remark in remarks:
        click.echo(f"  {remark}")
    click.echo()


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


@playbook_commands.command("new")
@click.argument("name")
@click.option("--into", default=".", metavar="DIR", show_default=True, help="The folder to make it in.")
def new_command(name: str, into: str) -> None:
    """Begin a playbook: a small one that works, with comments that say what to change."""
    try:
        folder = begin(name, Path(into))
    except StarterError as error:
        raise CommandError(str(error)) from error
    click.echo(f"The playbook is in {folder}. Begin with {folder / 'playbook.toml'}, and see what it does:")
    click.echo(f"  plumbline playbook check {folder}")
    click.echo(f"  plumbline audit {folder / 'examples' / 'corner_joinery.toml'}")


@playbook_commands.command("list")
def list_command() -> None:
    """List the playbooks that come with Plumbline."""
    table = columns(("Name", False), ("Version", False), ("What it is for", False))
    for name in shipped_names():
        head = load_playbook(SHIPPED / name).head
        table.add_row(name, head.version, printable(f"{head.title}: {head.summary}"))
    screen().print(table)


@playbook_commands.command("schema")
@click.argument("folder", metavar="DIR")
def schema_command(folder: str) -> None:
    """Write a JSON Schema for each kind of playbook file to DIR, for editors that check while you type."""
    into = Path(folder)
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{folder} cannot be made: {(error.strerror or str(error)).lower()}.") from error
    written = schemas()
    for name, content in written.items():
        write_whole(str(into / name), content.encode())
    click.echo(f"{len(written)} schemas are in {folder}.")
