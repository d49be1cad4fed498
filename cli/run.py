"""`plumbline run`: everything on this machine, with no server to install and nothing to set."""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from types import FrameType

import click

from audit.store.database import Database
from audit.store.migrating import migrate
from cli.children import Child, Role, Say
from cli.ends import CommandError
from cli.playbooks import find_playbook, load_playbook
from cli.serving import started, tethered_option, with_a_database
from settings import Settings
from workers.broker import BrokerError, EmbeddedBroker
from workers.tether import tie_to

ROLES = (
    Role("worker", ["worker"], stop_within_seconds=40.0),
    Role("sweeper", ["sweeper"], stop_within_seconds=10.0),
    Role("web", ["web"], stop_within_seconds=15.0),
)
"""In the order of their start; they stop the other way round."""

BROKER_PAUSE_SECONDS = 5.0
LOOK_EVERY_SECONDS = 0.2
UP_WITHIN_SECONDS = 60.0
WIDTH = max(len(role.name) for role in ROLES)


@click.command("run")
@tethered_option
@with_a_database
def run_command(parent: int | None) -> None:
    """Run web server, worker and sweeper together, with a database and a broker of their own where none is set.

    Ctrl-C or SIGTERM stops all of them in order.
    """
    if parent is not None:
        tie_to(parent)
    settings = started()
    for named in settings.playbooks:
        load_playbook(find_playbook(named))
    with _stop_signals() as stopping, _broker(settings) as broker:
        _check_port(settings)
        database = Database(settings.sqlalchemy_url)
        migrate(database)
        database.close()
        _supervise(settings, broker, stopping)


def _supervise(settings: Settings, broker: EmbeddedBroker | None, stopping: threading.Event) -> None:
    """Run the children until told to stop."""
    say = _speaker()
    children = [Child(role, say) for role in ROLES]
    keep_broker_up = BrokerKeeper(broker, say)
    try:
        for child in children:
            child.start()
        threading.Thread(target=_announce, args=[settings, say, stopping], daemon=True).start()
        while not stopping.wait(LOOK_EVERY_SECONDS):
            for child in children:
                child.restart_if_dead()
            keep_broker_up()
    finally:
        say("plumbline", "stopping")
        for child in reversed(children):
            child.stop()


class BrokerKeeper:
    """Starts the embedded broker again when it has died; meanwhile the rows in the database wait."""

    def __init__(self, broker: EmbeddedBroker | None, say: Say) -> None:
        self._broker = broker
        self._say = say
        self._due_at = 0.0

    def __call__(self) -> None:
        """Look after it; a start that fails is not tried again at once."""
        if self._broker is None or self._broker.is_running() or time.monotonic() < self._due_at:
            return
        self._due_at = time.monotonic() + BROKER_PAUSE_SECONDS
        self._say("broker", "ended, starts again")
        try:
            self._broker.start()
        except BrokerError as error:
            self._say("broker", str(error))


@contextmanager
def _broker(settings: Settings) -> Iterator[EmbeddedBroker | None]:
    """The embedded broker, unless the settings name another."""
    if settings.broker_url.get_secret_value():
        yield None
        return
    try:
        broker = EmbeddedBroker(settings.data_dir)
        broker.start()
    except BrokerError as error:
        raise CommandError(str(error)) from error
    try:
        yield broker
    finally:
        broker.stop()


@contextmanager
def _stop_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set; a second Ctrl-C is not waited for: the terminal's user knows better."""
    stopping = threading.Event()

    def stop(number: int, _frame: FrameType | None) -> None:
        if stopping.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stopping.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _check_port(settings: Settings) -> None:
    """Raises CommandError where somebody else listens already."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise CommandError(
                f"{settings.host}:{settings.port} cannot be listened on ({os.strerror(error.errno or 0)}). Stop what "
                "uses it, or choose another PORT."
            ) from error


def _announce(settings: Settings, say: Say, stopping: threading.Event) -> None:
    """Say where the pages are, once they are there."""
    until = time.monotonic() + UP_WITHIN_SECONDS
    while not stopping.is_set() and time.monotonic() < until:
        if _is_up(settings):
            say("plumbline", f"is at {settings.public_url} (listening on {settings.host}:{settings.port})")
            return
        stopping.wait(LOOK_EVERY_SECONDS)


def _is_up(settings: Settings) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104  # asked, not listened on
    connection = HTTPConnection(host, settings.port, timeout=2.0)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _speaker() -> Say:
    """Lines on standard output, each with who says it; one line at a time."""
    lock = threading.Lock()

    def say(who: str, what: str) -> None:
        with lock:
            sys.stdout.write(f"{who:<{WIDTH}} | {what}\n" if who != "plumbline" else f"Plumbline {what}\n")
            sys.stdout.flush()

    return say
