"""Between the password and the second factor: who has given the right password, in this browser, a moment ago.

It stands in the signed cookie and opens nothing but the pages that ask for the second factor.
"""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Final

from flask import session

from audit.store import accounts
from audit.store.tables import Account
from web.services import services

HALFWAY_MINUTES: Final = 10
_KEPT: Final = "signing_in"


@dataclass(frozen=True, slots=True)
class Halfway:
    """Whose password it was, when it was given (epoch seconds), where they want to go, and which password it was."""

    account_id: int
    at: float
    then: str
    changed_at: float


def go_halfway(account: Account, then: str) -> None:
    """Remember that the account's password was given just now. It counts for ten minutes."""
    step = Halfway(account.id, services().clock().timestamp(), then, _changed_at(account))
    session[_KEPT] = asdict(step)


def halfway() -> Halfway | None:
    """Who is on the way in; None if nobody, or for too long."""
    kept = session.get(_KEPT)
    try:
        step = Halfway(**kept) if isinstance(kept, dict) else None
    except TypeError:  # a cookie of another version
        return None
    if step is None or services().clock().timestamp() - step.at > timedelta(minutes=HALFWAY_MINUTES).total_seconds():
        return None
    return step


def account_halfway() -> Account | None:
    """The account that is on the way in, as it is now; None if it was shut or its password changed meanwhile."""
    step = halfway()
    if step is None:
        return None
    with services().database.reading() as reading:
        account = accounts.find(reading, step.account_id)
    if account is None or not accounts.may_use_a_password(account) or _changed_at(account) != step.changed_at:
        return None
    return account


def _changed_at(account: Account) -> float:
    return account.password_changed_at.timestamp() if account.password_changed_at else 0.0
