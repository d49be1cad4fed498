"""Codes that stand in for a lost second factor. They are shown once; only their hashes are kept; each is good once."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from audit.store.tables import RecoveryCode
from audit.store.upserts import changed_rows

HOW_MANY: Final = 10
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that look like another: no i, l, o, 0 or 1."""

LENGTH: Final = 16
"""Of 31 letters each, 79 random bits: a plain hash of them cannot be tried out."""


def renew(session: Session, account_id: int) -> Sequence[str]:
    """Make ten new codes, in groups of four, as they are shown; those made before are good no more."""
    changed_rows(session, delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    codes = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    session.add_all(RecoveryCode(code_hash=_hash(account_id, code), account_id=account_id) for code in codes)
    return [_in_groups(code) for code in codes]


def use(session: Session, account_id: int, typed: str, now: datetime) -> bool:
    """Use a code up, however it is spaced. False if it is none of theirs, or used before."""
    code = "".join(typed.replace("-", " ").split()).lower()
    unused = update(RecoveryCode).where(
        RecoveryCode.code_hash == _hash(account_id, code),
        RecoveryCode.account_id == account_id,
        RecoveryCode.used_at.is_(None),
    )
    return changed_rows(session, unused.values(used_at=now)) == 1


def left(session: Session, account_id: int) -> int:
    """Return how many codes are still good."""
    query = select(func.count()).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return session.scalar(query) or 0


def _in_groups(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def _hash(account_id: int, code: str) -> str:
    return sha256(f"account {account_id} {code}".encode()).hexdigest()
