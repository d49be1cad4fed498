"""Asking for a list of leads, and once more for one that could not be made."""

from datetime import datetime, timedelta

from flask import redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from audit.store import exports
from audit.store.exports import FORMATS, Wanted
from audit.store.tables import JobState
from web.accounts.member import member
from web.console.exports.listing import page
from web.console.noting import note_access
from web.console.queue.asked import asked_before
from web.field_errors import FieldError
from web.request_log import request_id
from web.security.access import Access, access
from web.services import services
from workers.queue import JobKind

ASKED = "asked for an export"


@access(Access.SELLERS)
def ask() -> Response | tuple[str, int]:
    """Have the view made that the form comes from (`line`, and the search of this browser), or all leads."""
    chosen = request.form.get("format", "")
    if chosen not in FORMATS:
        return page([FieldError("export-csv", "Choose CSV or Excel.")]), 422
    known, now = services(), services().clock()
    with known.database.writing() as session:
        wanted = Wanted("", "", chosen)
        if "line" in request.form:
            filters = asked_before(session).filters
            wanted = Wanted(filters.line, filters.words, chosen)
        export = exports.ask(session, member().account_id, wanted, _expires_at(), request_id(), now)
    note_access(ASKED, f"export {export.public_id}", format=chosen)
    known.queue.nudge(JobKind.EXPORT, export.id, request_id())
    return redirect(url_for("console.exports.show"), 303)


@access(Access.SELLERS)
def again(export: str) -> Response:
    """Have a list that has failed made anew. 404 for anybody else's."""
    known, now = services(), services().clock()
    with known.database.writing() as session:
        found = exports.find(session, export, member().account_id)
        if found is None:
            raise NotFound
        due = found.state == JobState.FAILED and exports.run_again(session, found, _expires_at(), now)
    if due:
        note_access(ASKED, f"export {found.public_id}", format=found.format)
        known.queue.nudge(JobKind.EXPORT, found.id, request_id())
    return redirect(url_for("console.exports.show"), 303)


def _expires_at() -> datetime:
    return services().clock() + timedelta(days=services().settings.keep_exports_days)
