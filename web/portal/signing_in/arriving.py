"""The last step of every way into the portal: a new session, and on to the page that was asked for."""

import re
from collections.abc import Callable
from typing import Final

from flask import redirect, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.store import operator_sessions, taking_in
from audit.store.tables import Person
from web.accounts.device import device_of
from web.portal.operator import Operator, let_in, let_out
from web.security.keys import fingerprint, purpose_key
from web.services import services

OURS: Final = re.compile(r"/portal/[A-Za-z0-9_./-]{0,150}")
"""No longer than any page of ours: it stands in the cookie for a while, and browsers drop one that is too large."""

WAYS_IN: Final = ("/portal/sign-in", "/portal/enter/", "/portal/join/")
"""Nobody is led back to these; and what follows in the address of the last two is a secret."""

_THEN: Final = "portal_then"
_HOME: Final = "portal_home"
"""Whose link was used in this browser last: a keyed hash of the address. It opens nothing (`is_at_home`)."""

_FORMS: Final = "csrf_token"
"""What flask-wtf keeps: forms that were shown before somebody signed in are good no more."""


def our_own(then: str) -> str:
    """The address if it is a page of the portal; else nothing. It comes from the address line: anybody's to write."""
    steps = then.split("/")
    if then.startswith(WAYS_IN) or not OURS.fullmatch(then):
        return ""
    return "" if {"..", "."} & set(steps) or "" in steps[1:-1] else then


def remember_then(then: str) -> None:
    """Keep where to go on, in this browser, while the mail with the link is on its way. It never stands in the mail."""
    session.pop(_THEN, None)
    if then:
        session[_THEN] = then


def is_at_home(email: str) -> bool:
    """Whether that address was the last to sign in with this browser, however long ago, while the cookie lives."""
    return session.get(_HOME) == _mark(email)


def arrive(writing: Session, person: Person, before: Operator | None) -> Callable[[str], Response]:
    """Sign this browser in as a person, in the transaction that uses up their link, and take in what was sent to them.

    `before` is who was signed in here, looked up before that transaction: looking it up may note it, which writes.
    Returns what ends the request once all is committed: it leads to the page that was asked for before, or else to the
    one that it is given.
    """
    now = services().clock()
    if before is not None:
        operator_sessions.end(writing, before.session_id, before.person_id, now)
    taking_in.take_in_theirs(writing, person, now)
    secret = operator_sessions.start(writing, person, device_of(request.user_agent.string), now)

    def lead_on(otherwise: str) -> Response:
        session.pop(_FORMS, None)
        let_in(secret)
        session[_HOME] = _mark(person.email)
        return redirect(our_own(str(session.pop(_THEN, ""))) or otherwise, 303)

    return lead_on


def _mark(email: str) -> str:
    key = purpose_key(services().settings.secret_key.get_secret_value(), "portal at home")
    return fingerprint(key, email)


def depart() -> Response:
    """Forget in this browser that somebody was signed in. Their session's row is ended by the caller."""
    let_out()
    session.pop(_FORMS, None)
    session.pop(_THEN, None)
    return redirect(url_for("portal.signing_in.show"), 303)
