"""One account: what it may do, and what can be done to it. Each change is in the access log."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.store import access_log, account_changes, accounts, staff_sessions
from audit.store.access_log import AccountAction, Actor
from audit.store.account_changes import LastAdminError
from audit.store.tables import Account, Role
from web.accounts import told
from web.accounts.everybody import second_factor_words, state_words
from web.accounts.invitation import announce, order_invitation
from web.accounts.member import member
from web.accounts.moments import moment_words
from web.accounts.roles import NO_ROLE, ROLE_NAMES, ROLE_WORDS
from web.field_errors import FieldError, by_field
from web.request_log import request_id
from web.security.access import Access, access
from web.services import services

LAST_ADMIN: Final = (
    "This is the only admin who can sign in: nobody could look after the accounts any more. Make another admin first."
)
OWN: Final = "You cannot reset your own account here. On your own page you change your password and second step."


@dataclass(slots=True)
class Change:
    """A change to one account, in one transaction that also notes it."""

    session: Session
    account: Account
    now: datetime

    def note(self, action: AccountAction, **detail: str) -> None:
        """Write the change down, with who made it."""
        access_log.note(
            self.session,
            self.now,
            Actor.STAFF,
            action,
            f"account {self.account.id}",
            account_id=member().account_id,
            request_id=request_id(),
            detail=detail,
        )


@access(Access.ADMINS)
def show(account: int) -> str:
    """The account's page."""
    return _page(account)


@access(Access.ADMINS)
def give_role(account: int) -> Response | tuple[str, int]:
    """Give it another role."""
    typed = request.form.get("role", "")
    if typed not in set(Role):
        return _page(account, FieldError("role", NO_ROLE)), 422
    try:
        with _changing(account) as change:
            before = change.account.role
            account_changes.give_role(change.session, change.account, Role(typed))
            if before != typed:
                change.note(AccountAction.GAVE_ROLE, before=before, now=typed)
    except LastAdminError:
        return _page(account, FieldError("role", LAST_ADMIN)), 409
    return _done(account, told.ROLE)


@access(Access.ADMINS)
def shut(account: int) -> Response | tuple[str, int]:
    """Shut it."""
    try:
        with _changing(account) as change:
            account_changes.disable(change.session, change.account, change.now)
            change.note(AccountAction.SHUT)
    except LastAdminError:
        return _page(account, FieldError("shut", LAST_ADMIN)), 409
    return _done(account, told.SHUT)


@access(Access.ADMINS)
def open_again(account: int) -> Response:
    """Open it again."""
    with _changing(account) as change:
        account_changes.enable(change.account)
        change.note(AccountAction.OPENED)
    return _done(account, told.OPENED)


@access(Access.ADMINS)
def end_sessions(account: int) -> Response:
    """Sign it out everywhere."""
    with _changing(account) as change:
        staff_sessions.end_all(change.session, change.account.id, change.now)
        change.note(AccountAction.ENDED_SESSIONS)
    return _done(account, told.ENDED)


@access(Access.ADMINS)
def invite_again(account: int) -> Response:
    """Send another invitation; the link of the one before is closed."""
    with _changing(account) as change:
        if change.account.disabled_at is not None or change.account.password_hash is not None:
            abort(404)  # the page offers it only to who has not yet come
        mail = order_invitation(change.session, change.account)
        change.note(AccountAction.INVITED)
    announce(mail)
    return _done(account, told.INVITED if services().settings.sends_mail else told.INVITED_WITHOUT_MAIL)


@access(Access.ADMINS)
def reset(account: int) -> Response | tuple[str, int]:
    """Take every way in from it, and mail a link for a new password."""
    if account == member().account_id:
        return _page(account, FieldError("reset", OWN)), 409
    with _changing(account) as change:
        if change.account.disabled_at is not None:
            abort(404)
        account_changes.reset(change.session, change.account, change.now)
        mail = order_invitation(change.session, change.account)
        change.note(AccountAction.RESET)
    announce(mail)
    return _done(account, told.RESET if services().settings.sends_mail else told.INVITED_WITHOUT_MAIL)


@contextmanager
def _changing(account_id: int) -> Iterator[Change]:
    """The account, to be changed. 404 for one that is not there, or invented."""
    with services().database.writing() as session:
        found = accounts.find(session, account_id)
        if found is None or found.is_sample:
            abort(404)
        yield Change(session, found, services().clock())


def _done(account_id: int, code: str) -> Response:
    told.tell(code)
    return redirect(url_for("console.accounts.one", account=account_id), 303)


def _page(account_id: int, *errors: FieldError) -> str:
    with services().database.reading() as session:
        found = account_changes.one(session, account_id, services().clock())
    if found is None:
        abort(404)
    zone = services().settings.team_zone
    account = found.account
    return render_template(
        "console/account.html",
        one=found,
        account=account,
        is_own=account.id == member().account_id,
        role=ROLE_NAMES[Role(account.role)],
        roles=ROLE_WORDS,
        state=state_words(found),
        second_factor=second_factor_words(found),
        made=moment_words(account.created_at, zone),
        last_in=moment_words(account.last_signed_in_at, zone),
        errors=errors,
        messages=by_field(errors),
        done=told.told(),
    )
