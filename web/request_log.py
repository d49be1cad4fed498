"""One line of log a request: which route, how it went, how long it took. Never the page's address or the visitor's."""

import re
import secrets
from time import perf_counter
from typing import Final

import structlog
from flask import Flask, Response, g, request

HEADER: Final = "X-Request-ID"
SANE: Final = re.compile(r"[A-Za-z0-9-]{8,36}")
"""What a proxy may hand over as a request's id: letters, digits and dashes, a UUID at most."""

QUIET_ENDPOINTS: Final = frozenset({"static", "health.healthz", "health.readyz", "health.metrics"})

log = structlog.get_logger(__name__)


def request_id() -> str:
    """The id of this request, to go along with the work that it asks for."""
    return str(g.request_id)


def log_requests(app: Flask) -> None:
    """Give every request an id and write its line when it is answered."""
    app.before_request(_begin)
    app.after_request(_end)


def route_rule() -> str:
    """The route as it is declared, `/report/<token>` and not the token; "unknown" for a page that there is not."""
    return request.url_rule.rule if request.url_rule is not None else "unknown"


def _begin() -> None:
    sent = request.headers.get(HEADER, "")
    g.request_id = sent if SANE.fullmatch(sent) else secrets.token_hex(8)
    g.began = perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    response.headers[HEADER] = g.request_id
    write = log.debug if request.endpoint in QUIET_ENDPOINTS and response.status_code < 500 else log.info
    write(
        "request",
        method=request.method,
        route=route_rule(),
        status=response.status_code,
        milliseconds=round((perf_counter() - g.began) * 1000, 1),
    )
    return response
