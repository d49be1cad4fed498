"""Every table, as typed classes. A change here needs a migration; a test compares the two."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from audit.store.columns import Bytes, Identity, Json, UtcDateTime

Given = str | list[str]
"""An answer as it was given: a text, or the keys of what was ticked."""


class Table(DeclarativeBase):
    """All tables. Constraints are named by rule, so that a migration can name them on either database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, dict[str, str]: Json, Given: Json, bytes: Bytes}  # noqa: RUF012  # as SQLAlchemy declares it


def _id() -> Mapped[int]:
    return mapped_column(Identity, primary_key=True, autoincrement=True)


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

    id: Mapped[int] = _id()
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    playbook_hash: Mapped[str] = mapped_column(ForeignKey("playbook_versions.content_hash"))
    state: Mapped[str] = mapped_column(String(16), default=AuditState.STARTED)
    source: Mapped[dict[str, str]]  # utm_* and the playbook's hidden fields
    started_at: Mapped[datetime]
    first_answer_at: Mapped[datetime | None]
    last_answer_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    is_sample: Mapped[bool] = mapped_column(default=False)  # an invented company, loaded by `plumbline demo`

    __table_args__ = (Index(None, "state", "started_at"),)


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

    id: Mapped[int] = _id()
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


class Person(Table):
    """Somebody who gave an e-mail address; `email` in lower case."""

    __tablename__ = "people"

    id: Mapped[int] = _id()
    email: Mapped[str] = mapped_column(String(254), unique=True)
    first_seen_at: Mapped[datetime]


class Contact(Table):
    """What a person said about themselves with one audit. Kept apart from the person: anybody can type any address."""

    __tablename__ = "contacts"

    id: Mapped[int] = _id()
    audit_id: Mapped[int] = mapped_column(ForeignKey("audits.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    company: Mapped[str]
    given_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("audit_id", "person_id"),)


class Consent(Table):
    """A yes to something, with the words that were on the screen. Saying nothing makes no row."""

    __tablename__ = "consents"

    id: Mapped[int] = _id()
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audits.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(40))
    wording: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("audit_id", "person_id", "purpose"),)


class JobState(StrEnum):
    """Where a row that is a job stands. WAITING and an expired WORKING are what a worker may claim."""

    HELD = "held"  # waits for another row
    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"  # given up; a person sees it and can have it run again
    KEPT = "kept"  # a mail that is not sent, for want of a mail server


class Job:
    """The columns of a row that is a job. Schedules are columns; the queue's message is only a nudge."""

    state: Mapped[str] = mapped_column(String(16), default=JobState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    nudged_at: Mapped[datetime | None]
    claim: Mapped[str | None] = mapped_column(String(32))  # whose it is while WORKING
    claimed_until: Mapped[datetime | None]
    error: Mapped[str | None]  # in short, without personal data
    request_id: Mapped[str] = mapped_column(String(64), default="")
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Report(Job, Table):
    """The PDF of one revision. `company` is printed on it; `file_name` is where it is kept once it is ready."""

    __tablename__ = "reports"

    id: Mapped[int] = _id()
    revision_id: Mapped[int] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"), unique=True)
    company: Mapped[str]
    progress_percent: Mapped[int] = mapped_column(default=0)
    file_name: Mapped[str | None]
    size_bytes: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (Index(None, "state", "next_attempt_at"),)


class MailKind(StrEnum):
    """What a mail is about."""

    REPORT = "report"  # the link to a finished report
    TEST = "test"  # `plumbline mail test`


class Mail(Job, Table):
    """One message to one address; the row is also its log. `key` is what makes it the same message twice."""

    __tablename__ = "mails"

    id: Mapped[int] = _id()
    key: Mapped[str] = mapped_column(String(128), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    recipient: Mapped[str] = mapped_column(String(254))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[str | None]
    server_reply: Mapped[str | None]

    __table_args__ = (Index(None, "state", "next_attempt_at"),)


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


class Tally(Table):
    """How often something was seen on a day: no person, only a number."""

    __tablename__ = "tallies"

    day: Mapped[date] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(String(32), primary_key=True)
    playbook: Mapped[str] = mapped_column(String(60), primary_key=True)
    source: Mapped[str] = mapped_column(String(80), primary_key=True)
    count: Mapped[int]


class Process(Table):
    """A worker or sweeper that has said lately that it is alive."""

    __tablename__ = "processes"

    name: Mapped[str] = mapped_column(String(128), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    seen_at: Mapped[datetime]
