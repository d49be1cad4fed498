"""What a job needs of the world, made once in each process and handed down: no globals."""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

from audit.store.database import Database
from audit.store.report_files import ReportFiles
from audit.store.shelf import Shelf
from settings import Settings
from workers.broker_urls import broker_url
from workers.queue import CeleryQueue, Queue
from workers.rules import Rules

Clock = Callable[[], datetime]
"""The moment now, in UTC."""


@dataclass(frozen=True, slots=True)
class WorkerServices:
    """`stopping` is set when the process was told to end: work that can be handed back then is."""

    settings: Settings
    database: Database
    shelf: Shelf
    report_files: ReportFiles
    queue: Queue
    clock: Clock
    rules: Rules = field(default_factory=Rules)
    stopping: Event = field(default_factory=Event)


def open_services(settings: Settings, clock: Clock, rules: Rules, shelf: Shelf) -> WorkerServices:
    """Open everything that the settings name. Call it after a fork: connections cannot be shared.

    The `shelf` may come from before it, with playbooks already read and every connection closed.
    """
    return WorkerServices(
        settings=settings,
        database=Database(settings.sqlalchemy_url),
        shelf=shelf,
        report_files=ReportFiles(settings.reports_location, settings.s3_options),
        queue=CeleryQueue(broker_url(settings)),
        clock=clock,
        rules=rules,
    )


def process_name(kind: str) -> str:
    """What this process is called among the living: its kind, machine and number."""
    return f"{kind}@{socket.gethostname()}:{os.getpid()}"
