"""What every answer tells the browser: run nothing but our own files, load nothing from elsewhere, keep nothing."""

from collections.abc import Callable

from flask import Flask, Response, request

from settings import Settings
from web.security.access import Access, rule_of

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",  # says the same to browsers that do not know frame-ancestors
}
WITH_A_SECRET = {"Referrer-Policy": "no-referrer"}
"""Of a page whose own address is a secret: it goes along with nothing that the page loads or leads to."""

ONE_YEAR_SECONDS = 31_536_000
FOR_EVER = f"public, max-age={ONE_YEAR_SECONDS}, immutable"
AN_HOUR = "public, max-age=3600"


def send_headers(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer of the app."""
    app.after_request(_adder(app, settings))


def _adder(app: Flask, settings: Settings) -> Callable[[Response], Response]:
    fixed = dict(HEADERS)
    if settings.secure:
        fixed["Strict-Transport-Security"] = f"max-age={ONE_YEAR_SECONDS}"

    def add(response: Response) -> Response:
        secret = request.endpoint is not None and rule_of(app, request.endpoint) is Access.TOKEN
        response.headers.extend(fixed | WITH_A_SECRET if secret else fixed)
        if request.endpoint == "static" and response.status_code < 400:
            # The address of an asset changes with its content (web.assets).
            response.headers["Cache-Control"] = FOR_EVER if "v" in request.args else AN_HOUR
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return add
