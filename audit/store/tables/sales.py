"""What sales does with an audit, and what the queue sorts by."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from audit.store.tables.table import Table, only_where, row_number

_FILTERED_BY = (
    "status",
    "owner_id",
    "source",
    "first_fix",
    "playbook",
    "finished",
    "is_sample",
    "first_touch_at",
    "red_at",
    "next_step_at",
)
"""What the queue filters by stands in its two great indexes, so that a page is found without reading a row."""


class Lead(Table):
    """An audit as the queue shows it; there from its first answer on.

    The first part is what sales did. The second is copied from where it is kept, in the same transaction, so that a
    list of a hundred thousand sorts and filters by an index (docs/decisions/0026-the-queue-is-a-table.md).
    Money is a year's worth in `currency`; the figures are those of the newest revision.
    """

    __tablename__ = "leads"

    audit_id: Mapped[int] = mapped_column(ForeignKey("audits.id", ondelete="CASCADE"), primary_key=True)
    # What sales did
    status: Mapped[str] = mapped_column(String(16), default="new")  # audit.sales.statuses
    reason: Mapped[str] = mapped_column(String(32), default="")  # why, where the status asks for it
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    next_step: Mapped[str] = mapped_column(default="")
    next_step_at: Mapped[datetime | None]
    next_step_number: Mapped[int] = mapped_column(default=0)  # counts its changes: a calendar keeps the newest
    reminded_at: Mapped[datetime | None]  # of the next step as it stands now
    first_touch_at: Mapped[datetime | None]
    first_touch_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    version: Mapped[int] = mapped_column(default=1)  # counts what people change: who sends an older one is told
    # The response clock: from when somebody could be called. Copied from the rules of that day (audit.sales.clock).
    clock_from: Mapped[datetime | None]
    amber_at: Mapped[datetime | None]
    red_at: Mapped[datetime | None]
    next_turn_at: Mapped[datetime | None]  # when the team is to be told next; none once it has been told of red
    # Copies
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    playbook: Mapped[str] = mapped_column(String(60))
    source: Mapped[str] = mapped_column(String(80))  # utm_source; empty for none
    company: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    finished: Mapped[bool] = mapped_column(default=False)
    arrived_at: Mapped[datetime]  # begun; once there is a result, finished
    currency: Mapped[str] = mapped_column(String(3), default="")
    total_p10: Mapped[float | None]
    total_p50: Mapped[float | None]
    total_p90: Mapped[float | None]
    verdict: Mapped[str] = mapped_column(String(16), default="")
    first_fix: Mapped[str] = mapped_column(String(60), default="")
    largest_leak: Mapped[str] = mapped_column(String(60), default="")
    is_sample: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        Index("ix_leads_by_dollars", "total_p50", "audit_id", *_FILTERED_BY, "arrived_at"),
        Index("ix_leads_by_arrival", "arrived_at", "audit_id", *_FILTERED_BY, "total_p50"),
        Index("ix_leads_running", "red_at", "audit_id", **only_where("first_touch_at IS NULL AND red_at IS NOT NULL")),
        Index("ix_leads_due", "next_step_at", "audit_id", **only_where("next_step_at IS NOT NULL")),
        Index("ix_leads_clock_from", "clock_from", **only_where("clock_from IS NOT NULL")),
        # Only to see whether there is one: the queue's pages of a source are not to be sorted from it.
        Index("ix_leads_source", "source", **only_where("source <> ''")),
        Index("ix_leads_next_turn_at", "next_turn_at", **only_where("next_turn_at IS NOT NULL")),
        Index("ix_leads_to_remind", "next_step_at", **only_where("next_step_at IS NOT NULL AND reminded_at IS NULL")),
    )


class LeadLeak(Table):
    """A leak of a lead's newest revision: one row each, so that a list of one leak sorts by its dollars."""

    __tablename__ = "lead_leaks"

    audit_id: Mapped[int] = mapped_column(ForeignKey("leads.audit_id", ondelete="CASCADE"), primary_key=True)
    leak: Mapped[str] = mapped_column(String(60), primary_key=True)
    title: Mapped[str]
    alone_p50: Mapped[float]

    __table_args__ = (Index(None, "leak", "alone_p50", "audit_id"),)


class LeadWord(Table):
    """A word by which a lead is found, in lower case: of its company, its contact's name and address."""

    __tablename__ = "lead_words"

    # By code point on either database, so that words with the same beginning stand beside each other.
    word: Mapped[str] = mapped_column(
        String(80).with_variant(String(80, collation="C"), "postgresql"), primary_key=True
    )
    audit_id: Mapped[int] = mapped_column(ForeignKey("leads.audit_id", ondelete="CASCADE"), primary_key=True)

    __table_args__ = (Index(None, "audit_id", "word"),)


class LeadTag(Table):
    """A word that sales puts on a lead."""

    __tablename__ = "lead_tags"

    audit_id: Mapped[int] = mapped_column(ForeignKey("leads.audit_id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(40), primary_key=True)

    __table_args__ = (Index(None, "tag", "audit_id"),)


class Note(Table):
    """What somebody wrote down about a lead."""

    __tablename__ = "notes"

    id: Mapped[int] = row_number()
    audit_id: Mapped[int] = mapped_column(ForeignKey("leads.audit_id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    text: Mapped[str]
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    removed_at: Mapped[datetime | None]  # taken away, and to be had back


class Activity(Table):
    """Something that happened with a lead, in time order. `before` and `after` hold what changed, by column.

    An empty text stands for nothing. Moments are in ISO 8601, UTC. What can be undone is undone by a further row.
    """

    __tablename__ = "activity"

    id: Mapped[int] = row_number()
    audit_id: Mapped[int] = mapped_column(ForeignKey("leads.audit_id", ondelete="CASCADE"))
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))  # none: the prospect, or Plumbline
    kind: Mapped[str] = mapped_column(String(24))  # audit.store.activity.Kind
    note_id: Mapped[int | None] = mapped_column(ForeignKey("notes.id", ondelete="CASCADE"))
    before: Mapped[dict[str, str]]
    after: Mapped[dict[str, str]]
    undone_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "audit_id", "at"),)
