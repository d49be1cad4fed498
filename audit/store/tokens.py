"""Links that open something: 256 random bits, stored hashed, expiring, each good for one purpose."""

import secrets
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from audit.store.secret_hashes import hash_of
from audit.store.tables import Token, TokenPurpose
from audit.store.upserts import changed_rows, insert

TOKEN_BYTES = 32
LONGEST_TOKEN = 64


def new_token() -> str:
    """Return 256 random bits, as they stand in a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def find(session: Session, token: str, purpose: TokenPurpose, now: datetime) -> Token | None:
    """Return what a link opens; None for one that is unknown, for another purpose, expired or revoked."""
    if len(token) > LONGEST_TOKEN:
        return None
    query = select(Token).where(Token.token_hash == hash_of(token), Token.purpose == purpose)
    return session.scalar(query.where(Token.expires_at > now, Token.revoked_at.is_(None)))


def keep(
    session: Session,
    token: str,
    purpose: TokenPurpose,
    audit_id: int,
    now: datetime,
    expires_at: datetime,
    report_id: int | None = None,
) -> None:
    """Make a link good. Keeping the same one again changes nothing."""
    values = {
        "token_hash": hash_of(token),
        "purpose": purpose,
        "audit_id": audit_id,
        "report_id": report_id,
        "made_at": now,
        "expires_at": expires_at,
    }
    changed_rows(session, insert(session, Token).values(**values).on_conflict_do_nothing())


def revoke(session: Session, audit_id: int, purpose: TokenPurpose, now: datetime) -> int:
    """Close all links of one purpose to an audit. Returns how many there were."""
    of_audit = (Token.audit_id == audit_id, Token.purpose == purpose, Token.revoked_at.is_(None))
    return changed_rows(session, update(Token).where(*of_audit).values(revoked_at=now))
