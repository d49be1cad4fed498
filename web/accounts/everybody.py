"""All accounts, and the form that invites one more."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from audit.store import access_log, account_changes
from audit.store.access_log import AccountAction, Actor
from audit.store.account_changes import AddressTakenError, Standing
from audit.store.tables import Mail, Role
from web.accounts import told
from web.accounts.invitation import InvitationForm, announce, order_invitation
from web.accounts.member import member
from web.accounts.moments import moment_words
from web.accounts.roles import ROLE_NAMES, ROLE_WORDS
from web.field_errors import FieldError, by_field, field_errors
from web.request_log import request_id
from web.security.access import Access, access
from web.services import services

TAKEN = "This address has an account already. You find it in the list."


@dataclass(frozen=True, slots=True)
class Line:
    """One account of the list, in words."""

    account_id: int
    name: str
    email: str
    role: str
    state: str
    last_in: str
    second_factor: str
    sessions: int


def state_words(one: Standing) -> str:
    """Where an account stands, in a word."""
    if one.account.disabled_at is not None:
        return "shut"
    if one.account.is_sample:
        return "invented"
    return "open" if one.can_sign_in else "invited"


def second_factor_words(one: Standing) -> str:
    """Whether a code is asked for after the password; who comes through single sign-on has the provider's."""
    if one.has_second_factor:
        return "yes"
    return "the provider’s" if one.account.single_sign_on and not one.account.password_hash else "no"


@access(Access.ADMINS)
def show() -> str:
    """The list."""
    return _page(InvitationForm(formdata=None), ())


@access(Access.ADMINS)
def invite() -> Response | tuple[str, int]:
    """Make an account, and mail its owner the link to choose a password."""
    form = InvitationForm()
    if not form.validate():
        return _page(form, field_errors(form)), 422
    try:
        mail = _make(str(form.email.data), str(form.name.data), Role(str(form.role.data)))
    except AddressTakenError:
        return _page(form, (FieldError("email", TAKEN),)), 422
    announce(mail)
    told.tell(told.INVITED if services().settings.sends_mail else told.INVITED_WITHOUT_MAIL)
    return redirect(url_for("console.accounts.everybody"), 303)


def _make(email: str, name: str, role: Role) -> Mail:
    """The account, the note of it, and the mail, which is to be announced. Raises AddressTakenError."""
    now = services().clock()
    with services().database.writing() as session:
        account = account_changes.make(session, email, name, role, now)
        access_log.note(
            session,
            now,
            Actor.STAFF,
            AccountAction.MADE,
            f"account {account.id}",
            account_id=member().account_id,
            request_id=request_id(),
            detail={"role": role},
        )
        return order_invitation(session, account)


def _page(form: InvitationForm, errors: Sequence[FieldError]) -> str:
    with services().database.reading() as session:
        standing = account_changes.everybody(session, services().clock())
    zone = services().settings.team_zone
    return render_template(
        "console/accounts.html",
        lines=[_line(one, zone) for one in standing],
        form=form,
        roles=ROLE_WORDS,
        errors=errors,
        messages=by_field(errors),
        done=told.told(),
    )


def _line(one: Standing, zone: ZoneInfo) -> Line:
    account = one.account
    return Line(
        account_id=account.id,
        name=account.name,
        email=account.email,
        role=ROLE_NAMES[Role(account.role)],
        state=state_words(one),
        last_in=moment_words(account.last_signed_in_at, zone),
        second_factor=second_factor_words(one),
        sessions=one.sessions,
    )
