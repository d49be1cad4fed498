"""After the password: a code of the authenticator app, or one of the recovery codes."""

from typing import Final

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.store import recovery_codes, second_factors
from audit.store.access_log import AccountAction
from audit.store.tables import Account
from web.accounts import told
from web.accounts.arriving import arrive
from web.accounts.codes import decrypt, step_of
from web.accounts.halfway import account_halfway, halfway
from web.accounts.noted import note_refused
from web.accounts.sign_in import TOO_MANY
from web.field_errors import FieldError, by_field
from web.security.access import Access, NotSignedInError, access
from web.security.limits import limit_sign_ins, tries
from web.services import services

LONGEST_CODE: Final = 40
WRONG_CODE: Final = "This code is not right, or was used before. Please type the one that your app shows now."
UNREADABLE: Final = (
    "This server has been given a new key, and cannot check codes of apps set up before. Use a recovery code, "
    "or ask whoever looks after the accounts to reset yours."
)
WRONG_RECOVERY_CODE: Final = "This is none of your recovery codes, or it was used before. Each is good once."


def being_let_in() -> Account:
    """The account whose password was given. Raises NotSignedInError if that is too long ago."""
    account = account_halfway()
    if account is None:
        raise NotSignedInError
    return account


@access(Access.SIGNING_IN)
def show() -> Response | str:
    """The code, please."""
    if not second_factors.is_set_up(being_let_in()):
        return redirect(url_for("console.accounts.first_set_up"), 303)
    return _page("code")


@access(Access.SIGNING_IN)
def show_recovery() -> Response | str:
    """Or one of the recovery codes."""
    if not second_factors.is_set_up(being_let_in()):
        return redirect(url_for("console.accounts.first_set_up"), 303)
    return _page("recovery_code")


@access(Access.SIGNING_IN)
@limit_sign_ins
def check() -> Response | tuple[str, int]:
    """Let them in if the code is right."""
    account, step = being_let_in(), halfway()
    field = "recovery_code" if "recovery_code" in request.form else "code"
    if not tries().allow(f"code of account {account.id}"):
        return _page(field, TOO_MANY), 429
    typed, now = request.form.get(field, "")[:LONGEST_CODE], services().clock()
    with services().database.writing() as session:
        if field == "code":
            right = is_right_code(session, account, typed)
        else:
            right = second_factors.is_set_up(account) and recovery_codes.use(session, account.id, typed, now)
        if not right:
            note_refused(session, now, AccountAction.WRONG_CODE, account.id)
    if not right:
        return _page(field, _why_not(account) if field == "code" else WRONG_RECOVERY_CODE), 422
    tries().forget(f"code of account {account.id}")
    answer = arrive(account.id, step.then if step else "", f"password and {field.replace('_', ' ')}")
    if field == "recovery_code":
        told.tell(told.USED_A_RECOVERY_CODE)
        return redirect(url_for("console.accounts.me"), 303)
    return answer


def is_right_code(session: Session, account: Account, typed: str) -> bool:
    """Whether this is a code of the account's app that has not counted yet; now it has."""
    if not second_factors.is_set_up(account):
        return False
    secret = decrypt(account.totp_secret or b"", account.id)
    step = step_of(secret, typed, services().clock()) if secret else None
    return step is not None and second_factors.use_step(session, account.id, step)


def _why_not(account: Account) -> str:
    return WRONG_CODE if decrypt(account.totp_secret or b"", account.id) else UNREADABLE


def _page(field: str, error: str = "") -> str:
    errors = (FieldError(field, error),) if error else ()
    return render_template("console/second_factor.html", field=field, errors=errors, wrong=by_field(errors))
