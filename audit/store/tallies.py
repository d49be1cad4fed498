"""How often pages were seen, a number a day: no cookie, no address, no person."""

from datetime import date

from sqlalchemy.orm import Session

from audit.store.tables import Tally
from audit.store.upserts import changed_rows, insert

LONGEST_SOURCE = 80


def count(session: Session, day: date, event: str, playbook: str, source: str) -> None:
    """Count one more."""
    values = {"day": day, "event": event, "playbook": playbook, "source": source[:LONGEST_SOURCE], "count": 1}
    statement = insert(session, Tally).values(**values)
    key = ["day", "event", "playbook", "source"]
    changed_rows(session, statement.on_conflict_do_update(index_elements=key, set_={"count": Tally.count + 1}))
