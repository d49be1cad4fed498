"""The first page of a company: its audits, and what was agreed."""

from flask import render_template

from audit.store import agreements, companies
from web.portal.operator import place
from web.security.access import Access, access
from web.services import services


@access(Access.OPERATORS)
def show(company: str) -> str:  # noqa: ARG001  # the access rule has read it
    """The page."""
    with services().database.reading() as session:
        audits = companies.audits_of(session, place().company_id)
        agreed = agreements.of_company(session, place().company_id)
    return render_template("portal/home.html", audits=audits, agreements=agreed)
