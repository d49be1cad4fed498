"""Pages for machines that watch the server: is the process alive, can it do its work, how much is it doing."""

import hmac
import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta
from ipaddress import ip_address
from typing import Final

from flask import Blueprint, Response, abort, jsonify, request

from audit.store import processes
from audit.store.database import Unreachable
from audit.store.migrating import is_current
from web.metrics import exposition
from web.security.access import Access, access
from web.services import Services, services

LONGEST_SILENCE: Final = timedelta(seconds=30)
"""A worker says every few seconds that it is alive."""

LEAST_FREE_BYTES: Final = 200 * 1024 * 1024
PROXY_HEADERS: Final = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")

pages = Blueprint("health", __name__)


@pages.get("/healthz")
@access(Access.OPERATIONS)
def healthz() -> Response:
    """The process answers."""
    return jsonify(alive=True)


@pages.get("/readyz")
@access(Access.OPERATIONS)
def readyz() -> tuple[Response, int]:
    """Everything that a prospect's journey needs is there: 200, else 503. Each check says yes or no, nothing more."""
    found = {name: check(services()) for name, check in CHECKS.items()}
    ready = all(found.values())
    return jsonify(ready=ready, checks=found), 200 if ready else 503


@pages.get("/metrics")
@access(Access.OPERATIONS)
def metrics() -> Response:
    """For Prometheus: from this machine itself, or with METRICS_TOKEN as bearer token from elsewhere."""
    if not (_from_this_machine() or _has_token()):
        abort(404)
    return exposition()


def database_answers(known: Services) -> bool:
    """Whether the database can be asked."""
    return known.database.is_there()


def migrations_are_current(known: Services) -> bool:
    """Whether the database has the shape that this program needs."""
    try:
        return is_current(known.database)
    except Unreachable:
        return False


def broker_answers(known: Services) -> bool:
    """Whether the broker can be told of work. Without it work is still done, a few seconds later."""
    return known.broker_answers()


def worker_is_alive(known: Services) -> bool:
    """Whether a worker was heard of in the last half minute."""
    try:
        with known.database.reading() as session:
            seen_at = processes.last_seen(session, "worker")
    except Unreachable:
        return False
    return seen_at is not None and known.clock() - seen_at < LONGEST_SILENCE


def disk_has_room(known: Services) -> bool:
    """Whether there is room for some hundred reports in the data directory."""
    try:
        return shutil.disk_usage(known.settings.data_dir).free >= LEAST_FREE_BYTES
    except OSError:
        return False


CHECKS: Final[Mapping[str, Callable[[Services], bool]]] = {
    "database": database_answers,
    "migrations": migrations_are_current,
    "broker": broker_answers,
    "worker": worker_is_alive,
    "disk": disk_has_room,
}


def _from_this_machine() -> bool:
    """Whether the request began on this machine, and did not merely come through a proxy on it."""
    try:
        loopback = ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
    return loopback and not any(name in request.headers for name in PROXY_HEADERS)


def _has_token() -> bool:
    wanted = services().settings.metrics_token.get_secret_value()
    sent = request.authorization
    if not wanted or sent is None or sent.type != "bearer":
        return False
    return hmac.compare_digest((sent.token or "").encode(), wanted.encode())
