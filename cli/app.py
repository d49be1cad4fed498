"""The command and how it ends: 0 for done, 1 for a broken playbook or file, 2 for bad answers, 130 for Ctrl-C."""

import os
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from io import TextIOWrapper
from typing import NoReturn

import click

INTERRUPTED = 130

COMMANDS = {
    "account": "cli.account_commands:account_commands",
    "audit": "cli.audit_command:audit_command",
    "demo": "cli.demo_command:demo_command",
    "mail": "cli.mail:mail_commands",
    "migrate": "cli.migrate:migrate_command",
    "person": "cli.person_commands:person_commands",
    "playbook": "cli.playbook_commands:playbook_commands",
    "questions": "cli.questions_command:questions_command",
    "recompute": "cli.recompute_command:recompute_command",
    "run": "cli.run:run_command",
    "schema": "cli.schema_command:schema_command",
    "slack": "cli.slack:slack_commands",
    "sweeper": "cli.sweeper:sweeper_command",
    "web": "cli.web:web_command",
    "worker": "cli.worker:worker_command",
}
"""Where each command is. Only the one that is called is loaded: the web server needs no PDFs, and an audit no web."""


class CommandsByName(click.Group):
    """A group that loads a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """The names, in order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        """The command of that name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


def _version() -> str:
    try:
        return version("plumbline")
    except PackageNotFoundError:
        return "(not installed)"


@click.group(cls=CommandsByName, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(_version(), prog_name="plumbline", message="%(prog)s %(version)s")
def plumbline() -> None:
    """Find where a business leaks money, in dollars, and what to fix first."""


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
