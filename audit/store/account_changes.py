"""What is done to an account by whoever looks after the accounts. Somebody who can do that is always left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from audit.store import accounts, second_factors, staff_links, staff_sessions
from audit.store.staff_sessions import LONGEST_IDLE
from audit.store.tables import Account, Role, StaffSession
from audit.store.upserts import changed_rows, insert


class LastAdminError(Exception):
    """Without this account nobody could look after the accounts any more."""


class AddressTakenError(Exception):
    """The address has an account already."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An account and in how many browsers it is signed in now."""

    account: Account
    sessions: int

    @property
    def has_second_factor(self) -> bool:
        """Whether a code is asked for after the password."""
        return self.account.totp_confirmed_at is not None

    @property
    def can_sign_in(self) -> bool:
        """Whether there is a way in: a password, or a first time through single sign-on."""
        return self.account.password_hash is not None or self.account.single_sign_on is not None


def make(session: Session, email: str, name: str, role: Role, now: datetime) -> Account:
    """Make an account that nobody can sign in with yet. Raises AddressTakenError, also if two do so at one moment."""
    values = {"email": email.strip().lower(), "name": name, "role": role, "created_at": now}
    if not changed_rows(session, insert(session, Account).values(**values).on_conflict_do_nothing()):
        raise AddressTakenError
    return session.scalars(select(Account).where(Account.email == values["email"])).one()


def everybody(session: Session, now: datetime) -> Sequence[Standing]:
    """Return all accounts, by name, those that are shut at the end."""
    held = select(StaffSession.account_id, func.count()).where(*_held(now)).group_by(StaffSession.account_id)
    sessions = {row[0]: row[1] for row in session.execute(held)}
    rows = sorted(accounts.everybody(session), key=lambda account: account.disabled_at is not None)
    return [Standing(account, sessions.get(account.id, 0)) for account in rows]


def one(session: Session, account_id: int, now: datetime) -> Standing | None:
    """Return one account."""
    account = accounts.find(session, account_id)
    if account is None:
        return None
    count = select(func.count()).select_from(StaffSession).where(StaffSession.account_id == account_id, *_held(now))
    return Standing(account, session.scalar(count) or 0)


def give_role(session: Session, account: Account, role: Role) -> None:
    """Give an account another role, from its next page on. Raises LastAdminError."""
    if role is not Role.ADMIN:
        _check_admins_left(session, account)
    account.role = role


def disable(session: Session, account: Account, now: datetime) -> None:
    """Shut an account: its sessions end and its links close. Raises LastAdminError."""
    _check_admins_left(session, account)
    account.disabled_at = account.disabled_at or now
    staff_sessions.end_all(session, account.id, now)
    staff_links.close_all(session, account.id, now)


def enable(account: Account) -> None:
    """Open an account that was shut. Its password and second factor are what they were."""
    account.disabled_at = None


def reset(session: Session, account: Account, now: datetime) -> None:
    """Take away every way in: password, second factor, single sign-on, sessions, links. A new link is the caller's."""
    account.password_hash = None
    account.password_changed_at = None
    account.single_sign_on = None
    staff_sessions.end_all(session, account.id, now)
    staff_links.close_all(session, account.id, now)
    second_factors.remove(session, account)


def is_last_admin(session: Session, account: Account) -> bool:
    """Whether this is the only account that can look after the others. It has to be able to sign in to count."""
    can_sign_in = or_(Account.password_hash.is_not(None), Account.single_sign_on.is_not(None))
    able = (Account.role == Role.ADMIN, Account.disabled_at.is_(None), Account.is_sample.is_(False), can_sign_in)
    # Locked, always in one order: two admins who demote each other at the same moment are not both let do so.
    found = session.scalars(select(Account.id).where(*able).order_by(Account.id).with_for_update()).all()
    return list(found) == [account.id]


def _check_admins_left(session: Session, account: Account) -> None:
    if is_last_admin(session, account):
        raise LastAdminError


def _held(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (StaffSession.ended_at.is_(None), StaffSession.expires_at > now, StaffSession.seen_at > now - LONGEST_IDLE)
