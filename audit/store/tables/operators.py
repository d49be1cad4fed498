"""Companies, the people who may see them in the portal, and how these sign in. A mail brings each link."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from audit.store.tables.table import Table, row_number


class Company(Table):
    """A company as its own people see it: its audits and agreements. Nobody else's are in reach.

    It begins when somebody whose address an audit was sent to signs in with a link to that address, or when staff
    open the portal to a lead.
    """

    __tablename__ = "companies"

    id: Mapped[int] = row_number()
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str]
    made_at: Mapped[datetime]
    is_sample: Mapped[bool] = mapped_column(default=False)  # invented, by `plumbline demo`


class CompanyAudit(Table):
    """An audit that belongs to a company; at most one. `retake_of_id` is the audit whose answers it began with."""

    __tablename__ = "company_audits"

    audit_id: Mapped[int] = mapped_column(ForeignKey("audits.id", ondelete="CASCADE"), primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), index=True)
    retake_of_id: Mapped[int | None] = mapped_column(ForeignKey("audits.id", ondelete="SET NULL"), index=True)
    added_at: Mapped[datetime]


class Membership(Table):
    """Somebody who may see a company: invited first, joined with the link in their mail, perhaps ended later."""

    __tablename__ = "memberships"

    id: Mapped[int] = row_number()
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(default="")
    invited_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )  # none: staff, or self
    invited_at: Mapped[datetime]
    joined_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("company_id", "person_id"),)


class OperatorLinkPurpose(StrEnum):
    """What a link in a mail to an operator is good for."""

    SIGN_IN = "sign in"
    INVITATION = "invitation"


class OperatorLink(Table):
    """A link with which an operator signs in, or joins a company: hashed, expiring, good once."""

    __tablename__ = "operator_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    company_id: Mapped[int | None] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"))  # of an invitation
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class OperatorSession(Table):
    """A browser in which an operator is signed in. The cookie has the secret, this row its hash."""

    __tablename__ = "operator_sessions"

    id: Mapped[int] = row_number()
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(80))  # "Firefox on Windows"; no address
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "expires_at"),)
