"""Signing in and out."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from audit.store import staff_sessions
from web.accounts.member import current_member, let_out
from web.brand import page_brand
from web.offered import first_offered
from web.security.access import Access, access
from web.services import services


@access(Access.PUBLIC)
def show() -> str:
    """Who are you?"""
    return render_template("console/sign_in.html", brand=page_brand(first_offered()))


@access(Access.PUBLIC)
def leave() -> Response:
    """End this browser's session, here and in the database."""
    found = current_member()
    if found is not None:
        with services().database.writing() as session:
            staff_sessions.end(session, found.session_id, found.account_id, services().clock())
        let_out()
    return redirect(url_for("console.accounts.sign_in"), 303)


@access(Access.STAFF)
def me() -> str:
    """Your own account."""
    return render_template("console/sign_in.html")
