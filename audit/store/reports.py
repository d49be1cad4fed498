"""Reports: one row for the PDF of a revision. The row is the job (audit.store.claims)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.store.tables import JobState, Report, Revision
from audit.store.upserts import changed_rows, insert


def latest(session: Session, audit_id: int) -> Report | None:
    """Return the report of the newest revision that has one, ready or not."""
    query = select(Report).join(Revision, Report.revision_id == Revision.id).where(Revision.audit_id == audit_id)
    return session.scalar(query.order_by(Revision.number.desc()).limit(1))


def latest_ready(session: Session, audit_id: int) -> Report | None:
    """Return the finished report of the newest revision that has one."""
    query = select(Report).join(Revision, Report.revision_id == Revision.id).where(Revision.audit_id == audit_id)
    done = query.where(Report.state == JobState.DONE)
    return session.scalar(done.order_by(Revision.number.desc()).limit(1))


def with_revision(session: Session, report_id: int) -> tuple[Report, Revision] | None:
    """Return a report and what it reports on."""
    query = select(Report, Revision).join(Revision, Report.revision_id == Revision.id).where(Report.id == report_id)
    row = session.execute(query).one_or_none()
    return (row[0], row[1]) if row else None


def request(session: Session, revision: Revision, company: str, request_id: str, now: datetime) -> Report:
    """Return the report of a revision, asked for now if it was not before. A report never changes after that."""
    values = {
        "revision_id": revision.id,
        "company": company,
        "state": JobState.WAITING,
        "attempts": 0,
        "progress_percent": 0,
        "next_attempt_at": now,
        "nudged_at": now,
        "request_id": request_id,
        "created_at": now,
    }
    changed_rows(session, insert(session, Report).values(**values).on_conflict_do_nothing())
    return session.scalars(select(Report).where(Report.revision_id == revision.id)).one()
