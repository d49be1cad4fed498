"""`plumbline sweeper`: sees to it that no row is forgotten. One is enough; more do no harm."""

import signal
from threading import Event
from types import FrameType

import click

from audit.store.database import Database
from audit.store.shelf import Shelf
from cli.serving import started, tethered_option, utc_now
from workers.broker_urls import broker_url
from workers.queue import CeleryQueue
from workers.rules import Rules
from workers.services import open_services
from workers.sweeper import keep_sweeping


@click.command("sweeper")
@tethered_option
def sweeper_command(parent: int | None) -> None:
    """Announce what is due and was not taken, until told to stop."""
    settings = started(parent)
    stopping = Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    shelf = Shelf(Database(settings.sqlalchemy_url))
    queue = CeleryQueue(broker_url(settings))
    keep_sweeping(open_services(settings, utc_now, Rules(), shelf), queue, stopping)
