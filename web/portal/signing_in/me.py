"""The browsers in which one is signed in, and the companies that one is part of."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from audit.store import companies, operator_sessions
from web.accounts.moments import moment_words
from web.portal.operator import operator
from web.portal.signing_in import told
from web.security.access import Access, access
from web.services import services


@access(Access.PORTAL)
def show() -> str:
    """All of it on one page."""
    zone, me = services().settings.team_zone, operator()
    with services().database.reading() as session:
        browsers = operator_sessions.of_person(session, me.person_id, services().clock())
        theirs = companies.companies_of(session, me.person_id)
    lines = [(one.id, one.device, moment_words(one.made_at, zone), moment_words(one.seen_at, zone)) for one in browsers]
    return render_template(
        "portal/me.html", browsers=lines, here=me.session_id, companies=theirs, zone=zone.key, done=told.told()
    )


@access(Access.PORTAL)
def end_one(browser: int) -> Response:
    """Sign one of one's browsers out. Somebody else's is not found."""
    with services().database.writing() as session:
        if not operator_sessions.end(session, browser, operator().person_id, services().clock()):
            abort(404)
    return _back(told.ENDED)


@access(Access.PORTAL)
def end_others() -> Response:
    """Sign all of one's browsers out but this one."""
    me = operator()
    with services().database.writing() as session:
        operator_sessions.end_all(session, me.person_id, services().clock(), but=me.session_id)
    return _back(told.OTHERS_ENDED)


def _back(code: str) -> Response:
    told.tell(code)
    return redirect(url_for("portal.signing_in.me"), 303)
