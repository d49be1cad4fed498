"""The sweeper: announces rows that are due and that no message seems to be about. A lost message costs a moment."""

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event

import structlog

from audit.store import claims, processes, proofs
from audit.store.claims import JobTable
from audit.store.database import Unreachable
from audit.store.tables import Export, Mail, Paper, Removal, Report, SlackPost
from workers.heartbeat import SWEEPER, say_alive
from workers.lead_watch import watch_leads
from workers.queue import JobKind, WatchedQueue
from workers.recovery_watch import watch_agreements
from workers.retention import remove_what_is_old
from workers.services import WorkerServices

TABLES: dict[JobKind, JobTable] = {
    JobKind.REPORT: Report,
    JobKind.MAIL: Mail,
    JobKind.SLACK: SlackPost,
    JobKind.EXPORT: Export,
    JobKind.REMOVAL: Removal,
    JobKind.PAPER: Paper,
}
MOST_AT_ONCE = 200
TIDY_EVERY_SECONDS = 3600.0
FORGET_PROCESSES_AFTER = timedelta(days=1)


def sweep(services: WorkerServices, queue: WatchedQueue) -> int:
    """Nudge what is due; returns how many. Does nothing while the broker is away or has enough to pass on."""
    return sum(_sweep(services, queue, kind, table) for kind, table in TABLES.items())


def _sweep(services: WorkerServices, queue: WatchedQueue, kind: JobKind, table: JobTable) -> int:
    rules, now = services.rules, services.clock()
    waiting = queue.length(kind)
    if waiting is None or waiting >= rules.nudges_waiting:
        return 0
    with services.database.reading() as session:
        due = claims.due(session, table, now, now - rules.nudge_again, MOST_AT_ONCE)
    if not due:
        return 0
    with services.database.writing() as session:
        claims.mark_nudged(session, table, [row_id for row_id, _ in due], now)
    for row_id, request_id in due:
        queue.nudge(kind, row_id, request_id)
    return len(due)


def keep_sweeping(services: WorkerServices, queue: WatchedQueue, stopping: Event) -> None:
    """Sweep until `stopping` is set. Outages of the database and the broker are logged once each, and outlived."""
    alive = _Every(
        services.rules.alive_every.total_seconds(), lambda: say_alive(services.database, SWEEPER, services.clock)
    )
    tidy = _Every(TIDY_EVERY_SECONDS, lambda: tidy_up(services))
    retain = _Every(TIDY_EVERY_SECONDS, lambda: remove_what_is_old(services, queue))
    database, broker = _Outage("database"), _Outage("broker")
    while not stopping.is_set():
        try:
            broker.note(away=not queue.answers())
            watch_leads(services)
            watch_agreements(services)
            sweep(services, queue)
            alive()
            tidy()
            retain()
            database.note(away=False)
        except Unreachable:
            database.note(away=True)
        stopping.wait(services.rules.sweep_every.total_seconds())


def tidy_up(services: WorkerServices) -> None:
    """Drop what nobody will ask for again: proofs that are over, processes that are long gone."""
    now = services.clock()
    with services.database.writing() as session:
        proofs.forget_expired(session, now)
        processes.forget(session, now - FORGET_PROCESSES_AFTER)


class _Every:
    """Calls something at most once in a while; again at once, where it says that there is more to do."""

    def __init__(self, seconds: float, call: Callable[[], object]) -> None:
        self._seconds, self._call = seconds, call
        self._due = 0.0

    def __call__(self) -> None:
        if time.monotonic() >= self._due:
            self._due = time.monotonic() + self._seconds
            if self._call() is True:
                self._due = 0.0


class _Outage:
    """Says once that something is away, and once that it is back."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._away = False

    def note(self, *, away: bool) -> None:
        if away == self._away:
            return
        self._away = away
        if away:
            structlog.get_logger().warning("away", service=self._name)
        else:
            structlog.get_logger().info("back", service=self._name)
