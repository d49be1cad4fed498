"""What the pages need, made once at the start (web.wsgi) and handed to the app: no globals."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from audit.store.database import Database
from audit.store.report_files import ReportFiles
from audit.store.shelf import Shelf
from settings import Settings
from workers.queue import Queue

EXTENSION = "plumbline"


@dataclass(frozen=True, slots=True)
class Services:
    """The world outside, as the pages know it.

    `clock` gives the moment now, in UTC. `broker_answers` says whether the broker is there, within a second.
    """

    settings: Settings
    database: Database
    shelf: Shelf
    queue: Queue
    report_files: ReportFiles
    clock: Callable[[], datetime]
    broker_answers: Callable[[], bool]


def services() -> Services:
    """The services of the app that answers this request."""
    found = current_app.extensions[EXTENSION]
    if not isinstance(found, Services):
        raise TypeError("the app was not made by create_app")
    return found
