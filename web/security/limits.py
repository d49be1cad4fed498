"""How often something may be asked for: generous for an office behind one address, tight for a script.

Counted on the broker's server, so that all web processes count together; each by itself while that is away.
Addresses are counted under a keyed hash, never as such.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Any, Final, TypeVar

import structlog
from flask import Flask, current_app, request
from limits import parse
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from redis.backoff import NoBackoff
from redis.retry import Retry
from werkzeug.exceptions import TooManyRequests

from web.programs.held_key import current_key
from web.security.keys import fingerprint, purpose_key

View = TypeVar("View", bound=Callable[..., object])

STORAGE_SECONDS: Final = 0.25
"""How long a page waits for the counter before it counts by itself."""

AWAY_SECONDS: Final = 3.0
"""How long a counter that did not answer is left alone."""

_MARK = "_limits"
_TRIES = "plumbline tries"


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` is the most requests in a while, as `limits` reads it; counted for an address, an audit or a key."""

    name: str
    most: str
    methods: tuple[str, ...]
    for_each_audit: bool = False
    for_each_key: bool = False


STARTS = Limit("starts", "30 per 10 minutes", ("POST",))
REPORT_REQUESTS = Limit("report requests", "10 per hour", ("POST",))
REPORT_REQUESTS_OF_AN_AUDIT = Limit("report requests of an audit", "10 per hour", ("POST",), for_each_audit=True)
TOKEN_PAGES = Limit("token pages", "30 per minute", ("GET", "POST"))
SIGN_INS = Limit("sign-ins", "60 per 10 minutes", ("POST",))
PORTAL_LINKS = Limit("portal links", "20 per 10 minutes", ("POST",))
PROGRAMS = Limit("requests of a program", "120 per 10 minutes", ("GET", "POST"), for_each_key=True)
WRONG_SECRETS = Limit("wrong secrets", "10 per 15 minutes", ())
"""Wrong passwords and codes of one account, or of one address that has no account; counted by the pages themselves."""


def limit_starts(view: View) -> View:
    """Limit how many audits an address may begin: 30 in ten minutes."""
    return _marked(view, STARTS)


def limit_report_requests(view: View) -> View:
    """Limit how often the PDF may be asked for: 10 times an hour from an address, and as often for an audit."""
    return _marked(view, REPORT_REQUESTS, REPORT_REQUESTS_OF_AN_AUDIT)


def limit_token_pages(view: View) -> View:
    """Limit how many secret links an address may try: 30 a minute."""
    return _marked(view, TOKEN_PAGES)


def limit_sign_ins(view: View) -> View:
    """Limit how many passwords and codes an address may send: 60 in ten minutes, enough for an office on a Monday."""
    return _marked(view, SIGN_INS)


def limit_portal_links(view: View) -> View:
    """Limit how often an address may ask for links to sign in to the portal: 20 times in ten minutes."""
    return _marked(view, PORTAL_LINKS)


def limit_programs(view: View) -> View:
    """Limit how often a program may send and read measurements: 120 times in ten minutes with one key."""
    return _marked(view, PROGRAMS)


def limits_of(view: Callable[..., object]) -> tuple[Limit, ...]:
    """The limits that a view was given."""
    found = getattr(view, _MARK, ())
    return found if isinstance(found, tuple) else ()


class TooOftenError(TooManyRequests):
    """Somebody has asked for this more often than is allowed. `seconds`: how long the count goes on at most."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class Counters:
    """Counts at `storage_url`, as `limits` reads it; in this process's memory while nobody answers there."""

    def __init__(self, storage_url: str) -> None:
        # Any: the storage hands its options on to redis-py, which takes more than its types say.
        options: dict[str, Any] = (
            {
                "socket_timeout": STORAGE_SECONDS,
                "socket_connect_timeout": STORAGE_SECONDS,
                "retry": Retry(NoBackoff(), 0),
            }
            if storage_url.startswith("redis")
            else {}
        )
        self._shared = FixedWindowRateLimiter(storage_from_string(storage_url, **options))
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._away_until = 0.0

    def allow(self, limit: Limit, whose: str) -> bool:
        """Count one more for somebody; False if it is one too many. Never raises."""
        item = parse(limit.most)
        if time.monotonic() >= self._away_until:
            try:
                return self._shared.hit(item, "plumbline", limit.name, whose)
            except Exception as error:  # noqa: BLE001  # whatever ails the counter, no page fails for it
                self._away_until = time.monotonic() + AWAY_SECONDS
                structlog.get_logger().warning("each process counts by itself", error=type(error).__name__)
        return self._own.hit(item, "plumbline", limit.name, whose)

    def forget(self, limit: Limit, whose: str) -> None:
        """Count anew for somebody. Never raises."""
        item = parse(limit.most)
        self._own.clear(item, "plumbline", limit.name, whose)
        with suppress(Exception):  # the count ends by itself in a while
            self._shared.clear(item, "plumbline", limit.name, whose)


class Tries:
    """How often somebody's password or code was wrong of late. Each try counts, and a right one forgets them all."""

    def __init__(self, counters: Counters, key: bytes) -> None:
        self._counters, self._key = counters, key

    def allow(self, whose: str) -> bool:
        """Count a try; False if it is one too many. `whose`: "account 3", or the address that was typed."""
        return self._counters.allow(WRONG_SECRETS, fingerprint(self._key, whose))

    def forget(self, whose: str) -> None:
        """The try was right."""
        self._counters.forget(WRONG_SECRETS, fingerprint(self._key, whose))


def tries() -> Tries:
    """The tries that the app which answers this request counts."""
    found = current_app.extensions[_TRIES]
    if not isinstance(found, Tries):
        raise TypeError("the app counts no tries")
    return found


def enforce_limits(app: Flask, storage_url: str, secret_key: str) -> None:
    """Have the app refuse what is asked for too often: it raises TooOftenError, a 429. `storage_url` as Counters."""
    counters, key = Counters(storage_url), purpose_key(secret_key, "rate limits")
    app.extensions[_TRIES] = Tries(counters, key)

    def check() -> None:
        if request.endpoint is None:
            return
        for limit in limits_of(current_app.view_functions[request.endpoint]):
            if _counted_as(request.method) in limit.methods and not counters.allow(limit, _whose(limit, key)):
                raise TooOftenError(parse(limit.most).get_expiry())

    app.before_request(check)


def _counted_as(method: str) -> str:
    """A look without the page is a look: HEAD does all the work of GET, and would be a way around the count."""
    return "GET" if method == "HEAD" else method


def _whose(limit: Limit, key: bytes) -> str:
    """Who a request counts for, under a keyed hash."""
    if limit.for_each_audit:
        return fingerprint(key, f"audit {(request.view_args or {}).get('public_id', '')}")
    held = current_key() if limit.for_each_key else None
    if held is not None:
        return fingerprint(key, f"measuring key {held.key_id}")
    return fingerprint(key, network_of(request.remote_addr))


def network_of(address: str | None) -> str:
    """What counts as one address: an IPv4 address, or the /64 network that one household or office has in IPv6."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "unknown"
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return parsed.exploded[:19]


def _marked(view: View, *limits: Limit) -> View:
    setattr(view, _MARK, (*limits_of(view), *limits))
    return view
