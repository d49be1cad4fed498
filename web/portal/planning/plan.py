"""The ninety days with real dates, fitted to what is missing; and the same for a calendar and a spreadsheet."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from audit.recovery.plan_files import CALENDAR_TYPE, LIST_TYPE, PlanFile, calendar_of, list_of
from web.planning.known import Known
from web.portal.operator import place
from web.portal.planning.here import known_here
from web.security.access import Access, access
from web.services import services


@access(Access.OPERATORS)
def show(company: str, agreement: str) -> str:  # noqa: ARG001  # the access rule has read the company
    """The page."""
    return render_template("portal/plan.html", known=known_here(agreement))


@access(Access.OPERATORS)
def calendar(company: str, agreement: str) -> Response:  # noqa: ARG001  # as `show`
    """The plan as a file for calendars; taken in again, it replaces what is there."""
    known = known_here(agreement)
    page = url_for("portal.planning.plan", company=place().public_id, agreement=agreement)
    whose = PlanFile(
        agreement=known.agreement.public_id,
        fix_title=known.terms.fix_title,
        link=services().settings.public_url + page,
        now=services().clock(),
        is_stopped=known.agreement.stopped_at is not None,
    )
    return _file(calendar_of(known.plan, whose), CALENDAR_TYPE, known, "ics")


@access(Access.OPERATORS)
def as_list(company: str, agreement: str) -> Response:  # noqa: ARG001  # as `show`
    """The plan as a list for spreadsheets."""
    known = known_here(agreement)
    return _file(list_of(known.plan), LIST_TYPE, known, "csv")


def _file(content: bytes, media_type: str, known: Known, ending: str) -> Response:
    response = Response(content, content_type=f"{media_type}; charset=utf-8")
    name = f"plan-{known.terms.starts_on.isoformat()}.{ending}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
