"""The file of a list, piece by piece: however large it is, it is never in memory as a whole."""

from typing import Final

from flask import make_response, render_template
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from audit.store import exports
from audit.store.report_files import Unwritable
from web.accounts.member import member
from web.console.exports.lines import can_be_had
from web.console.noting import note_access
from web.security.access import Access, access
from web.services import services

DOWNLOADED = "downloaded an export"
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
OVER = "This file is no longer there", "It could be downloaded for a limited time. You can ask for the list once more."
AWAY = "The file cannot be had right now", "It cannot be read at the moment. Please try again in a minute."


@access(Access.SELLERS)
def download(export: str) -> Response:
    """The file, for whoever asked for it. 404 for anybody else, and after its time."""
    now, known = services().clock(), services()
    with known.database.reading() as session:
        found = exports.find(session, export, member().account_id)
    if found is None:
        raise NotFound
    if not can_be_had(found, now) or found.file_name is None:
        return _not_there(*OVER, 404)
    try:
        pieces = known.report_files.pieces(found.file_name)
    except Unwritable:
        return _not_there(*AWAY, 503)
    if pieces is None:
        return _not_there(*OVER, 404)
    with known.database.writing() as session:
        exports.note_download(session, found.id, now)
    note_access(DOWNLOADED, f"export {found.public_id}", rows=str(found.rows_done), format=found.format)
    response = Response(pieces, content_type=TYPES[found.format])
    if found.size_bytes is not None:
        response.content_length = found.size_bytes
    day = found.created_at.astimezone(known.settings.team_zone)
    response.headers.set("Content-Disposition", "attachment", filename=f"leads-{day:%Y-%m-%d}.{found.format}")
    return response


def _not_there(heading: str, words: str, status: int) -> Response:
    return make_response(render_template("console/exports_gone.html", heading=heading, words=words), status)
