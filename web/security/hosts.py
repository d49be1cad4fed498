"""In production the pages answer under their own name alone, so that no link can be made to point elsewhere."""

from urllib.parse import urlsplit

from flask import Flask, abort, request

from settings import Settings
from web.security.access import Access, rule_of

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


def refuse_other_hosts(app: Flask, settings: Settings) -> None:
    """Answer 400 to requests under another name than that of PUBLIC_URL, or this machine's own.

    Machines that watch the server may use any: they tend to know an address, not a name.
    """
    if settings.mode != "production":
        return
    ours = LOOPBACK_NAMES | {urlsplit(settings.public_url).netloc.lower()}

    def check() -> None:
        watching = request.endpoint is not None and rule_of(app, request.endpoint) is Access.OPERATIONS
        host = request.host.lower()
        if not watching and host not in ours and host.rpartition(":")[0] not in LOOPBACK_NAMES:
            abort(400)

    app.before_request(check)
