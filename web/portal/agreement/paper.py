"""The agreement as a PDF, for the company."""

from flask import request
from werkzeug.wrappers import Response

from web.agreements.as_paper import order_agreement
from web.agreements.signing import typed_number
from web.papers.ordering import to_paper
from web.papers.proof_page import Who
from web.portal.agreement.show import found
from web.portal.operator import operator
from web.security.access import Access, access
from web.services import services


@access(Access.OPERATORS)
def order(company: str, agreement: str) -> Response:
    """Have a version made into a PDF, the newest where the form names none, and go where it is waited for."""
    now, number = services().clock(), typed_number(request.form)
    with services().database.writing() as session:
        who = Who(person_id=operator().person_id)
        paper = order_agreement(session, found(session, agreement), number, who, now)
    return to_paper(company, paper)
