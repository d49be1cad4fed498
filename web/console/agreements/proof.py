"""An agreement's proof as staff see it, and its papers."""

from flask import abort, jsonify, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.store import agreements, papers
from audit.store.tables import Agreement, Company, Paper
from web.accounts.member import member
from web.console.noting import note_access
from web.papers.file import file_of
from web.papers.ordering import nudge
from web.papers.proof_page import Who, order_proof, paper_words, proof_page
from web.papers.standing import name_of, script_state, standing_of
from web.results.progress import size_in_words
from web.security.access import ROLES, Access, access
from web.services import services

LOOKED = "looked at a proof"
ORDERED = "asked for a proof"
DOWNLOADED = "downloaded a paper"


@access(Access.READERS)
def show(agreement: str) -> str:
    """The proof."""
    with services().database.reading() as session:
        row = _agreement(session, agreement)
        company = session.get_one(Company, row.company_id)
        found = proof_page(session, row)
    note_access(LOOKED, agreement)
    return render_template(
        "console/agreement_proof.html",
        proof=found,
        company=company,
        may_sell=member().role in ROLES[Access.SELLERS],
        papers=[
            (url_for("console.agreements.paper", agreement=agreement, paper=one.public_id), paper_words(one))
            for one in found.papers
        ],
    )


@access(Access.SELLERS)
def order(agreement: str) -> Response:
    """The proof as a PDF, as it stands now. Before it is signed there is none: back to the page, which says so."""
    with services().database.writing() as session:
        row = _agreement(session, agreement)
        paper = order_proof(session, row, Who(account_id=member().account_id), services().clock())
    if paper is None:
        return redirect(url_for("console.agreements.proof", agreement=agreement), 303)
    note_access(ORDERED, agreement)
    return _to_paper(agreement, paper)


@access(Access.READERS)
def paper_page(agreement: str, paper: str) -> str:
    """How far a paper of the agreement is; once it is ready, the download."""
    with services().database.reading() as session:
        found = _paper(session, agreement, paper)
    return render_template(
        "console/agreement_paper.html",
        paper=found,
        agreement=agreement,
        progress=standing_of(found, services().clock()),
        size=size_in_words(found.size_bytes) if found.size_bytes else "",
    )


@access(Access.READERS)
def paper_state(agreement: str, paper: str) -> Response:
    """The same for the script of the page."""
    with services().database.reading() as session:
        found = _paper(session, agreement, paper)
    return jsonify(script_state(found, services().clock()))


@access(Access.SELLERS)
def paper_again(agreement: str, paper: str) -> Response:
    """Have one that failed made once more."""
    with services().database.writing() as session:
        found = _paper(session, agreement, paper)
        papers.run_again(session, found, services().clock())
    return _to_paper(agreement, found)


@access(Access.READERS)
def paper_file(agreement: str, paper: str) -> Response | tuple[str, int]:
    """The file; noted, as every download of a company's data is."""
    with services().database.reading() as session:
        found = _paper(session, agreement, paper)
        company = session.get_one(Company, found.company_id).name
    if not papers.can_be_had(found, services().clock()):
        return redirect(url_for("console.agreements.paper", agreement=agreement, paper=paper), 302)
    response = file_of(found, company)
    if response is None:
        page = render_template(
            "console/agreement_paper_away.html", name=name_of(found), agreement=agreement, paper=paper
        )
        return page, 503
    note_access(DOWNLOADED, agreement, kind=found.kind)
    return response


def _to_paper(agreement: str, paper: Paper) -> Response:
    nudge(paper)
    return redirect(url_for("console.agreements.paper", agreement=agreement, paper=paper.public_id), 303)


def _agreement(session: Session, public_id: str) -> Agreement:
    found = agreements.find_for_staff(session, public_id)
    if found is None:
        abort(404)
    return found


def _paper(session: Session, agreement: str, public_id: str) -> Paper:
    found = papers.find_of_agreement(session, _agreement(session, agreement).id, public_id)
    if found is None:
        abort(404)
    return found
