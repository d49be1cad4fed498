"""How often something may be asked for: generous for an office behind one address, tight for a script.

Counted on the broker's server, so that all web processes count together; each by itself while that is away.
Addresses are counted under a keyed hash, never as such.
"""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Any, Final, TypeVar

from flask import Flask, request
from flask_limiter import Limiter
from redis.backoff import NoBackoff
from redis.retry import Retry

from web.security.keys import fingerprint, purpose_key

View = TypeVar("View", bound=Callable[..., object])

STORAGE_SECONDS: Final = 0.25
"""How long a page waits for the counter before it counts by itself."""

_MARK = "_limits"


@dataclass(frozen=True, slots=True)
class Limit:
    """`most` is the most requests in a while, as Flask-Limiter reads it; counted for an address or for an audit."""

    name: str
    most: str
    methods: tuple[str, ...]
    for_each_audit: bool = False


STARTS = Limit("starts", "30 per 10 minutes", ("POST",))
REPORT_REQUESTS = Limit("report requests", "10 per hour", ("POST",))
REPORT_REQUESTS_OF_AN_AUDIT = Limit("report requests of an audit", "10 per hour", ("POST",), for_each_audit=True)
TOKEN_PAGES = Limit("token pages", "30 per minute", ("GET", "POST"))


def limit_starts(view: View) -> View:
    """Limit how many audits an address may begin: 30 in ten minutes."""
    return _marked(view, STARTS)


def limit_report_requests(view: View) -> View:
    """Limit how often the PDF may be asked for: 10 times an hour from an address, and as often for an audit."""
    return _marked(view, REPORT_REQUESTS, REPORT_REQUESTS_OF_AN_AUDIT)


def limit_token_pages(view: View) -> View:
    """Limit how many secret links an address may try: 30 a minute."""
    return _marked(view, TOKEN_PAGES)


def limits_of(view: Callable[..., object]) -> tuple[Limit, ...]:
    """The limits that a view was given."""
    found = getattr(view, _MARK, ())
    return found if isinstance(found, tuple) else ()


def enforce_limits(app: Flask, storage_url: str, secret_key: str) -> Limiter:
    """Put the limits on the app's views, which have to be registered by now. `storage_url` as `limits` reads it."""
    # Any: the storage hands its options on to redis-py, which takes more than Flask-Limiter's types say.
    options: dict[str, Any] = (
        {"socket_timeout": STORAGE_SECONDS, "socket_connect_timeout": STORAGE_SECONDS, "retry": Retry(NoBackoff(), 0)}
        if storage_url.startswith("redis")
        else {}
    )
    key = purpose_key(secret_key, "rate limits")
    limiter = Limiter(
        lambda: fingerprint(key, network_of(request.remote_addr)),
        app=app,
        storage_uri=storage_url,
        storage_options=options,
        in_memory_fallback_enabled=True,
        key_prefix="plumbline",
    )
    limited = {view: _limited(limiter, view, key) for view in app.view_functions.values() if limits_of(view)}
    app.view_functions = {endpoint: limited.get(view, view) for endpoint, view in app.view_functions.items()}
    return limiter


def _limited(limiter: Limiter, view: Any, key: bytes) -> Any:  # noqa: ANN401  # a view, as Flask types it in many ways
    """The view behind its counters. To be called once for each view: Flask-Limiter keeps counters by its name."""
    for limit in limits_of(view):
        by_audit = (lambda: _audit_key(key)) if limit.for_each_audit else None
        counter = limiter.shared_limit(limit.most, scope=limit.name, methods=list(limit.methods), key_func=by_audit)
        view = counter(view)
    return view


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


def _audit_key(key: bytes) -> str:
    named = (request.view_args or {}).get("public_id", "")
    return fingerprint(key, f"audit {named}")


def _marked(view: View, *limits: Limit) -> View:
    setattr(view, _MARK, (*limits_of(view), *limits))
    return view
