"""A version of the agreement as a PDF, for the file of the consultancy."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from web.accounts.member import member
from web.agreements.as_paper import order_agreement
from web.agreements.signing import typed_number
from web.console.agreements.show import found
from web.console.noting import note_access
from web.papers.ordering import nudge
from web.papers.proof_page import Who
from web.security.access import Access, access
from web.services import services


@access(Access.SELLERS)
def order(agreement: str) -> Response:
    """Have a version made into a PDF, the newest where the form names none; the company finds the same file."""
    now, number = services().clock(), typed_number(request.form)
    with services().database.writing() as session:
        row = found(session, agreement)
        paper = order_agreement(session, row, number, Who(account_id=member().account_id), now)
    nudge(paper)
    note_access("asked for an agreement as a PDF", agreement)
    return redirect(url_for("console.agreements.paper", agreement=agreement, paper=paper.public_id), 303)
