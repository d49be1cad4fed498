"""Asking for a link to sign in with, and which company to see."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from audit.store import companies
from web.portal.operator import operator
from web.security.access import Access, access
from web.services import services


@access(Access.PUBLIC)
def show() -> str:
    """The form for one's address."""
    return render_template("portal/sign_in.html")


@access(Access.PORTAL)
def choose() -> str | Response:
    """The companies to choose from; straight to the only one."""
    with services().database.reading() as session:
        found = companies.companies_of(session, operator().person_id)
    if len(found) == 1:
        return redirect(url_for("portal.company.home", company=found[0].public_id), 303)
    return render_template("portal/companies.html", companies=found)
