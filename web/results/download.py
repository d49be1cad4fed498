"""The PDF itself."""

import re
import unicodedata
from hashlib import sha256

import structlog
from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from audit.store import reports
from audit.store.report_files import Unwritable
from audit.store.tables import Report, Revision
from web.brand import page_brand
from web.results.held import Held, held_result
from web.results.opening import note_opening
from web.security.access import Access, access
from web.services import services

LONGEST_NAME = 60
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


class AlteredError(Exception):
    """The file that is kept is not the one that was made; it is not handed out."""


@access(Access.HOLDER)
def pdf(public_id: str) -> Response:
    """The PDF of the newest result that has one, to be saved. 404 while there is none."""
    with services().database.reading() as session:
        held = held_result(session, public_id)
        ready = reports.latest_ready(session, held.audit.id) if held else None
        found = reports.with_revision(session, ready.id) if ready else None
    if held is None or found is None:
        words = "Ask for it below your result; it takes a few seconds."
        return _not_there(public_id, held, "There is no PDF yet", words, 404)
    report, revision = found
    if report.sha256 and report.sha256 in request.if_none_match:
        return Response(status=304, headers={"ETag": f'"{report.sha256}"'})
    try:
        content = content_of(report)
    except AlteredError:
        words = "The file that is kept is not the one that was made, so we do not hand it out. Your result is safe."
        return _not_there(public_id, held, "The PDF cannot be had right now", words, 500)
    if content is None:
        words = "The file cannot be read at the moment. Your result is safe; please try again in a minute."
        return _not_there(public_id, held, "The PDF cannot be had right now", words, 503)
    note_opening(report.id)
    response = Response(content, content_type="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=file_name(report.company, revision))
    if report.sha256:
        response.set_etag(report.sha256)
    return response


def file_name(company: str, revision: Revision) -> str:
    """`northwind-trading-profit-leaks-2026-11-21.pdf`: a name that every system can keep."""
    plain = unicodedata.normalize("NFKD", company).encode("ascii", "ignore").decode().lower()
    words = NOT_IN_NAMES.sub("-", plain)[:LONGEST_NAME].strip("-")
    parts = [words, "profit-leaks", f"{revision.made_at:%Y-%m-%d}"]
    return "-".join(part for part in parts if part) + ".pdf"


def content_of(report: Report) -> bytes | None:
    """The file, as it was made; None while there is none, or while it cannot be read. Raises AlteredError."""
    try:
        content = services().report_files.get(report.file_name) if report.file_name else None
    except Unwritable:
        return None
    if content is not None and report.sha256 and sha256(content).hexdigest() != report.sha256:
        structlog.get_logger().error("report is not as it was made", report=report.id)
        raise AlteredError
    return content


def _not_there(public_id: str, held: Held | None, heading: str, words: str, status: int) -> Response:
    page = render_template(
        "message.html",
        brand=page_brand(held.playbook) if held else None,
        heading=heading,
        paragraphs=(words,),
        link_url=url_for("results.result", public_id=public_id),
        link_text="To the result",
    )
    return make_response(page, status)
