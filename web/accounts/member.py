"""Who is signed in. Flask-Login keeps a session's secret in the cookie; the database says whose it is."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, g
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from audit.store import staff_sessions
from audit.store.staff_sessions import NOTE_EVERY
from audit.store.tables import Role
from web.services import services


@dataclass(frozen=True, slots=True)
class Member(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """Somebody who is signed in, in this browser. `secret` stands in the cookie and nowhere else."""

    account_id: int
    name: str
    email: str
    role: Role
    session_id: int
    secret: str

    def get_id(self) -> str:
        """What Flask-Login keeps in the cookie."""
        return self.secret


def recognise_members(app: Flask) -> None:
    """Have the app know who is signed in."""
    manager = LoginManager(app)
    manager.session_protection = None  # it binds to the network's address, which a phone changes between two meetings
    manager.user_loader(_member_of)


def let_in(secret: str) -> None:
    """Sign this browser in, with the secret of a session that was started just now."""
    member = _member_of(secret)
    if member is None:
        raise LookupError("the session does not hold")
    login_user(member)


def let_out() -> None:
    """Forget in this browser who was signed in. The session's row is ended by the caller."""
    logout_user()


def current_member() -> Member | None:
    """Who is signed in; None for nobody."""
    user = current_user._get_current_object()  # noqa: SLF001  # the way that Werkzeug documents
    return user if isinstance(user, Member) else None


def member() -> Member:
    """Who is signed in, on a page that only staff may open. Raises LookupError on any other."""
    found = current_member()
    if found is None:
        raise LookupError("nobody is signed in; the page's access rule should have seen to it")
    return found


def _member_of(secret: str) -> Member | None:
    now = services().clock()
    with services().database.reading() as session:
        signed = staff_sessions.holding(session, secret, now)
    if signed is None:
        return None
    _note_use(signed.session.id, signed.session.seen_at, now)
    account = signed.account
    return Member(account.id, account.name, account.email, Role(account.role), signed.session.id, secret)


def _note_use(session_id: int, seen_at: datetime, now: datetime) -> None:
    if now - seen_at < NOTE_EVERY or g.get("session_noted"):
        return
    g.session_noted = True
    with services().database.writing() as session:
        staff_sessions.note_use(session, session_id, now)
