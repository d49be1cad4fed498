"""The command and how it ends: 0 for done, 1 for a broken playbook or file, 2 for bad answers, 130 for Ctrl-C."""

import os
import sys
from importlib.metadata import PackageNotFoundError, version
from io import TextIOWrapper
from typing import NoReturn

import click

from cli.audit_command import audit_command
from cli.playbook_commands import playbook_commands
from cli.questions_command import questions_command
from cli.recompute_command import recompute_command
from cli.schema_command import schema_command

INTERRUPTED = 130


def _version() -> str:
    try:
        return version("plumbline")
    except PackageNotFoundError:
        return "(not installed)"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(_version(), prog_name="plumbline", message="%(prog)s %(version)s")
def plumbline() -> None:
    """Find where a business leaks money, in dollars, and what to fix first."""


plumbline.add_command(audit_command)
plumbline.add_command(questions_command)
plumbline.add_command(playbook_commands)
plumbline.add_command(recompute_command)
plumbline.add_command(schema_command)


def main() -> NoReturn:
    """Run the command with the words it was called with, and leave with its exit code."""
    _print_what_can_be_printed()
    try:
        plumbline.main(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # Whoever read the output (`| head`) has seen enough; nothing is left to flush to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    sys.exit(0)


def _print_what_can_be_printed() -> None:
    """A terminal without the letter shows a question mark instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
