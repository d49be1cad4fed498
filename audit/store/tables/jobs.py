"""Rows that are jobs."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from audit.store.tables.table import Table, row_number


class JobState(StrEnum):
    """Where a row that is a job stands. WAITING and an expired WORKING are what a worker may claim."""

    HELD = "held"  # waits for another row
    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"  # given up; a person sees it and can have it run again
    KEPT = "kept"  # not sent: there is no server for it, or a post to Slack was no news any more


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

    id: Mapped[int] = row_number()
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
    INVITATION = "invitation"  # staff: set a password
    NEW_PASSWORD = "new password"  # noqa: S105  # staff: set another one
    ALERT = "alert"  # staff: an audit has come in, or its clock has turned
    REMINDER = "reminder"  # staff: the next step is due
    EXPORT = "export"  # staff: an export is ready
    PORTAL_LINK = "portal link"  # operator: sign in
    PORTAL_INVITATION = "portal invite"  # operator: join a company
    TO_SIGN = "to sign"  # operator: a version of an agreement waits for their signature
    CHANGE_WISH = "change wish"  # staff: an operator asks for a change, or has signed (`about` says which)
    MEASURE = "measure"  # operator: a measurement is due
    READINESS = "readiness"  # somebody who is asked whether the company is ready


class Mail(Job, Table):
    """One message to one address; the row is also its log. `key` is what makes it the same message twice."""

    __tablename__ = "mails"

    id: Mapped[int] = row_number()
    key: Mapped[str] = mapped_column(String(128), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    recipient: Mapped[str] = mapped_column(String(254))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), index=True)
    audit_id: Mapped[int | None] = mapped_column(ForeignKey("audits.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)  # the member of staff
    export_id: Mapped[int | None] = mapped_column(ForeignKey("exports.id", ondelete="CASCADE"))
    about: Mapped[str] = mapped_column(String(40), default="")  # which of its kind: an alert's turn of the clock
    message_id: Mapped[str | None]
    server_reply: Mapped[str | None]

    __table_args__ = (Index(None, "state", "next_attempt_at"),)


class MailSubject(Table):
    """What in the portal a mail is about. A mail whose subject is gone is not sent."""

    __tablename__ = "mail_subjects"

    mail_id: Mapped[int] = mapped_column(ForeignKey("mails.id", ondelete="CASCADE"), primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), index=True)
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("agreement_versions.id", ondelete="CASCADE"))
    ask_id: Mapped[int | None] = mapped_column(ForeignKey("readiness_asks.id", ondelete="CASCADE"), index=True)


class SlackPost(Job, Table):
    """One message to the team's Slack channel. `key` is what makes it the same message twice."""

    __tablename__ = "slack_posts"

    id: Mapped[int] = row_number()
    key: Mapped[str] = mapped_column(String(128), unique=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audits.id", ondelete="CASCADE"), index=True)
    about: Mapped[str] = mapped_column(String(40))  # as Mail.about

    __table_args__ = (Index(None, "state", "next_attempt_at"),)


class Export(Job, Table):
    """A list of the console as a file. `view` is the queue's address line (filters and order), `format` csv or xlsx.

    Only who asked for it may download it, and only until `expires_at`.
    """

    __tablename__ = "exports"

    id: Mapped[int] = row_number()
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    view: Mapped[str]
    format: Mapped[str] = mapped_column(String(8))
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    file_name: Mapped[str | None]
    size_bytes: Mapped[int | None]
    expires_at: Mapped[datetime]
    downloaded_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "state", "next_attempt_at"), Index(None, "expires_at"))


class PaperKind(StrEnum):
    """What a company's paper is."""

    AGREEMENT = "agreement"  # one version of it, with its signatures
    PROOF = "proof"  # as it stood at `as_of`
    FIX_PAGE = "fix page"  # the one-page fix in the company's own words
    EVERYTHING = "everything"  # all that is kept about the company, as a zip


class Paper(Job, Table):
    """A file made for a company, to keep. Once it is ready it never changes; `key` is what makes it the same one."""

    __tablename__ = "papers"

    id: Mapped[int] = row_number()
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    key: Mapped[str] = mapped_column(String(128), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), index=True)
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("agreement_versions.id", ondelete="CASCADE"))
    fix_page_id: Mapped[int | None] = mapped_column(ForeignKey("fix_pages.id", ondelete="CASCADE"))
    as_of: Mapped[datetime]  # only what was known at this moment is in it
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))  # who asked: staff, or
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL"), index=True
    )  # an operator
    progress_percent: Mapped[int] = mapped_column(default=0)
    file_name: Mapped[str | None]
    size_bytes: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    expires_at: Mapped[datetime | None]  # of a zip with everything; other papers are kept

    __table_args__ = (Index(None, "state", "next_attempt_at"), Index(None, "expires_at"))


class Removal(Job, Table):
    """Files that have to go, because the rows they belonged to are gone. Done when none of them is left."""

    __tablename__ = "removals"

    id: Mapped[int] = row_number()
    file_names: Mapped[list[str]]
    reason: Mapped[str] = mapped_column(String(40))  # erasure, retention, samples

    __table_args__ = (Index(None, "state", "next_attempt_at"),)
