"""The second factor of an account: a secret that an authenticator app shares, stored encrypted by the caller."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from audit.store.tables import Account, RecoveryCode
from audit.store.upserts import changed_rows


def is_set_up(account: Account) -> bool:
    """Whether the account asks for a code after the password."""
    return account.totp_confirmed_at is not None and account.totp_secret is not None


def set_up(account: Account, encrypted_secret: bytes, step: int, now: datetime) -> None:
    """Ask for codes of this secret from now on. `step` is the one of the code that confirmed it: it has counted."""
    account.totp_secret = encrypted_secret
    account.totp_confirmed_at = now
    account.totp_last_step = step


def use_step(session: Session, account_id: int, step: int) -> bool:
    """Take the code of a 30-second step. False if that step's code, or a later one, was taken before."""
    unused = update(Account).where(Account.id == account_id, Account.totp_last_step < step)
    return changed_rows(session, unused.values(totp_last_step=step)) == 1


def remove(session: Session, account: Account) -> None:
    """Take the second factor and its recovery codes away, as when the device is lost."""
    account.totp_secret = None
    account.totp_confirmed_at = None
    changed_rows(session, delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
