"""The page that the link in a mail leads to. Looking at it uses nothing up: mail scanners look at every link."""

from typing import Final

from flask import render_template, url_for
from werkzeug.wrappers import Response

from audit.store import operator_links
from audit.store.tables import OperatorLinkPurpose
from web.portal.operator import current_operator
from web.portal.signing_in.arriving import arrive
from web.security.access import Access, access
from web.security.limits import limit_token_pages
from web.services import services

LINK_CLOSED: Final = 404
SIGN_IN: Final = OperatorLinkPurpose.SIGN_IN


@access(Access.TOKEN)
@limit_token_pages
def show(token: str) -> str | tuple[str, int]:
    """One button. It says whose link it is: nobody shall sign in as somebody else without seeing so."""
    with services().database.reading() as session:
        found = operator_links.find(session, token, SIGN_IN, services().clock())
    return render_template("portal/enter.html", email=found.person.email) if found else closed()


@access(Access.TOKEN)
@limit_token_pages
def let_in(token: str) -> Response | tuple[str, int]:
    """Use the link up, and sign this browser in."""
    now, before = services().clock(), current_operator()
    with services().database.writing() as session:
        found = operator_links.find(session, token, SIGN_IN, now)
        if found is None or not operator_links.use(session, token, SIGN_IN, now):
            return closed()
        lead_on = arrive(session, found.person, before)
    return lead_on(url_for("portal.signing_in.companies"))


def closed() -> tuple[str, int]:
    """A link that is used, over, or never was: nobody is told which."""
    return render_template("portal/link_closed.html"), LINK_CLOSED
