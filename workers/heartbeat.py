"""A worker says in the database that it is alive, so that the health page can tell."""

from typing import Any

import structlog
from celery import bootsteps

from audit.store import processes
from audit.store.database import Database, Unreachable
from settings import Settings
from workers.rules import Rules
from workers.services import Clock, process_name

WORKER = "worker"
SWEEPER = "sweeper"


def say_alive(database: Database, kind: str, clock: Clock) -> bool:
    """Note that this process is alive. False while the database is away."""
    try:
        with database.writing() as session:
            processes.say_alive(session, process_name(kind), kind, clock())
    except Unreachable:
        return False
    return True


def alive_step(settings: Settings, clock: Clock, rules: Rules) -> type[bootsteps.StartStopStep]:
    """A step of a worker's start after which it says regularly that it is alive, as long as it reaches the broker.

    It runs in the parent process, which forks: so it opens the database anew each time, and leaves nothing open.
    """

    def beat() -> None:
        database = Database(settings.sqlalchemy_url)
        try:
            if not say_alive(database, WORKER, clock):
                structlog.get_logger().warning("database away")
        finally:
            database.close()

    class Alive(bootsteps.StartStopStep):
        requires = ("celery.worker.consumer.tasks:Tasks",)

        def __init__(self, parent: Any, **options: Any) -> None:  # noqa: ANN401  # as Celery makes it
            super().__init__(parent, **options)
            self._timer: Any = None

        def start(self, parent: Any) -> None:  # noqa: ANN401  # Celery's consumer
            beat()
            self._timer = parent.timer.call_repeatedly(rules.alive_every.total_seconds(), beat)

        def stop(self, parent: Any) -> None:  # noqa: ANN401, ARG002  # Celery's consumer, and its signature
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    return Alive
