"""Counts, and who is alive."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from audit.store.tables.table import Table


class Tally(Table):
    """How often something was seen on a day: no person, only a number."""

    __tablename__ = "tallies"

    day: Mapped[date] = mapped_column(primary_key=True)
    event: Mapped[str] = mapped_column(String(32), primary_key=True)
    playbook: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[str] = mapped_column(String(40), primary_key=True)  # the playbook's
    source: Mapped[str] = mapped_column(String(80), primary_key=True)
    count: Mapped[int]


class Process(Table):
    """A worker or sweeper that has said lately that it is alive."""

    __tablename__ = "processes"

    name: Mapped[str] = mapped_column(String(128), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    seen_at: Mapped[datetime]


class ReportOpening(Table):
    """When a report's PDF was first opened: one row for each report that was."""

    __tablename__ = "report_openings"

    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True)
    opened_at: Mapped[datetime]
