"""`plumbline worker`: makes reports and sends mail, one process a core."""

import sys

import click

from cli.playbooks import find_playbook
from cli.serving import started, tethered_option, utc_now, with_a_database
from workers.queue import QUEUES
from workers.rules import Rules
from workers.running import run_worker


@click.command("worker")
@click.option(
    "--queue",
    "queues",
    multiple=True,
    type=click.Choice(list(QUEUES.values())),
    help="Take work of this kind alone; may be given twice. By default all.",
)
@tethered_option
@with_a_database
def worker_command(queues: tuple[str, ...], parent: int | None) -> None:
    """Make reports and send mail until told to stop.

    SIGTERM finishes the work in hand first; SIGQUIT hands it back.
    """
    settings = started(parent)
    folders = [find_playbook(named) for named in settings.playbooks]
    sys.exit(run_worker(settings, utc_now, folders, Rules(), queues))
