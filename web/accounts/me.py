"""Your own account: name, alerts, password, second factor, and where you are signed in."""

from typing import Final

from flask import abort, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from audit.store import accounts, recovery_codes, second_factors, staff_links, staff_sessions
from audit.store.access_log import AccountAction
from audit.store.tables import Account
from web.accounts import told
from web.accounts.member import member
from web.accounts.moments import moment_words
from web.accounts.noted import note_own, note_refused
from web.accounts.password_rules import MOST_LENGTH
from web.accounts.passwords import check_password, hash_password, is_right
from web.accounts.roles import ROLE_WORDS
from web.accounts.setting_up import begin_anew, own_account, show_once
from web.accounts.sign_in import TOO_MANY
from web.field_errors import FieldError, by_field
from web.security.access import Access, access
from web.security.limits import limit_sign_ins, tries
from web.services import services

LONGEST_NAME: Final = 100
NOT_YOURS: Final = "This is not your current password."


@access(Access.STAFF)
def show() -> str:
    """All of it on one page."""
    return _page()


@access(Access.STAFF)
def change_self() -> Response | tuple[str, int]:
    """Another name, alerts or none."""
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in request.form.get("name", "")).split())
    if not name or len(name) > LONGEST_NAME:
        wrong = "Enter your name, as colleagues know you." if not name else f"Shorten it to {LONGEST_NAME} letters."
        return _page(FieldError("name", wrong), name=name), 422
    with services().database.writing() as session:
        account = accounts.find(session, member().account_id)
        if account is not None:
            account.name = name
            account.wants_alerts = "alerts" in request.form
            note_own(session, services().clock(), AccountAction.CHANGED_SELF, account.id)
    return _back(told.SELF_CHANGED)


@access(Access.STAFF)
@limit_sign_ins
def change_password() -> Response | tuple[str, int]:
    """Another password; all other browsers are signed out, and links that would set one are closed."""
    account, chosen = own_account(), request.form.get("new_password", "")
    wrong = _password_again(account, "old_password")
    if wrong is not None:
        return wrong
    problem = check_password(chosen, account)
    if problem:
        return _page(FieldError("new_password", problem)), 422
    hashed, now = hash_password(chosen), services().clock()
    with services().database.writing() as session:
        row = accounts.find(session, account.id)
        if row is not None:
            accounts.set_password(row, hashed, now)
            staff_links.close_all(session, row.id, now)
            staff_sessions.end_all(session, row.id, now, but=member().session_id)
            note_own(session, now, AccountAction.CHANGED_PASSWORD, row.id)
    return _back(told.PASSWORD_CHANGED)


@access(Access.STAFF)
@limit_sign_ins
def change_second_factor() -> Response | tuple[str, int]:
    """Set it up, make new recovery codes, or turn it off: each after the password once more."""
    account = own_account()
    wrong = _password_again(account, "factor_password")
    if wrong is not None:
        return wrong
    wanted = request.form.get("wanted", "")
    if wanted == "set_up":
        begin_anew(account)
        return redirect(url_for("console.accounts.set_up"), 303)
    if wanted == "codes" and second_factors.is_set_up(account):
        return _new_codes(account)
    if wanted == "off" and not services().settings.require_second_factor:
        with services().database.writing() as session:
            row = accounts.find(session, account.id)
            if row is not None:
                second_factors.remove(session, row)
                note_own(session, services().clock(), AccountAction.TURNED_OFF_SECOND_FACTOR, row.id)
        return _back(told.FACTOR_OFF)
    raise BadRequest


@access(Access.STAFF)
def end_session(session_number: int) -> Response:
    """Sign one of your browsers out. Somebody else's is not found."""
    now, mine = services().clock(), member()
    with services().database.writing() as session:
        if not staff_sessions.end(session, session_number, mine.account_id, now):
            abort(404)
        note_own(session, now, AccountAction.ENDED_SESSION, mine.account_id)
    return _back(told.SESSION_ENDED)


@access(Access.STAFF)
def end_other_sessions() -> Response:
    """Sign all of your browsers out but this one."""
    now, mine = services().clock(), member()
    with services().database.writing() as session:
        staff_sessions.end_all(session, mine.account_id, now, but=mine.session_id)
        note_own(session, now, AccountAction.ENDED_SESSIONS, mine.account_id)
    return _back(told.SESSIONS_ENDED)


def _new_codes(account: Account) -> Response:
    with services().database.writing() as session:
        made = recovery_codes.renew(session, account.id)
        note_own(session, services().clock(), AccountAction.RENEWED_CODES, account.id)
    show_once(account.id, made, url_for("console.accounts.me"))
    return redirect(url_for("console.accounts.codes"), 303)


def _password_again(account: Account, field: str) -> tuple[str, int] | None:
    """The page with what is wrong, unless the field has the account's password."""
    whose = f"password of {account.email}"
    if not tries().allow(whose):
        return _page(FieldError(field, TOO_MANY)), 429
    if not is_right(account.password_hash, request.form.get(field, "")[: MOST_LENGTH + 1]):
        with services().database.writing() as session:
            note_refused(session, services().clock(), AccountAction.WRONG_PASSWORD, account.id)
        return _page(FieldError(field, NOT_YOURS)), 422
    tries().forget(whose)
    return None


def _back(code: str) -> Response:
    told.tell(code)
    return redirect(url_for("console.accounts.me"), 303)


def _page(*errors: FieldError, name: str | None = None) -> str:
    now, zone = services().clock(), services().settings.team_zone
    with services().database.reading() as session:
        sessions = staff_sessions.of_account(session, member().account_id, now)
        codes_left = recovery_codes.left(session, member().account_id)
    account = own_account()
    return render_template(
        "console/me.html",
        account=account,
        name=account.name if name is None else name,
        role=ROLE_WORDS[member().role],
        sessions=[
            (one.id, one.device, moment_words(one.made_at, zone), moment_words(one.seen_at, zone)) for one in sessions
        ],
        here=member().session_id,
        has_factor=second_factors.is_set_up(account),
        factor_needed=services().settings.require_second_factor,
        codes_left=codes_left,
        errors=errors,
        wrong=by_field(errors),
        done=told.told() if not errors else "",
    )
