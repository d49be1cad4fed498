"""The whole result of a lead, as the company reads it, with every answer and where each can be put right."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from web.accounts.member import member
from web.console.call.case import case_of
from web.console.call.page import may_change
from web.console.noting import note_access
from web.results.held import held_result, page_of
from web.security.access import Access, access
from web.services import services


@access(Access.READERS)
def show(lead: str) -> Response | str:
    """Every leak with its working and sources, every answer; before there is a result, back to the lead."""
    with services().database.reading() as session:
        case = case_of(session, lead)
        held = held_result(session, lead)
    if held is None:
        return redirect(url_for("console.call.show", lead=lead), 303)
    html = render_template(
        "console/call_result.html",
        case=case,
        lead=lead,
        public_id=lead,
        result=page_of(held),
        may_change=may_change(member().role),
    )
    note_access("read the whole result of a lead", lead)
    return html
