"""Audits: what was answered, and what came out."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from audit.store.tables.table import Given, Table, row_number


class PlaybookVersion(Table):
    """A playbook as it was when an audit began: the zip of its folder. Never changed, never removed."""

    __tablename__ = "playbook_versions"

    content_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str]
    title: Mapped[str]
    version: Mapped[str]
    archive: Mapped[bytes]
    first_seen_at: Mapped[datetime]


class AuditState(StrEnum):
    """How far the person has come."""

    STARTED = "started"  # no answer yet
    ANSWERING = "answering"
    FINISHED = "finished"  # there is a revision


class AuditRow(Table):
    """One company's audit, from the first page on. `public_id` names it in addresses and opens nothing by itself."""

    __tablename__ = "audits"

    id: Mapped[int] = row_number()
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    playbook_hash: Mapped[str] = mapped_column(ForeignKey("playbook_versions.content_hash"))
    state: Mapped[str] = mapped_column(String(16), default=AuditState.STARTED)
    source: Mapped[dict[str, str]]  # utm_* and the playbook's hidden fields
    started_at: Mapped[datetime]
    first_answer_at: Mapped[datetime | None]
    last_answer_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    is_sample: Mapped[bool] = mapped_column(default=False)  # an invented company, loaded by `plumbline demo`

    __table_args__ = (Index(None, "state", "started_at"), Index(None, "started_at"))


class AnswerRow(Table):
    """One question of one audit: when it was reached, and what was said last. `given` is null until then."""

    __tablename__ = "answers"

    audit_id: Mapped[int] = mapped_column(ForeignKey("audits.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(String(60), primary_key=True)
    given: Mapped[Given | None]
    reached_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]  # the first time; what it took is the difference
    changed_at: Mapped[datetime | None]  # the last time


class AssumptionRow(Table):
    """A company's own number for one benchmark, as it was given. A row that is gone means the published figure."""

    __tablename__ = "assumptions"

    audit_id: Mapped[int] = mapped_column(ForeignKey("audits.id", ondelete="CASCADE"), primary_key=True)
    benchmark: Mapped[str] = mapped_column(String(60), primary_key=True)
    given: Mapped[Given]
    changed_at: Mapped[datetime]


class Revision(Table):
    """A scored set of answers. A re-score is a new one; none is ever overwritten.

    `record` is the audit's JSON (audit.record), compressed. Money is per year in `currency`.
    """

    __tablename__ = "revisions"

    id: Mapped[int] = row_number()
    audit_id: Mapped[int] = mapped_column(ForeignKey("audits.id", ondelete="CASCADE"))
    number: Mapped[int]
    made_at: Mapped[datetime]
    playbook_hash: Mapped[str] = mapped_column(ForeignKey("playbook_versions.content_hash"))
    answers_hash: Mapped[str] = mapped_column(String(64))
    changed: Mapped[str]  # the questions and assumptions that differ from the revision before, by comma
    record: Mapped[bytes]
    currency: Mapped[str] = mapped_column(String(3))
    total_p10: Mapped[float]
    total_p50: Mapped[float]
    total_p90: Mapped[float]
    verdict: Mapped[str] = mapped_column(String(16))
    first_fix: Mapped[str | None]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))  # staff, during a call; else the company

    __table_args__ = (UniqueConstraint("audit_id", "number"),)


class FindingRow(Table):
    """A leak of a revision in dollars a year, so that lists sort in the database."""

    __tablename__ = "findings"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True)
    leak: Mapped[str] = mapped_column(String(60), primary_key=True)
    title: Mapped[str]
    rank: Mapped[int]
    alone_p10: Mapped[float]
    alone_p50: Mapped[float]
    alone_p90: Mapped[float]
    share_money: Mapped[float]
    measured: Mapped[bool]

    __table_args__ = (Index(None, "leak", "alone_p50"),)
