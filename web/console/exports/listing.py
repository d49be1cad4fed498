"""The lists that somebody asked for: shown, and asked for again by the script of the page while one is being made."""

from collections.abc import Sequence

from flask import jsonify, render_template
from werkzeug.wrappers import Response

from audit.store import exports
from web.accounts.member import member
from web.console.exports.lines import Line, line_of
from web.security.access import Access, access
from web.services import services

SHOWN = 50


@access(Access.SELLERS)
def show() -> str:
    """My lists, the newest first."""
    return page(())


@access(Access.SELLERS)
def state() -> Response:
    """The same for a script: how far each is, and whether the page has to be loaded anew."""
    found = _lines()
    return jsonify(
        {one.public_id: {"state": one.state, "sentence": one.sentence, "percent": one.percent} for one in found}
    )


def page(errors: Sequence[object]) -> str:
    """The page, with what is wrong with a form that led here."""
    found = _lines()
    return render_template(
        "console/exports.html",
        lines=found,
        settled=all(one.settled for one in found),
        errors=errors,
        keep_days=services().settings.keep_exports_days,
        zone=services().settings.business_time_zone,
    )


def _lines() -> Sequence[Line]:
    zone, now = services().settings.team_zone, services().clock()
    with services().database.reading() as session:
        return [line_of(one, now, zone) for one in exports.of_account(session, member().account_id, SHOWN)]
