"""How much work there is and how long it has waited, for who watches the server."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from audit.store.claims import JobTable
from audit.store.tables import JobState


@dataclass(frozen=True, slots=True)
class Backlog:
    """Rows of a table of jobs by state, every state named, and since when the oldest that is due has been due."""

    by_state: Mapping[str, int]
    oldest_due_at: datetime | None


def backlog(session: Session, table: JobTable, now: datetime) -> Backlog:
    """Return the backlog of reports or of mails."""
    found = session.execute(select(table.state, func.count()).group_by(table.state))
    counted = {str(state): count for state, count in found}
    due = (table.state == JobState.WAITING, table.next_attempt_at <= now)
    return Backlog(
        {state.value: counted.get(state.value, 0) for state in JobState},
        session.scalar(select(func.min(table.next_attempt_at)).where(*due)),
    )
