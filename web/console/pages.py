"""The console: everything under /console, and what all of its pages show."""

from typing import Any

from flask import Blueprint

from web.accounts.member import current_member
from web.accounts.pages import pages as account_pages
from web.brand import page_brand
from web.console.agreements.pages import pages as agreement_pages
from web.console.call.pages import pages as call_pages
from web.console.exports.pages import pages as export_pages
from web.console.figures.pages import pages as figure_pages
from web.console.follow_up.pages import pages as follow_up_pages
from web.console.navigation import places_for
from web.console.people.pages import pages as people_pages
from web.console.queue.pages import pages as queue_pages
from web.offered import first_offered

ROOMS = (
    account_pages,
    queue_pages,
    call_pages,
    follow_up_pages,
    figure_pages,
    export_pages,
    people_pages,
    agreement_pages,
)

pages = Blueprint("console", __name__, url_prefix="/console")
for room in ROOMS:
    pages.register_blueprint(room)


@pages.context_processor
def what_all_pages_show() -> dict[str, Any]:
    """The brand, who is signed in, and where they can go."""
    member = current_member()
    return {"brand": page_brand(first_offered()), "member": member, "places": places_for(member)}
