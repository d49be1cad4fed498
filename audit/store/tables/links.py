"""Secrets that open something, and what may happen only once in a while."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from audit.store.tables.table import Table


class TokenPurpose(StrEnum):
    """What a link is good for, and nothing else."""

    RESUME = "resume"
    REPORT = "report"


class Token(Table):
    """A link's secret, hashed. It opens one audit (or one report of it) until it expires or is revoked."""

    __tablename__ = "tokens"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    audit_id: Mapped[int] = mapped_column(ForeignKey("audits.id", ondelete="CASCADE"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Slot(Table):
    """Something that may happen once in a while, as a mail to an address: `key_hash` says what, hashed."""

    __tablename__ = "slots"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    free_at: Mapped[datetime]


class UsedProof(Table):
    """A proof that a person is there, once it has been used. It can go when it would have expired anyway."""

    __tablename__ = "used_proofs"

    proof_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime]
