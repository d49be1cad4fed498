"""The last step of every way in: a new session, noted, and on to the page that was asked for."""

import re
from typing import Final

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from audit.store import access_log, accounts, staff_sessions
from audit.store.access_log import AccountAction, Actor
from web.accounts.device import device_of
from web.accounts.member import current_member, let_in, let_out
from web.console.navigation import places_for
from web.request_log import request_id
from web.services import services

OURS: Final = re.compile(r"/console/[A-Za-z0-9_./-]{0,200}")
"""No longer than any page of ours: it stands in the cookie for a while, and browsers drop one that is too large."""

WAY_IN: Final = ("/console/sign-in", "/console/second-factor", "/console/single-sign-on")
"""Whoever has come in would be sent from these back to the sign-in page, and from there here again."""

KEPT: Final = frozenset({"audits"})
"""What stays in the cookie when somebody signs in or out: the audits that this browser may open."""


def arrive(account_id: int, then: str, how: str) -> Response:
    """Sign this browser in to the account, and lead on. `how`: "password", "password and code", "single sign-on".

    Raises LookupError if the account is gone or shut.
    """
    now, before = services().clock(), current_member()  # who it was is looked up, and may be noted, before we write
    with services().database.writing() as writing:
        account = accounts.find(writing, account_id)
        if account is None or account.disabled_at is not None or account.is_sample:
            raise LookupError("nobody signs in to this account")
        if before is not None:
            staff_sessions.end(writing, before.session_id, before.account_id, now)
        secret = staff_sessions.start(writing, account, device_of(request.user_agent.string), now)
        access_log.note(
            writing,
            now,
            Actor.STAFF,
            AccountAction.SIGNED_IN,
            f"account {account.id}",
            account_id=account.id,
            request_id=request_id(),
            detail={"with": how},
        )
    empty_the_cookie()
    session.permanent = True  # the database says when it is over (audit.store.staff_sessions)
    let_in(secret)
    return redirect(our_own(then) or first_place(), 303)


def empty_the_cookie() -> None:
    """Forget what this browser did before; forms that were shown before are good no more."""
    let_out()
    for name in set(session) - KEPT:
        session.pop(name)


def our_own(then: str) -> str:
    """The address if it is a page of the console; else nothing. It comes from the address line: anybody's to write."""
    steps = then.split("/")
    if then.startswith(WAY_IN):
        return ""
    return then if OURS.fullmatch(then) and not {"..", "."} & set(steps) and "" not in steps[1:-1] else ""


def first_place() -> str:
    """Where somebody who has just signed in goes: the first place that their role may open."""
    places = places_for(current_member())
    return places[0].url if places else url_for("console.accounts.me")
