"""All that is kept about the company, to take away: asked for here, made by a worker, downloaded for a week."""

from datetime import timedelta
from typing import Final

from flask import render_template
from werkzeug.wrappers import Response

from audit.store import papers
from audit.store.tables import PaperKind
from web.papers.ordering import to_paper
from web.portal.operator import operator, place
from web.request_log import request_id
from web.security.access import Access, access
from web.services import services

KEPT: Final = timedelta(days=7)


@access(Access.OPERATORS)
def show(company: str) -> str:  # noqa: ARG001  # the access rule has read it
    """What is taken, in which form, and the button."""
    return render_template("portal/data.html", days=KEPT.days)


@access(Access.OPERATORS)
def take(company: str) -> Response:
    """Have it made, with what is known now. Asked for twice within a minute it is one and the same."""
    now, who = services().clock(), operator()
    with services().database.writing() as session:
        paper = papers.order(
            session,
            company_id=place().company_id,
            kind=PaperKind.EVERYTHING,
            key=f"everything:{who.person_id}:{now:%Y%m%d%H%M}",
            as_of=now,
            now=now,
            request_id=request_id(),
            person_id=who.person_id,
            expires_at=now + KEPT,
        )
    return to_paper(company, paper)
