"""Inviting somebody, and the page their link leads to: choose a password, once."""

from typing import Final

from email_validator import EmailNotValidError, validate_email
from flask import redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import Field, StringField, ValidationError

from audit.store import accounts, staff_links, staff_sessions
from audit.store.access_log import AccountAction
from audit.store.tables import Account, Mail, Role, StaffLinkPurpose
from web.accounts import told
from web.accounts.noted import note_own
from web.accounts.passwords import check_password, hash_password
from web.accounts.roles import NO_ROLE
from web.field_errors import FieldError
from web.request_log import request_id
from web.security.access import Access, access
from web.security.limits import limit_token_pages
from web.services import services
from workers.queue import JobKind

LONGEST_EMAIL: Final = 254
LONGEST_NAME: Final = 100
LINK_CLOSED: Final = 404


def _tidy(typed: str | None) -> str:
    """One line without control characters and without spaces around it."""
    visible = "".join(letter if letter.isprintable() else " " for letter in typed or "")
    return " ".join(visible.split())


class InvitationForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """Whom to invite, and as what."""

    name = StringField("Name", filters=[_tidy])
    email = StringField("E-mail address", filters=[_tidy])
    role = StringField("Role", default=Role.SALES)

    def validate_name(self, field: Field) -> None:
        """A name is needed, and fits on a line."""
        if not field.data:
            raise ValidationError("Enter their name, as colleagues know them.")
        if len(field.data) > LONGEST_NAME:
            raise ValidationError(f"Shorten the name to {LONGEST_NAME} letters.")

    def validate_email(self, field: Field) -> None:
        """A good address is kept in its usual spelling."""
        try:
            found = validate_email(field.data[: LONGEST_EMAIL + 1], check_deliverability=False)
        except EmailNotValidError as error:
            raise ValidationError("Enter an e-mail address like name@company.com.") from error
        field.data = found.normalized.lower()

    def validate_role(self, field: Field) -> None:
        """It is one of those that there are."""
        if field.data not in set(Role):
            raise ValidationError(NO_ROLE)


def order_invitation(session: Session, account: Account) -> Mail:
    """Make the mail that brings somebody the link to choose a password. It is nudged with `announce`."""
    return staff_links.order_mail(session, account, StaffLinkPurpose.INVITATION, request_id(), services().clock())


def announce(mail: Mail) -> None:
    """Tell the workers of a mail, once its row is committed."""
    services().queue.nudge(JobKind.MAIL, mail.id, request_id())


@access(Access.TOKEN)
@limit_token_pages
def show(token: str) -> str | tuple[str, int]:
    """Where the link leads: the form. Looking at it uses nothing up."""
    with services().database.reading() as session:
        found = staff_links.find(session, token, services().clock())
    return _page(found[1]) if found else _closed()


@access(Access.TOKEN)
@limit_token_pages
def choose(token: str) -> Response | tuple[str, int]:
    """Set the password, close the link, and sign the account out wherever it was signed in."""
    now, password = services().clock(), request.form.get("password", "")
    with services().database.reading() as reading:
        found = staff_links.find(reading, token, now)
    if found is None:
        return _closed()
    problem = check_password(password, found[1])
    if problem:
        return _page(found[1], FieldError("password", problem)), 422
    hashed = hash_password(password)  # before the transaction: it takes a while, and nobody has to wait for that
    with services().database.writing() as session:
        again = staff_links.find(session, token, now)
        if again is None or not staff_links.use(session, token, now):
            return _closed()
        account = again[1]
        accounts.set_password(account, hashed, now)
        staff_links.close_all(session, account.id, now)
        staff_sessions.end_all(session, account.id, now)
        note_own(session, now, AccountAction.SET_PASSWORD, account.id)
    told.tell(told.PASSWORD_SET)
    return redirect(url_for("console.accounts.sign_in"), 303)


def _page(account: Account, *errors: FieldError) -> str:
    return render_template("console/password.html", email=account.email, errors=errors)


def _closed() -> tuple[str, int]:
    return render_template("console/password_closed.html"), LINK_CLOSED
