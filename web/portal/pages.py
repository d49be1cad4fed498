"""The portal: everything under /portal, and what all of its pages show."""

from typing import Any

from flask import Blueprint

from web.brand import page_brand
from web.offered import first_offered
from web.portal.agreement.pages import pages as agreement_pages
from web.portal.company.pages import pages as company_pages
from web.portal.measuring.pages import pages as measuring_pages
from web.portal.operator import current_operator, current_place
from web.portal.papers.pages import pages as paper_pages
from web.portal.planning.pages import pages as planning_pages
from web.portal.proving.pages import pages as proving_pages
from web.portal.signing_in.pages import pages as signing_in_pages

ROOMS = (
    signing_in_pages,
    company_pages,
    agreement_pages,
    measuring_pages,
    proving_pages,
    planning_pages,
    paper_pages,
)

pages = Blueprint("portal", __name__, url_prefix="/portal")
for room in ROOMS:
    pages.register_blueprint(room)


@pages.context_processor
def what_all_pages_show() -> dict[str, Any]:
    """The brand, who is signed in, and the company that the page is about."""
    return {"brand": page_brand(first_offered()), "operator": current_operator(), "place": current_place()}
