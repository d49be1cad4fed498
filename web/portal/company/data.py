"""All that is kept about the company, to take away: asked for here, made by a worker, downloaded for a week."""

from datetime import timedelta
from typing import Final

from flask import make_response, render_template
from werkzeug.wrappers import Response

from audit.store import memberships, papers
from audit.store.tables import PaperKind
from web.papers.ordering import to_paper
from web.portal.operator import operator, place
from web.request_log import request_id
from web.security.access import Access, access
from web.services import services

KEPT: Final = timedelta(days=7)
A_DAY: Final = timedelta(days=1)
MOST_A_DAY: Final = 10
"""For a company: each is a copy of all of its PDFs, and stays for a week."""

ENOUGH: Final = (
    f"It was asked for {MOST_A_DAY} times in the last 24 hours, which is enough for one day. The files that were made "
    "are still there; please come back tomorrow for a newer one."
)


@access(Access.OPERATORS)
def show(company: str) -> str:  # noqa: ARG001  # the access rule has read it
    """What is taken, in which form, and the button."""
    return _page()


@access(Access.OPERATORS)
def take(company: str) -> Response:
    """Have it made, with what is known now. Asked for twice within a minute it is one and the same."""
    now, who, here = services().clock(), operator(), place()
    with services().database.writing() as session:
        memberships.hold(session, here.company_id)  # so that two at once are counted
        key = f"everything:{who.person_id}:{now:%Y%m%d%H%M}"
        made = papers.ordered_since(session, here.company_id, PaperKind.EVERYTHING, now - A_DAY, but=key)
        if made >= MOST_A_DAY:
            return make_response(_page(ENOUGH), 429)
        paper = papers.order(
            session,
            company_id=here.company_id,
            kind=PaperKind.EVERYTHING,
            key=key,
            as_of=now,
            now=now,
            request_id=request_id(),
            person_id=who.person_id,
            expires_at=now + KEPT,
        )
    return to_paper(company, paper)


def _page(notice: str = "") -> str:
    return render_template("portal/data.html", days=KEPT.days, notice=notice)
