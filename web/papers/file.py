"""The file of a paper: always the same bytes, or none."""

import re
import unicodedata
from hashlib import sha256

import structlog
from flask import request
from werkzeug.wrappers import Response

from audit.store import papers
from audit.store.report_files import Unwritable
from audit.store.tables import Paper, PaperKind
from web.services import services

LONGEST_NAME = 60
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
WHAT = {
    PaperKind.AGREEMENT: "agreement",
    PaperKind.PROOF: "proof",
    PaperKind.FIX_PAGE: "fix",
    PaperKind.EVERYTHING: "data",
}


def file_of(paper: Paper, company: str) -> Response | None:
    """The file, to be saved under a name with the company's in it. None while it cannot be had as it was made."""
    known = services()
    if not papers.can_be_had(paper, known.clock()) or paper.file_name is None:
        return None
    if paper.sha256 and paper.sha256 in request.if_none_match:
        return Response(status=304, headers={"ETag": f'"{paper.sha256}"'})
    try:
        content = known.report_files.get(paper.file_name)
    except Unwritable:
        return None
    if content is None or sha256(content).hexdigest() != paper.sha256:
        structlog.get_logger().error("paper is not as it was made", paper=paper.id, missing=content is None)
        return None
    kind = "application/zip" if paper.kind == PaperKind.EVERYTHING else "application/pdf"
    response = Response(content, content_type=kind)
    response.headers.set("Content-Disposition", "attachment", filename=_file_name(paper, company))
    response.set_etag(paper.sha256)
    return response


def _file_name(paper: Paper, company: str) -> str:
    """`northwind-proof-2027-03-01.pdf`: a name that every system can keep."""
    plain = unicodedata.normalize("NFKD", company).encode("ascii", "ignore").decode().lower()
    words = NOT_IN_NAMES.sub("-", plain)[:LONGEST_NAME].strip("-")
    ending = (paper.file_name or "").rpartition(".")[2]
    parts = [words, WHAT[PaperKind(paper.kind)], f"{paper.as_of:%Y-%m-%d}"]
    return "-".join(part for part in parts if part) + f".{ending}"
