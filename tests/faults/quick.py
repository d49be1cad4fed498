"""A worker or a sweeper that is less patient than the real ones: `python -m tests.faults.quick worker|sweeper`."""

import signal
import sys
from datetime import UTC, datetime, timedelta
from threading import Event

from audit.store.database import Database
from audit.store.shelf import Shelf
from logs import configure_logs
from settings import load_settings
from tests.workers.desk import STARTER
from workers.broker_urls import broker_url
from workers.queue import CeleryQueue
from workers.rules import JobRules, Rules
from workers.running import run_worker
from workers.services import open_services
from workers.sweeper import keep_sweeping

SECOND = timedelta(seconds=1)
QUICK = Rules(
    report=JobRules(5 * SECOND, (SECOND,) * 60),
    mail=JobRules(5 * SECOND, (SECOND,) * 60),
    mail_delivery=8 * SECOND,
    slack=JobRules(5 * SECOND, (SECOND,) * 60),
    sweep_every=0.2 * SECOND,
    nudge_again=SECOND,
    alive_every=0.5 * SECOND,
)


def clock() -> datetime:
    """The moment now."""
    return datetime.now(UTC)


def sweep() -> None:
    """Sweep until SIGTERM."""
    stopping = Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    settings = load_settings()
    shelf = Shelf(Database(settings.sqlalchemy_url))
    keep_sweeping(open_services(settings, clock, QUICK, shelf), CeleryQueue(broker_url(settings)), stopping)


if __name__ == "__main__":
    configure_logs(load_settings())
    if sys.argv[1] == "worker":
        sys.exit(run_worker(load_settings(), clock, [STARTER], QUICK))
    sweep()
