"""The one-page fix: the loop in the company's own words, drawn anew with each change, to be printed."""

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from audit.findings import Loop
from audit.store import fix_pages, papers
from audit.store.fix_pages import Writer
from audit.store.tables import PaperKind
from web.field_errors import FieldError, by_field
from web.papers.ordering import to_paper
from web.planning import drawing, told
from web.planning.known import know
from web.portal.operator import operator, place
from web.portal.planning.here import agreement_here
from web.request_log import request_id
from web.security.access import Access, access
from web.services import services


@access(Access.OPERATORS)
def show(company: str, agreement: str) -> str:  # noqa: ARG001  # the access rule has read the company
    """The page."""
    return _page(agreement)


@access(Access.OPERATORS)
def change(company: str, agreement: str) -> Response | tuple[str, int]:  # noqa: ARG001  # as `show`
    """Keep other words; or go back to the playbook's, with the button that says so."""
    usual = "usual" in request.form
    typed = drawing.loop_typed(request.form)
    errors = () if usual else drawing.wrong_with(typed)
    if errors:
        return _page(agreement, typed, errors), 422
    with services().database.writing() as session:
        row = agreement_here(session, agreement, to_change=True)
        loop = know(session, services().shelf, row).usual_loop if usual else typed
        written = fix_pages.write(session, row, _number_seen(), loop, _writer(), services().clock())
    if written is None:
        return _page(agreement, None if usual else typed, overtaken=True), 409
    told.tell(told.SAVED)
    return redirect(url_for("portal.planning.fix", company=place().public_id, agreement=agreement), 303)


@access(Access.OPERATORS)
def order_paper(company: str, agreement: str) -> Response:  # noqa: ARG001  # as `show`
    """Have the page made into a PDF. What it shows is kept first, so that the PDF can be told from a later one."""
    now = services().clock()
    with services().database.writing() as session:
        row = agreement_here(session, agreement, to_change=True)
        known = know(session, services().shelf, row)
        page = known.page or fix_pages.write(session, row, 0, known.usual_loop, _writer(), now)
        version = known.version_id
        newest_answer = max((one.id for one in known.asks if one.answered_at), default=0)  # it shows what was said
        paper = papers.order(
            session,
            company_id=row.company_id,
            kind=PaperKind.FIX_PAGE,
            key=f"fix page:{page.id if page else 0}:{version}:{newest_answer}",
            as_of=now,
            now=now,
            request_id=request_id(),
            agreement_id=row.id,
            version_id=version,
            fix_page_id=page.id if page else None,
            person_id=operator().person_id,
        )
    return to_paper(place().public_id, paper)


def _writer() -> Writer:
    return Writer(person_id=operator().person_id)


def _number_seen() -> int:
    """The number of the page that the form was made from; -1, which none has, if it says none."""
    typed = request.form.get("number", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1


def _page(
    agreement: str, typed: Loop | None = None, errors: Sequence[FieldError] = (), *, overtaken: bool = False
) -> str:
    with services().database.reading() as session:
        row = agreement_here(session, agreement)
        known = know(session, services().shelf, row)
        history = fix_pages.history(session, row)
    return render_template(
        "portal/fix.html",
        known=known,
        picture=drawing.drawn(known.loop, known.playbook),
        stations=drawing.STATIONS,
        typed=typed or known.loop,
        history=history,
        is_usual=known.loop == known.usual_loop,
        overtaken=overtaken,
        errors=errors,
        wrong=by_field(errors),
        done="" if errors or overtaken else told.told(),
    )
