"""What was agreed about one leak, what was measured since, and who answered for it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from audit.store.columns import Json
from audit.store.tables.table import Table, row_number


class Agreement(Table):
    """One leak, one number, one owner. What was agreed stands in its versions; nothing of them is overwritten.

    `state` is a State of audit.recovery.standing, kept so that lists sort in the database (audit.store.proving).
    """

    __tablename__ = "agreements"

    id: Mapped[int] = row_number()
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"), index=True)
    leak: Mapped[str] = mapped_column(String(60))
    fix: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(16), default="draft")
    state_since: Mapped[datetime]
    next_look_at: Mapped[datetime | None]  # when the sweeper looks again: a reminder may be due, or the state may turn
    reminded_for: Mapped[date | None] = mapped_column(Date)  # the start of the period that was reminded of last
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    stopped_at: Mapped[datetime | None]
    stopped_why: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index(None, "state", "state_since"), Index(None, "next_look_at"))


class AgreementVersion(Table):
    """The terms as one version has them (audit.recovery.terms.Terms as JSON). In force once both sides signed it."""

    __tablename__ = "agreement_versions"

    id: Mapped[int] = row_number()
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"))
    number: Mapped[int]  # from 1
    terms: Mapped[dict[str, Any]] = mapped_column(Json)
    why: Mapped[str] = mapped_column(default="")  # what changed and why; empty on the first
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    __table_args__ = (UniqueConstraint("agreement_id", "number"),)


class Side(StrEnum):
    """The two who sign."""

    CONSULTANCY = "consultancy"
    COMPANY = "company"


class SignOff(Table):
    """One side's yes to one version: who, when, and the words that stood on the screen."""

    __tablename__ = "sign_offs"

    id: Mapped[int] = row_number()
    version_id: Mapped[int] = mapped_column(ForeignKey("agreement_versions.id", ondelete="CASCADE"))
    side: Mapped[str] = mapped_column(String(16))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    name: Mapped[str]
    wording: Mapped[str]
    signed_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("version_id", "side"),)


class ChangeRequest(Table):
    """What an operator asks to be changed before they sign, in their own words."""

    __tablename__ = "change_requests"

    id: Mapped[int] = row_number()
    version_id: Mapped[int] = mapped_column(ForeignKey("agreement_versions.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    name: Mapped[str]
    text: Mapped[str]
    asked_at: Mapped[datetime]


class Measurement(Table):
    """One value of one series (audit.recovery.series) for one period. A correction is a new row; the highest counts."""

    __tablename__ = "measurements"

    id: Mapped[int] = row_number()
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"))
    series: Mapped[str] = mapped_column(String(24))
    starts_on: Mapped[date] = mapped_column(Date)  # the first day of its period
    number: Mapped[int]  # from 1; 2 and up are corrections
    value: Mapped[float | None]  # none: taken back
    note: Mapped[str] = mapped_column(default="")  # why it was corrected, or what was odd about the period
    way: Mapped[str] = mapped_column(String(16))  # by hand, pasted, file, posted, sample
    entered_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    key_id: Mapped[int | None] = mapped_column(ForeignKey("measuring_keys.id", ondelete="SET NULL"))

    __table_args__ = (UniqueConstraint("agreement_id", "series", "starts_on", "number"),)


class MeasuringKey(Table):
    """The secret with which a program posts measurements of one agreement; hashed, shown once, can be revoked."""

    __tablename__ = "measuring_keys"

    id: Mapped[int] = row_number()
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(60))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class ReadinessAsk(Table):
    """Somebody who is asked, by a link of their own, whether the company is ready for the fix, from one point of view.

    `view` is a View of audit.recovery.views. The link's secret is hashed; it is used up by answering.
    """

    __tablename__ = "readiness_asks"

    id: Mapped[int] = row_number()
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"))
    view: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)  # none until the mail is made
    asked_at: Mapped[datetime]
    by_account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))  # who asks: staff, or
    by_person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )  # an operator
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "agreement_id", "view"),)


class ReadinessAnswer(Table):
    """What one of them said of one condition: yes, partly, no or unknown, and why."""

    __tablename__ = "readiness_answers"

    ask_id: Mapped[int] = mapped_column(ForeignKey("readiness_asks.id", ondelete="CASCADE"), primary_key=True)
    condition: Mapped[str] = mapped_column(String(60), primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    comment: Mapped[str] = mapped_column(default="")


class FixPage(Table):
    """The one-page fix in the company's own words. A change is a new row; the highest number counts."""

    __tablename__ = "fix_pages"

    id: Mapped[int] = row_number()
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"))
    number: Mapped[int]
    trigger: Mapped[str]
    work: Mapped[str]
    lands: Mapped[str]
    acts: Mapped[str]
    made_at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)

    __table_args__ = (UniqueConstraint("agreement_id", "number"),)
