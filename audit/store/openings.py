"""Which reports were opened, and when for the first time."""

from datetime import datetime

from sqlalchemy.orm import Session

from audit.store.tables import ReportOpening
from audit.store.upserts import changed_rows, insert


def note(session: Session, report_id: int, now: datetime) -> bool:
    """Note that a report was opened. False if it had been before: the first time counts."""
    statement = insert(session, ReportOpening).values(report_id=report_id, opened_at=now)
    return bool(changed_rows(session, statement.on_conflict_do_nothing()))
