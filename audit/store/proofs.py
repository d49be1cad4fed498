"""Proofs that a person is there: each is good once."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete
from sqlalchemy.orm import Session

from audit.store.tables import UsedProof
from audit.store.upserts import changed_rows, insert


def use(session: Session, proof: str, expires_at: datetime) -> bool:
    """Use a proof up. False if it was used before."""
    values = {"proof_hash": sha256(proof.encode()).hexdigest(), "expires_at": expires_at}
    return changed_rows(session, insert(session, UsedProof).values(**values).on_conflict_do_nothing()) == 1


def forget_expired(session: Session, now: datetime) -> int:
    """Drop what would be refused anyway. Returns how many there were."""
    return changed_rows(session, delete(UsedProof).where(UsedProof.expires_at < now))
