"""A worker from its start to its end: a parent that forks, and children that work."""

import gc
import logging
import socket
import warnings
from collections.abc import Sequence
from pathlib import Path

from celery.exceptions import SecurityWarning

from audit.store.database import Database
from audit.store.shelf import Shelf
from reports.warm import warm_up
from settings import Settings
from workers.app import make_app
from workers.queue import QUEUES
from workers.rules import Rules
from workers.services import Clock

CELERY_SAYS_TOO_MUCH = ("celery.worker.strategy", "celery.worker.request", "celery.app.trace", "celery.apps.worker")
"""It logs each message twice; the jobs log themselves, with what they are about."""


def run_worker(
    settings: Settings, clock: Clock, playbooks: Sequence[Path], rules: Rules, queues: Sequence[str] = ()
) -> int:
    """Work until told to stop; returns the exit code. SIGTERM finishes what is in hand, SIGQUIT hands it back.

    What every report needs is read and tried out once before the children are forked, so that none of them pays for
    it. Raises PlaybookError for a broken playbook, and `audit.store.database.Unreachable`.
    """
    _make_celery_quiet()
    shelf = _filled_shelf(settings, clock, playbooks)
    warm_up()
    # What is there now lives on in every child: the collector need not look at it, nor copy its pages by doing so.
    gc.collect()
    gc.freeze()
    app = make_app(settings, clock, shelf, rules)
    worker = app.Worker(
        hostname=f"plumbline@{socket.gethostname()}",
        pool_cls="prefork",
        optimization="fair",
        queues=list(queues or QUEUES.values()),
        loglevel=settings.log_level.upper(),
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        quiet=True,
    )
    worker.start()
    return int(worker.exitcode or 0)


def _make_celery_quiet() -> None:
    for name in CELERY_SAYS_TOO_MUCH:
        logging.getLogger(name).setLevel(logging.WARNING)
    # It warns of root because messages could carry code; ours are JSON and nothing else is accepted.
    warnings.filterwarnings("ignore", category=SecurityWarning)


def _filled_shelf(settings: Settings, clock: Clock, playbooks: Sequence[Path]) -> Shelf:
    """The playbooks read, and no connection left open: a child must not find its parent's."""
    database = Database(settings.sqlalchemy_url)
    shelf = Shelf(database)
    try:
        for folder in playbooks:
            shelf.register(folder, clock())
    finally:
        database.close()
    return shelf
