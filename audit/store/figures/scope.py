"""Which audits a figure is about."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from audit.store.tables import AuditRow, Lead, PlaybookVersion
from audit.store.tallies import LONGEST_SOURCE


@dataclass(frozen=True, slots=True)
class Scope:
    """The audits of a time, `since` to before `until`, both in UTC.

    `source`, `playbook` and `version` leave out all others; None takes all, an empty source is that of audits without
    one. Invented companies count only `with_samples`.
    """

    since: datetime
    until: datetime
    source: str | None = None
    playbook: str | None = None
    version: str | None = None
    with_samples: bool = False

    def of_audits(self) -> tuple[ColumnElement[bool], ...]:
        """What holds for AuditRow: begun in that time."""
        found = [AuditRow.started_at >= self.since, AuditRow.started_at < self.until]
        if self.source is not None:
            found.append(came_from == self.source)
        if self.playbook is not None:
            found.append(AuditRow.playbook_hash.in_(self._playbook_hashes()))
        if not self.with_samples:
            found.append(AuditRow.is_sample.is_(False))
        return tuple(found)

    def of_leads(
        self, moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
    ) -> tuple[ColumnElement[bool], ...]:
        """What holds for Lead, where `moment` is in that time."""
        found: list[ColumnElement[bool]] = [moment >= self.since, moment < self.until]
        if self.source is not None:
            found.append(Lead.source == self.source)
        if self.version is not None:
            of_it = (AuditRow.id == Lead.audit_id, AuditRow.playbook_hash.in_(self._playbook_hashes()))
            found.append(exists().where(*of_it))
        elif self.playbook is not None:
            found.append(Lead.playbook == self.playbook)
        if not self.with_samples:
            found.append(Lead.is_sample.is_(False))
        return tuple(found)

    def _playbook_hashes(self) -> Select[str]:
        hashes = select(PlaybookVersion.content_hash).where(PlaybookVersion.name == self.playbook)
        return hashes if self.version is None else hashes.where(PlaybookVersion.version == self.version)


came_from = func.substr(func.coalesce(AuditRow.source["utm_source"].as_string(), ""), 1, LONGEST_SOURCE)
"""An audit's source as its lead has it; audits without an answer have no lead."""
