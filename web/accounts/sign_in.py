"""Signing in with a password, and signing out."""

from typing import Final

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from audit.store import accounts, second_factors, staff_sessions
from audit.store.access_log import AccountAction
from audit.store.tables import Account
from web.accounts import told
from web.accounts.arriving import arrive, empty_the_cookie, first_place, our_own
from web.accounts.halfway import go_halfway
from web.accounts.member import current_member
from web.accounts.noted import note_own, note_refused
from web.accounts.password_rules import MOST_LENGTH
from web.accounts.passwords import hash_password, is_outdated, is_right
from web.field_errors import FieldError, by_field
from web.security.access import Access, access
from web.security.limits import limit_sign_ins, tries
from web.services import services

LONGEST_EMAIL: Final = 254
WRONG: Final = "This address and password do not belong together. Please check both."
TOO_MANY: Final = "This was tried too often in a row. Please wait 15 minutes and try again."


@access(Access.PUBLIC)
def show() -> str | Response:
    """Who are you? Whoever is signed in already goes on."""
    then = our_own(request.args.get("then", ""))
    if current_member() is not None:
        return redirect(then or first_place(), 303)
    return _page("", then)


@access(Access.PUBLIC)
@limit_sign_ins
def sign_in() -> Response | tuple[str, int]:
    """Check the password; then ask for the second factor, have it set up, or let them in."""
    email = _address_typed()
    password, then = request.form.get("password", ""), our_own(request.form.get("then", ""))
    empty = _missing(email, password)
    if empty:
        return _page(email, then, *empty), 422
    if not tries().allow(f"password of {email}"):
        return _page(email, then, FieldError("email", TOO_MANY)), 429
    account = _account_of(email, password)
    if account is None:
        return _page(email, then, FieldError("email", WRONG)), 422
    tries().forget(f"password of {email}")
    if second_factors.is_set_up(account):
        go_halfway(account, then)
        return redirect(url_for("console.accounts.second_factor"), 303)
    if services().settings.require_second_factor:
        go_halfway(account, then)
        return redirect(url_for("console.accounts.first_set_up"), 303)
    return arrive(account.id, then, "password")


@access(Access.PUBLIC)
def leave() -> Response:
    """End this browser's session, here and in the database."""
    found = current_member()
    if found is not None:
        now = services().clock()
        with services().database.writing() as session:
            staff_sessions.end(session, found.session_id, found.account_id, now)
            note_own(session, now, AccountAction.SIGNED_OUT, found.account_id)
    empty_the_cookie()
    return redirect(url_for("console.accounts.sign_in"), 303)


def _address_typed() -> str:
    """What stands in the field for the address, without signs that nobody can see: no database keeps all of those."""
    visible = "".join(letter for letter in request.form.get("email", "") if letter.isprintable())
    return visible.strip()[:LONGEST_EMAIL].lower()


def _missing(email: str, password: str) -> tuple[FieldError, ...]:
    found = []
    if not email:
        found.append(FieldError("email", "Enter the e-mail address of your account."))
    if not password:
        found.append(FieldError("password", "Enter your password."))
    return tuple(found)


def _account_of(email: str, password: str) -> Account | None:
    """The account that both belong to; None otherwise, after the same time and with a note of it."""
    now = services().clock()
    with services().database.reading() as reading:
        account = accounts.by_email(reading, email)
    usable = account if account is not None and accounts.may_use_a_password(account) else None
    right = is_right(usable.password_hash if usable else None, password[: MOST_LENGTH + 1])
    if usable is None or not right:
        with services().database.writing() as session:
            note_refused(session, now, AccountAction.WRONG_PASSWORD, account.id if account else None)
        return None
    if usable.password_hash is not None and is_outdated(usable.password_hash):
        _hash_anew(usable.id, password)
    return usable


def _hash_anew(account_id: int, password: str) -> None:
    """Store the password with today's costs. It is the same password: nothing else changes."""
    hashed = hash_password(password)
    with services().database.writing() as session:
        account = accounts.find(session, account_id)
        if account is not None:
            account.password_hash = hashed


def _page(email: str, then: str, *errors: FieldError) -> str:
    settings = services().settings
    return render_template(
        "console/sign_in.html",
        email=email,
        then=then,
        errors=errors,
        wrong=by_field(errors),
        done=told.told(),
        elsewhere=settings.oidc_name if settings.oidc_issuer else "",
    )
