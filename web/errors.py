"""What a person sees when something is not as it should be: what happened, what to do, and that nothing is lost."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from jinja2 import TemplateError
from werkzeug.exceptions import HTTPException

from audit.playbook import PlaybookError
from audit.store.database import Unreachable
from audit.store.shelf import UnknownPlaybookError
from web.brand import PageBrand, page_brand
from web.offered import first_offered
from web.request_log import request_id
from web.security.access import NoKeyError, NotAllowedError, NotHeldError, NotSignedInError, NotSignedInToPortalError
from web.security.limits import TooOftenError

log = structlog.get_logger(__name__)

RETRY_SECONDS: Final = 10
SERVER_ERROR: Final = 500
NOT_SENT_AGAIN: Final = frozenset({"csrf_token", "code", "recovery_code"})
NEVER_SHOWN: Final = "password"
"""A field whose name has this word is typed once more: a password stands in no page."""

COOKIES: Final = "If this happens again, your browser may be keeping out cookies; this site needs one of its own."
START: Final = "Go to the start page"
CONSOLE: Final = "/console/"
PORTAL: Final = "/portal/"
TO_THE_PORTAL: Final = "Go to your companies"
PROGRAMS: Final = "/api/"
TO_THE_CONSOLE: Final = "Go to the console"


@dataclass(frozen=True, slots=True)
class Told:
    """A page with something to say. `again` offers to send once more what was typed."""

    status: int
    heading: str
    paragraphs: Sequence[str]
    again: bool = False
    code: str = ""


NOT_HELD: Final = Told(
    404,
    "This audit is not open in this browser",
    (
        "An audit opens in the browser it was begun in, for 90 days, and wherever its link was used.",
        "If you have the link to continue it, or the mail with your report, open that link here.",
        "Otherwise you can begin anew: it takes about two minutes.",
    ),
)
NOT_ALLOWED: Final = Told(
    403,
    "Your account may not do this",
    ("Somebody who looks after the accounts can give it another role.",),
)
FORGED: Final = Told(
    400,
    "Please send that once more",
    ("This page was open for so long that we could not be sure the form was yours. What you typed is kept.", COOKIES),
    again=True,
)
UNREACHABLE: Final = Told(
    503,
    "We cannot save anything at the moment",
    ("Everything you sent before this page is safe. Please wait a few seconds and send this once more.",),
    again=True,
)
NO_PLAYBOOK: Final = Told(
    503,
    "This page cannot be shown at the moment",
    (
        "The playbook that it was worked out with is not on this server.",
        "Nothing is lost, and every PDF that was made can still be had.",
        "We have been told, and put it right.",
    ),
)
MISSING: Final = Told(404, "There is no such page", ("The address may be cut off or mistyped.",))
WRONG_METHOD: Final = Told(405, "This page cannot be used like that", ("Please go back and use its button.",))
TOO_LARGE: Final = Told(413, "That is too long", ("Please go back and send less text.",))
UNREADABLE: Final = Told(400, "We could not read that", ("Please go back and try it once more.",))
TO_PROGRAMS: Final = {
    404: "There is no such address.",
    405: "This address takes GET and POST.",
    413: "Send at most 64 KB at a time.",
    429: "Too many requests with this key. The header Retry-After says for how many seconds to wait.",
}
BY_STATUS: Final = {told.status: told for told in (MISSING, WRONG_METHOD, TOO_LARGE)}


def answer_errors(app: Flask) -> None:
    """Have the app answer every error with a page in plain words."""
    app.register_error_handler(NotHeldError, lambda _: _page(NOT_HELD))
    app.register_error_handler(NotSignedInError, _sign_in_first)
    app.register_error_handler(NotSignedInToPortalError, _sign_in_to_portal_first)
    app.register_error_handler(NoKeyError, _key_needed)
    app.register_error_handler(NotAllowedError, lambda _: _page(NOT_ALLOWED))
    app.register_error_handler(CSRFError, lambda _: _page(FORGED))
    app.register_error_handler(TooOftenError, _too_often)
    app.register_error_handler(HTTPException, _known)
    for unreachable in Unreachable:
        app.register_error_handler(unreachable, _database_away)
    app.register_error_handler(UnknownPlaybookError, _no_playbook)
    app.register_error_handler(Exception, _unexpected)


def _sign_in_first(_: NotSignedInError) -> Response:
    """To the sign-in page, and from there back to the page that was asked for."""
    then = request.path if request.method == "GET" else None  # without its query, and None is left out
    return make_response(redirect(url_for("console.accounts.sign_in", then=then), 303))


def _sign_in_to_portal_first(_: NotSignedInToPortalError) -> Response:
    """To the portal's sign-in page, and from there back to the page that was asked for."""
    then = request.path if request.method == "GET" else None
    return make_response(redirect(url_for("portal.signing_in.show", then=then), 303))


