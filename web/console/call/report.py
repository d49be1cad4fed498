"""The PDF of a lead's newest result: asked for, watched, downloaded, tried again."""

from flask import abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from audit.store import activity, calls, claims, mails
from audit.store.activity import Kind
from audit.store.tables import JobState, Report
from web.accounts.member import member
from web.console.call.case import case_of, say_next
from web.console.call.reports_view import reports_of
from web.console.noting import note_access
from web.request_log import request_id
from web.results.download import AlteredError, content_of, file_name
from web.results.ordering import have_made, have_mailed
from web.security.access import Access, access
from web.services import services
from workers.queue import JobKind

MAIL_FIELD = "mail"


@access(Access.SELLERS)
def order(lead: str) -> Response:
    """Have the newest result made into a PDF, and its link mailed if the box is ticked and there is an address."""
    now, asked_by = services().clock(), member().account_id
    with services().database.writing() as session:
        case = case_of(session, lead, to_change=True)
        if case.newest is None:
            return redirect(url_for("console.call.show", lead=lead), 303)
        report, jobs = have_made(session, case.newest, case.lead.company, request_id(), now)
        person = calls.person(session, case.contact.person_id) if case.contact else None
        wanted = MAIL_FIELD in request.form and person is not None
        mailed = False
        if wanted and person is not None:
            jobs += have_mailed(session, report, person, request_id(), now)
            mailed = any(one.person_id == person.id for one in mails.of_report(session, report.id))
        after = {"revision": str(case.number), "mailed": "yes" if mailed else ""}
        activity.note(session, case.audit.id, now, asked_by, Kind.PDF_ASKED, {}, after)
    for kind, row_id in jobs:
        services().queue.nudge(kind, row_id, request_id())
    say_next("pdf and mail" if mailed else "pdf, no mail" if wanted else "pdf")
    return _back(lead)


@access(Access.SELLERS)
def run_again(lead: str, report: int) -> Response:
    """Start a PDF anew that could not be made."""
    with services().database.writing() as session:
        case = case_of(session, lead)
        if calls.report(session, case.audit.id, report) is None:
            abort(404)
        again = claims.run_again(session, Report, report, services().clock())
    if again:
        services().queue.nudge(JobKind.REPORT, report, request_id())
    say_next("again" if again else "not again")
    return _back(lead)


@access(Access.READERS)
def state(lead: str) -> Response:
    """Where the newest PDF stands, for the script of the page."""
    with services().database.reading() as session:
        case = case_of(session, lead)
        found = reports_of(session, case, services().clock(), sends_mail=services().settings.sends_mail)
    newest = found.newest
    ready = newest is not None and newest.state == "ready"
    address = url_for("console.call.download", lead=lead, report=newest.report_id) if newest and ready else ""
    return jsonify(
        words=newest.words if newest else "",
        on_its_way=found.on_its_way,
        failed=newest is not None and newest.state == "failed",
        download=address,
        size=newest.size if newest else "",
        mail=found.mail,
    )


@access(Access.READERS)
def download(lead: str, report: int) -> Response:
    """A finished PDF. That it was downloaded is noted."""
    with services().database.reading() as session:
        case = case_of(session, lead)
        found = calls.report(session, case.audit.id, report)
    if found is None or found[0].state != JobState.DONE:
        abort(404)
    try:
        content = content_of(found[0])
    except AlteredError:
        abort(500)
    if content is None:
        abort(503)
    note_access("downloaded a report", lead, report=str(report))
    response = Response(content, content_type="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=file_name(found[0].company, found[1]))
    return response


def _back(lead: str) -> Response:
    return redirect(url_for("console.call.show", lead=lead, _anchor="pdf"), 303)
