"""A forgotten password. The answer is the same, and takes as long, whether the address has an account or not."""

from datetime import timedelta
from typing import Final

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.store import access_log, accounts, slots, staff_links
from audit.store.access_log import AccountAction, Actor
from audit.store.tables import Account, StaffLinkPurpose
from web.accounts import told
from web.field_errors import FieldError
from web.request_log import request_id
from web.security.access import Access, access
from web.security.limits import limit_sign_ins
from web.services import services
from workers.queue import JobKind

ONE_MAIL_IN: Final = timedelta(minutes=10)
LONGEST_EMAIL: Final = 254
NOBODYS_MAIL: Final = 0
"""The workers are nudged for nobody as well: they find no such row, and the page has taken as long."""


@access(Access.PUBLIC)
def show() -> str:
    """Which address?"""
    return render_template("console/forgotten.html", email="", done=told.told())


@access(Access.PUBLIC)
@limit_sign_ins
def ask() -> Response | tuple[str, int]:
    """Mail a link, if there is an account for it; one in ten minutes for each address."""
    typed = request.form.get("email", "")[:LONGEST_EMAIL]
    email = "".join(letter for letter in typed if letter.isprintable()).strip().lower()
    if "@" not in email:
        wrong = FieldError("email", "Enter the e-mail address that you sign in with.")
        return render_template("console/forgotten.html", email=email, errors=(wrong,), done=""), 422
    now = services().clock()
    with services().database.writing() as session:
        account = accounts.by_email(session, email)
        is_free = slots.take(session, f"new password {email}", now, now + ONE_MAIL_IN)
        mail_id = _order(session, account) if account and is_free and _may_set_one(account) else NOBODYS_MAIL
        subject = f"account {account.id}" if account else "unknown"
        access_log.note(session, now, Actor.NOBODY, AccountAction.ASKED_FOR_PASSWORD, subject, request_id=request_id())
    services().queue.nudge(JobKind.MAIL, mail_id, request_id())
    told.tell(told.ASKED)
    return redirect(url_for("console.accounts.forgotten"), 303)


def _order(session: Session, account: Account) -> int:
    """Who has no password yet is invited once more: that link lives longer."""
    purpose = StaffLinkPurpose.NEW_PASSWORD if account.password_hash else StaffLinkPurpose.INVITATION
    return staff_links.order_mail(session, account, purpose, request_id(), services().clock()).id


def _may_set_one(account: Account) -> bool:
    """Not who is shut or invented, nor who comes through single sign-on alone: that is the provider's to say."""
    only_elsewhere = account.single_sign_on is not None and account.password_hash is None
    return account.disabled_at is None and not account.is_sample and not only_elsewhere