def _key_needed(_: NoKeyError) -> Response:
    response = make_response({"error": "Send the key of an agreement as the header: Authorization: Bearer <key>"}, 401)
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _too_often(error: TooOftenError) -> Response:
    minutes = math.ceil(error.seconds / 60)
    when = "in a minute" if minutes == 1 else f"in {minutes} minutes at the latest"
    response = _page(
        Told(
            429,
            "That was asked for too often",
            (f"Somebody at your address has done this many times in a row. Please try again {when}.",),
            again=True,
        )
    )
    response.headers["Retry-After"] = str(error.seconds)
    return response


def _known(error: HTTPException) -> Response:
    status = error.code or SERVER_ERROR
    if 300 <= status < 400:
        return make_response(error.get_response())
    if status >= SERVER_ERROR:
        return _unexpected(error)
    told = BY_STATUS.get(status, Told(status, UNREADABLE.heading, UNREADABLE.paragraphs))
    response = _page(told)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _database_away(error: Exception) -> Response:
    log.warning("the database is away", error=type(error).__name__)
    response = _page(UNREACHABLE)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _no_playbook(error: UnknownPlaybookError) -> Response:
    log.error("a playbook is not in the database", exc_info=error)
    return _page(NO_PLAYBOOK)


def _unexpected(error: Exception) -> Response:
    log.error("a request failed", exc_info=error)
    return _page(
        Told(
            SERVER_ERROR,
            "Something went wrong on our side",
            (
                "Everything you sent before this page is safe. Please try once more in a moment.",
                "If it happens again, tell us this number:",
            ),
            again=True,
            code=request_id(),
        )
    )


def _page(told: Told) -> Response:
    if request.path.startswith(PROGRAMS):
        said = TO_PROGRAMS.get(told.status) or " ".join((f"{told.heading}.", *told.paragraphs, told.code)).strip()
        return make_response({"error": said}, told.status)
    try:
        kept = _kept() if told.again else ()
        html = render_template("error.html", told=told, kept=kept, brand=_brand(), **_on_from_here())
    except (TemplateError, LookupError, *Unreachable):
        log.exception("the error page failed")
        html = _bare(told)
    return make_response(html, told.status)


def _on_from_here() -> dict[str, str]:
    """Where the page's button leads: staff and operators to what they may open, everybody else to the start."""
    if request.path.startswith(CONSOLE):
        return {"start_url": url_for("console.accounts.sign_in"), "start_text": TO_THE_CONSOLE}
    if request.path.startswith(PORTAL):
        return {"start_url": url_for("portal.signing_in.companies"), "start_text": TO_THE_PORTAL}
    return {"start_url": url_for("quiz.home"), "start_text": START}


def _brand() -> PageBrand | None:
    """The brand of the first playbook, if it can be had: that may be what is wrong."""
    try:
        return page_brand(first_offered())
    except (PlaybookError, LookupError, *Unreachable):
        return None


def _kept() -> Sequence[tuple[str, str]]:
    """What was typed, to be sent again from the error page; nothing of a form that another site has sent."""
    ours = request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")
    if request.method != "POST" or not ours or request.content_length is None:
        return ()
    return tuple(
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in NOT_SENT_AGAIN and NEVER_SHOWN not in name
    )


def _bare(told: Told) -> str:
    """The same words without anything that could fail once more; all of them are our own."""
    said = "".join(f"<p>{paragraph}</p>" for paragraph in (*told.paragraphs, told.code))
    return f'<!doctype html><html lang="en"><title>{told.heading}</title><h1>{told.heading}</h1>{said}</html>'
