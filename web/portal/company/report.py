"""The PDF of a result: asked for, watched, downloaded. Once it is ready it is the same bytes each time."""

from flask import jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from audit.store.tables import JobState, Report, Revision
from web.portal.company.found import audit_here, result_here
from web.portal.operator import place
from web.quiz.scoring import UNNAMED_COMPANY
from web.request_log import request_id
from web.results.download import AlteredError, content_of
from web.results.opening import note_opening
from web.results.ordering import have_made
from web.results.progress import Progress, progress_of, size_in_words
from web.security.access import Access, access
from web.services import services

FAILED = "We tried several times. Every number is in the result, and nothing is lost. You can have it made once more."
AWAY = "The file cannot be read at the moment. Your result is safe; please try again in a minute."
ALTERED = (
    "The file that is kept is not the one that was made for you, so we do not hand it out. Your result is safe. "
    "We have been told, and put it right."
)


@access(Access.OPERATORS)
def order(company: str, audit: str, revision: int) -> Response:
    """Have the PDF of a result made, unless it is there or on its way; anew if it has failed."""
    here = place()
    named = "" if here.company == UNNAMED_COMPANY else here.company
    with services().database.writing() as session:
        audit_here(session, audit)
        result, _ = result_here(session, audit, revision)
        _, jobs = have_made(session, result, named, request_id(), services().clock())
    for kind, row_id in jobs:
        services().queue.nudge(kind, row_id, request_id())
    return redirect(url_for("portal.company.making", company=company, audit=audit, revision=revision), 303)


@access(Access.OPERATORS)
def making(company: str, audit: str, revision: int) -> Response | str:
    """How far the PDF is; once it is ready, the download. Before anybody has asked for it, back to the audit."""
    with services().database.reading() as session:
        result, report = result_here(session, audit, revision)
    if report is None:
        return redirect(url_for("portal.company.audit", company=company, audit=audit), 303)
    return render_template(
        "portal/audit_report.html",
        audit=audit,
        number=result.number,
        progress=_progress(report),
        failed=FAILED,
        size=size_in_words(report.size_bytes) if report.size_bytes else "",
    )


@access(Access.OPERATORS)
def state(company: str, audit: str, revision: int) -> Response:
    """The same for the script of the page."""
    with services().database.reading() as session:
        _, report = result_here(session, audit, revision)
    if report is None:
        return redirect(url_for("portal.company.audit", company=company, audit=audit), 303)
    progress = _progress(report)
    return jsonify(
        state=progress.state,
        heading=progress.heading,
        sentence=progress.sentence,
        percent=progress.percent,
        again_at=progress.again_at.isoformat() if progress.again_at else None,
        settled=progress.settled,
    )


@access(Access.OPERATORS)
def download(company: str, audit: str, revision: int) -> Response:
    """The PDF, to be saved. Before it is there, the page that says so; one that was altered is not handed out."""
    with services().database.reading() as session:
        result, report = result_here(session, audit, revision)
    if report is None or report.state != JobState.DONE:
        return redirect(url_for("portal.company.making", company=company, audit=audit, revision=revision), 302)
    if report.sha256 and report.sha256 in request.if_none_match:
        return Response(status=304, headers={"ETag": f'"{report.sha256}"'})
    try:
        content = content_of(report)
    except AlteredError:
        return _refused(company, audit, ALTERED, 500)
    if content is None:
        return _refused(company, audit, AWAY, 503)
    note_opening(report.id)
    return _file(report, result, content)


def _file(report: Report, result: Revision, content: bytes) -> Response:
    response = Response(content, content_type="application/pdf")
    name = f"profit-leaks-{result.made_at:%Y-%m-%d}-result-{result.number}.pdf"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    if report.sha256:
        response.set_etag(report.sha256)
    return response


def _progress(report: Report) -> Progress:
    return progress_of(report, services().clock())


def _refused(company: str, audit: str, words: str, status: int) -> Response:
    page = render_template(
        "portal/audit_message.html",
        heading="The PDF cannot be had right now",
        paragraphs=(words,),
        link_url=url_for("portal.company.audit", company=company, audit=audit),
        link_text="Back to the audit",
    )
    return make_response(page, status)
