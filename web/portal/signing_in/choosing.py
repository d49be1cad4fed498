"""Which company to see, and the invitations to others."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from audit.store import companies, memberships
from web.portal.operator import operator
from web.portal.signing_in import told
from web.security.access import Access, access
from web.services import services


@access(Access.PORTAL)
def choose() -> str | Response:
    """The companies to choose from; straight to the only one."""
    with services().database.reading() as session:
        found = companies.companies_of(session, operator().person_id)
        invitations = memberships.invitations_of(session, operator().person_id)
    if len(found) == 1 and not invitations:
        return redirect(url_for("portal.company.home", company=found[0].public_id), 303)
    return render_template("portal/companies.html", companies=found, invitations=invitations, done=told.told())


@access(Access.PORTAL)
def join(invitation: int) -> Response:
    """Accept an invitation. Whoever is signed in has shown already that the address is theirs."""
    with services().database.writing() as session:
        theirs = memberships.invitations_of(session, operator().person_id)
        company = next((company for membership, company in theirs if membership.id == invitation), None)
        person = companies.person(session, operator().person_id)
        if company is None or person is None:
            abort(404)
        if memberships.accept(session, company, person, "", services().clock()) is None:
            abort(404)
    told.tell(told.JOINED)
    return redirect(url_for("portal.company.home", company=company.public_id), 303)
