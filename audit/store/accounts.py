"""Accounts of the people who work with the console."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from audit.store.tables import Account, Role

__all__ = ["Account", "Role", "by_email", "create", "everybody", "find"]


def find(session: Session, account_id: int) -> Account | None:
    """Return an account."""
    return session.get(Account, account_id)


def by_email(session: Session, email: str) -> Account | None:
    """Return the account of an address, however it is spelled."""
    return session.scalar(select(Account).where(Account.email == email.strip().lower()))


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
