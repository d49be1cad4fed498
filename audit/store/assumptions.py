"""A company's own numbers for benchmarks, as they were given."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from audit.store.tables import AssumptionRow, AuditRow, Given
from audit.store.upserts import changed_rows, insert

__all__ = ["drop", "of_audit", "save"]


def of_audit(session: Session, audit_id: int) -> Mapping[str, Given]:
    """Return what was given for each benchmark, always in the same order."""
    query = select(AssumptionRow.benchmark, AssumptionRow.given).where(AssumptionRow.audit_id == audit_id)
    return dict(sorted((benchmark, given) for benchmark, given in session.execute(query)))


def save(session: Session, audit: AuditRow, benchmark: str, given: Given, now: datetime) -> None:
    """Keep an own number; the latest counts. The caller holds the audit (`audits.sheet(..., to_change=True)`)."""
    said = {"given": given, "changed_at": now}
    statement = insert(session, AssumptionRow).values(audit_id=audit.id, benchmark=benchmark, **said)
    changed_rows(session, statement.on_conflict_do_update(index_elements=["audit_id", "benchmark"], set_=said))


def drop(session: Session, audit: AuditRow, benchmarks: Collection[str]) -> None:
    """Go back to the published figures of these benchmarks, where there are own numbers for them."""
    of_them = (AssumptionRow.audit_id == audit.id, AssumptionRow.benchmark.in_(benchmarks))
    changed_rows(session, delete(AssumptionRow).where(*of_them))
