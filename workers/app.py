"""The Celery app of a worker, put together from its settings. Nothing here is global: every call makes another app."""

import signal
from collections.abc import Callable
from types import FrameType

import structlog
from celery import Celery, signals

from audit.store.shelf import Shelf
from settings import Settings
from workers.broker_urls import broker_url
from workers.celery_settings import worker_settings
from workers.heartbeat import alive_step
from workers.queue import message_queues
from workers.rules import Rules
from workers.services import Clock, WorkerServices, open_services
from workers.tasks import register_tasks


def make_app(settings: Settings, clock: Clock, shelf: Shelf, rules: Rules) -> Celery:
    """Return the app with its tasks. Each child process opens services of its own after the fork."""
    app = Celery("plumbline", set_as_current=False)
    app.conf.update(worker_settings(broker_url(settings), settings.worker_processes), task_queues=message_queues())
    opened = _OpenedServices(lambda: open_services(settings, clock, rules, shelf))
    register_tasks(app, opened)
    app.steps["consumer"].add(alive_step(settings, clock, rules))
    # Kept alive by the app: Celery holds receivers weakly.
    signals.worker_process_init.connect(opened.open, weak=False)
    # Logs are set up before the app is made; Celery leaves them as they are.
    signals.setup_logging.connect(_leave_logs, weak=False)
    return app


class _OpenedServices:
    """The services of this process, opened when it starts or when they are first needed."""

    def __init__(self, opening: Callable[[], WorkerServices]) -> None:
        self._opening = opening
        self._services: WorkerServices | None = None

    def __call__(self) -> WorkerServices:
        if self._services is None:
            self._services = self._opening()
        return self._services

    def open(self, **_: object) -> None:
        """In a child process, before its first job: services of its own, and a way to be told that it is to end."""
        self._services = None
        stopping = self().stopping

        def stop(_signal: int, _frame: FrameType | None) -> None:
            stopping.set()

        signal.signal(signal.SIGTERM, stop)


def _leave_logs(**_: object) -> None:
    structlog.contextvars.clear_contextvars()
