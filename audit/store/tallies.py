"""How often pages were seen, a number a day: no cookie, no address, no person."""

from datetime import date

from sqlalchemy.orm import Session

from audit.store.tables import Tally
from audit.store.upserts import changed_rows, insert

LONGEST_SOURCE = 80


def count(session: Session, day: date, event: str, playbook: str, version: str, source: str) -> None:
    """Count one more. `version` is the playbook's."""
    key = {"day": day, "event": event, "playbook": playbook, "version": version, "source": source[:LONGEST_SOURCE]}
    statement = insert(session, Tally).values(**key, count=1)
    changed_rows(session, statement.on_conflict_do_update(index_elements=list(key), set_={"count": Tally.count + 1}))
