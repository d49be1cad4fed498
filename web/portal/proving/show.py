"""The proof: the number over time, the dollars, and whether the change is real."""

from flask import abort, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.store import agreements
from audit.store.tables import Agreement
from web.papers.ordering import to_paper
from web.papers.proof_page import Who, order_proof, paper_words, proof_page
from web.portal.operator import operator, place
from web.security.access import Access, access
from web.services import services


@access(Access.OPERATORS)
def show(company: str, agreement: str) -> str:  # noqa: ARG001  # the access rule has read the company
    """The page."""
    with services().database.reading() as session:
        found = proof_page(session, _found(session, agreement))
    here = place().public_id
    return render_template(
        "portal/proof.html",
        proof=found,
        company=here,
        papers=[(url_for("portal.papers.show", company=here, paper=p.public_id), paper_words(p)) for p in found.papers],
    )


@access(Access.OPERATORS)
def order_paper(company: str, agreement: str) -> Response:
    """The proof as a PDF, as it stands now. Before it is signed there is none: back to the page, which says so."""
    now = services().clock()
    with services().database.writing() as session:
        found = _found(session, agreement)
        paper = order_proof(session, found, Who(person_id=operator().person_id), now)
    if paper is None:
        return redirect(url_for("portal.proving.show", company=company, agreement=agreement), 303)
    return to_paper(company, paper)


def _found(session: Session, public_id: str) -> Agreement:
    found = agreements.find(session, place().company_id, public_id)
    if found is None:
        abort(404)
    return found
