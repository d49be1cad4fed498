"""How long companies waited for a first call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.store.figures.scope import Scope
from audit.store.tables import Lead


@dataclass(frozen=True, slots=True)
class Wait:
    """One response clock: when it started, when it turns, and when the company was first touched."""

    clock_from: datetime
    amber_at: datetime
    red_at: datetime
    first_touch_at: datetime | None


def waits(session: Session, scope: Scope) -> Sequence[Wait]:
    """Return the clocks that started in that time, in no order."""
    query = select(Lead.clock_from, Lead.amber_at, Lead.red_at, Lead.first_touch_at)
    rows = session.execute(query.where(*scope.of_leads(Lead.clock_from)))
    return [Wait(since, amber, red, touched) for since, amber, red, touched in rows if since and amber and red]
