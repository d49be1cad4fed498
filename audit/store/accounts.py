"""Accounts of the people who work with the console."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from audit.store.tables import Account, Role

__all__ = [
    "SELLERS",
    "Account",
    "Role",
    "by_email",
    "by_single_sign_on",
    "create",
    "everybody",
    "find",
    "may_use_a_password",
    "set_password",
]

SELLERS = (Role.ADMIN, Role.SALES)
"""The roles that work on leads."""


def find(session: Session, account_id: int) -> Account | None:
    """Return an account."""
    return session.get(Account, account_id)


def by_email(session: Session, email: str) -> Account | None:
    """Return the account of an address, however it is spelled."""
    return session.scalar(select(Account).where(Account.email == email.strip().lower()))


def by_single_sign_on(session: Session, key: str) -> Account | None:
    """Return the account that an identity of the provider (its issuer and subject) has opened before."""
    return session.scalar(select(Account).where(Account.single_sign_on == key))


def everybody(session: Session, *, able_to_work: bool = False) -> Sequence[Account]:
    """Return all accounts by name; `able_to_work` leaves out those that are shut."""
    query = select(Account).order_by(func.lower(Account.name), Account.id)
    return session.scalars(query.where(Account.disabled_at.is_(None)) if able_to_work else query).all()


def create(session: Session, email: str, name: str, role: Role, now: datetime) -> Account:
    """Make an account that nobody can sign in with yet. The caller has seen to it that the address is free."""
    account = Account(email=email.strip().lower(), name=name, role=role, created_at=now)
    session.add(account)
    session.flush()
    return account


def may_use_a_password(account: Account) -> bool:
    """Whether somebody can sign in to the account with a password: it has one, is not shut and not invented."""
    return account.password_hash is not None and account.disabled_at is None and not account.is_sample


def set_password(account: Account, password_hash: str, now: datetime) -> None:
    """Give the account a password. The caller ends the sessions that the old one opened."""
    account.password_hash = password_hash
    account.password_changed_at = now
