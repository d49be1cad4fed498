"""One paper of the company: waited for, made once more where that failed, and downloaded."""

from flask import abort, jsonify, make_response, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.store import papers
from audit.store.tables import Agreement, Paper, PaperKind
from web.papers.file import file_of
from web.papers.ordering import to_paper
from web.papers.standing import name_of, script_state, standing_of
from web.portal.operator import place
from web.results.progress import size_in_words
from web.security.access import Access, access
from web.services import services

AWAY = "It cannot be read at the moment. Nothing is lost; please try again in a minute."


@access(Access.OPERATORS)
def show(company: str, paper: str) -> str:
    """How far it is; once it is ready, the download."""
    with services().database.reading() as session:
        found = _found(session, paper)
        agreement = session.get(Agreement, found.agreement_id) if found.agreement_id else None
    return render_template(
        "portal/paper.html",
        paper=found,
        name=name_of(found),
        progress=standing_of(found, services().clock()),
        size=size_in_words(found.size_bytes) if found.size_bytes else "",
        until=found.expires_at,
        back=_back(company, found, agreement),
    )


@access(Access.OPERATORS)
def state(company: str, paper: str) -> Response:  # noqa: ARG001  # the rule has read it
    """The same for the script of the page."""
    with services().database.reading() as session:
        found = _found(session, paper)
    return jsonify(script_state(found, services().clock()))


@access(Access.OPERATORS)
def again(company: str, paper: str) -> Response:
    """Have one that failed made once more."""
    with services().database.writing() as session:
        found = _found(session, paper)
        papers.run_again(session, found, services().clock())
    return to_paper(company, found)


@access(Access.OPERATORS)
def download(company: str, paper: str) -> Response:
    """The file. Before it is there, the page that says so."""
    with services().database.reading() as session:
        found = _found(session, paper)
    if not papers.can_be_had(found, services().clock()):
        return redirect(url_for("portal.papers.show", company=company, paper=paper), 302)
    response = file_of(found, place().company)
    if response is not None:
        return response
    back = url_for("portal.papers.show", company=company, paper=paper)
    page = render_template(
        "portal/paper_away.html", heading=f"{name_of(found)} cannot be had right now", words=AWAY, back=back
    )
    return make_response(page, 503)


def _found(session: Session, public_id: str) -> Paper:
    found = papers.find(session, place().company_id, public_id)
    if found is None:
        abort(404)
    return found


def _back(company: str, paper: Paper, agreement: Agreement | None) -> tuple[str, str]:
    """Where the paper was asked for: the address, and what it is called."""
    if paper.kind == PaperKind.EVERYTHING:
        return url_for("portal.company.data", company=company), "Back to your data"
    if agreement is None:
        return url_for("portal.company.home", company=company), "Back to the overview"
    rooms = {
        PaperKind.AGREEMENT: ("portal.agreement.show", "Back to the agreement"),
        PaperKind.PROOF: ("portal.proving.show", "Back to the proof"),
        PaperKind.FIX_PAGE: ("portal.planning.fix", "Back to the fix"),
    }
    endpoint, words = rooms[PaperKind(paper.kind)]
    return url_for(endpoint, company=company, agreement=agreement.public_id), words
