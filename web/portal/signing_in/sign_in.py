"""Asking for a link to sign in with. The answer is the same, and takes as long, whether the address is known or not."""

from typing import Final

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from audit.store import operator_links, operator_sessions, personal_data, taking_in
from web.field_errors import FieldError
from web.portal.operator import current_operator
from web.portal.signing_in import told
from web.portal.signing_in.arriving import depart, is_at_home, our_own, remember_then
from web.portal.signing_in.typed import address_typed
from web.request_log import request_id
from web.security.access import Access, access
from web.security.limits import limit_portal_links
from web.services import services
from workers.queue import JobKind

NOBODY: Final = 0
"""Neither a person nor a mail: nobody is looked up, and the workers are nudged for nobody, so that it takes as long."""

NO_ADDRESS: Final = "Enter your e-mail address, like name@company.com."


@access(Access.PUBLIC)
def show() -> str | Response:
    """The form for one's address. Whoever is signed in already goes on."""
    then = our_own(request.args.get("then", ""))
    if current_operator() is not None:
        return redirect(then or url_for("portal.signing_in.companies"), 303)
    return _page("", then)


@access(Access.PUBLIC)
@limit_portal_links
def ask() -> Response | tuple[str, int]:
    """Mail a link, if the address is known; one in two minutes for each."""
    email, then = address_typed(), our_own(request.form.get("then", ""))
    if "@" not in email:
        return _page(email, then, FieldError("email", NO_ADDRESS)), 422
    remember_then(then)
    now = services().clock()
    with services().database.writing() as session:
        person = personal_data.find_by_email(session, email)
        may_ask = operator_links.may_ask(session, email, now, at_home=is_at_home(email))
        is_known = taking_in.is_known(session, person.id if person else NOBODY)
        mail_id = NOBODY
        if person is not None and is_known and may_ask:
            mail_id = operator_links.order_mail(session, person, request_id(), now).id
        else:
            operator_links.order_for_nobody(session, request_id(), now)
    services().queue.nudge(JobKind.MAIL, mail_id, request_id())
    told.tell(told.ASKED)
    return redirect(url_for("portal.signing_in.show"), 303)


@access(Access.PUBLIC)
def leave() -> Response:
    """End this browser's session, here and in the database."""
    found = current_operator()
    if found is not None:
        with services().database.writing() as session:
            operator_sessions.end(session, found.session_id, found.person_id, services().clock())
    return depart()


def _page(email: str, then: str, *errors: FieldError) -> str:
    return render_template(
        "portal/sign_in.html",
        email=email,
        then=then,
        errors=errors,
        done="" if errors else told.told(),
        sends_mail=services().settings.sends_mail,
    )
