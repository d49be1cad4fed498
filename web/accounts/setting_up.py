"""Setting up the second factor: a secret to scan, a code that confirms it, recovery codes that are shown once.

Until it is confirmed the secret travels in this browser's own cookie, encrypted: nothing is stored by looking.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from audit.store import accounts, recovery_codes, second_factors, staff_sessions
from audit.store.access_log import AccountAction
from audit.store.tables import Account
from web.accounts.arriving import arrive
from web.accounts.codes import decrypt, encrypt, in_groups, new_secret, picture, step_of
from web.accounts.halfway import halfway
from web.accounts.member import member
from web.accounts.noted import note_own
from web.accounts.second_factor import LONGEST_CODE, WRONG_CODE, being_let_in
from web.accounts.sign_in import TOO_MANY
from web.brand import page_brand
from web.field_errors import FieldError, by_field
from web.offered import first_offered
from web.security.access import Access, access
from web.security.limits import limit_sign_ins, tries
from web.services import services

FRESH_MINUTES: Final = 30
_DRAFT: Final = "new_factor"
_CODES: Final = "codes_once"


@access(Access.SIGNING_IN)
def first_show() -> Response | str:
    """Before the first page of the console: have them set up the second factor."""
    account = being_let_in()
    if second_factors.is_set_up(account):
        return redirect(url_for("console.accounts.second_factor"), 303)
    return _page(account, _draft(account) or _begin(account), first=True)


@access(Access.SIGNING_IN)
@limit_sign_ins
def first_confirm() -> Response | tuple[str, int]:
    """Confirm it with a code, and let them in."""
    account, step = being_let_in(), halfway()
    if second_factors.is_set_up(account):
        return redirect(url_for("console.accounts.second_factor"), 303)
    refused = _refused(account, first=True)
    if refused is not None:
        return refused
    made = _keep(account, None)
    answer = arrive(account.id, step.then if step else "", "password and a new second factor")
    show_once(account.id, made, answer.location)
    return redirect(url_for("console.accounts.codes"), 303)


@access(Access.STAFF)
def show() -> Response | str:
    """The new secret, of somebody who is signed in and has just given their password again."""
    account = own_account()
    secret = _draft(account)
    if secret is None:
        return redirect(url_for("console.accounts.me"), 303)
    return _page(account, secret, first=False)


@access(Access.STAFF)
@limit_sign_ins
def confirm() -> Response | tuple[str, int]:
    """Confirm it with a code; the one before is good no more."""
    account = own_account()
    if _draft(account) is None:
        return redirect(url_for("console.accounts.me"), 303)
    refused = _refused(account, first=False)
    if refused is not None:
        return refused
    made = _keep(account, member().session_id)
    session.pop(_DRAFT, None)
    show_once(account.id, made, url_for("console.accounts.me"))
    return redirect(url_for("console.accounts.codes"), 303)


@access(Access.STAFF)
def codes() -> Response | str:
    """The recovery codes, this once."""
    kept = session.pop(_CODES, None)
    text = decrypt(b64decode(kept["codes"]), member().account_id) if isinstance(kept, dict) else None
    if text is None or not isinstance(kept, dict):
        return redirect(url_for("console.accounts.me"), 303)
    return render_template("console/recovery_codes.html", codes=json.loads(text), then=kept["then"])


def begin_anew(account: Account) -> None:
    """Have a new secret ready on the page that follows."""
    _begin(account)


def show_once(account_id: int, made: Sequence[str], then: str) -> None:
    """Have the page that follows show the recovery codes, and lead to `then`."""
    sealed = encrypt(json.dumps(list(made)), account_id)
    session[_CODES] = {"codes": b64encode(sealed).decode(), "then": then}


def own_account() -> Account:
    """The account of who is signed in, as it is now."""
    with services().database.reading() as reading:
        account = accounts.find(reading, member().account_id)
    if account is None:
        raise LookupError("accounts are never deleted")
    return account


def _begin(account: Account) -> str:
    secret = new_secret()
    sealed = b64encode(encrypt(secret, account.id)).decode()
    session[_DRAFT] = {"secret": sealed, "at": services().clock().timestamp()}
    return secret


def _draft(account: Account) -> str | None:
    """The secret that waits to be confirmed; None if there is none, or not for this account, or for too long."""
    kept = session.get(_DRAFT)
    if not isinstance(kept, dict):
        return None
    age = timedelta(seconds=services().clock().timestamp() - kept["at"])
    return decrypt(b64decode(kept["secret"]), account.id) if age <= timedelta(minutes=FRESH_MINUTES) else None


def _refused(account: Account, *, first: bool) -> tuple[str, int] | None:
    """The page again, if the code is not one of the new secret."""
    secret = _draft(account)
    if secret is None:
        return _page(account, _begin(account), "That took a while; please scan this new picture.", first=first), 422
    if not tries().allow(f"code of account {account.id}"):
        return _page(account, secret, TOO_MANY, first=first), 429
    if step_of(secret, request.form.get("code", "")[:LONGEST_CODE], services().clock()) is None:
        return _page(account, secret, WRONG_CODE, first=first), 422
    tries().forget(f"code of account {account.id}")
    return None


def _keep(account: Account, here: int | None) -> Sequence[str]:
    """Store the secret with the step of the code just typed, sign out everywhere but `here`, and make codes."""
    now, secret = services().clock(), _draft(account) or ""
    step = step_of(secret, request.form.get("code", "")[:LONGEST_CODE], now) or 0
    with services().database.writing() as writing:
        row = accounts.find(writing, account.id)
        if row is None:
            raise LookupError("accounts are never deleted")
        second_factors.set_up(row, encrypt(secret, account.id), step, now)
        staff_sessions.end_all(writing, account.id, now, but=here)
        note_own(writing, now, AccountAction.SET_UP_SECOND_FACTOR, account.id)
        return recovery_codes.renew(writing, account.id)


def _page(account: Account, secret: str, error: str = "", *, first: bool) -> str:
    issuer = page_brand(first_offered()).name
    errors = (FieldError("code", error),) if error else ()
    return render_template(
        "console/set_up_second_factor.html",
        picture=picture(secret, account.email, issuer),
        secret=in_groups(secret),
        errors=errors,
        wrong=by_field(errors),
        first=first,
    )
