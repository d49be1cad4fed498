"""How often pages were seen, a number a day: no cookie, no address, no person."""

from datetime import date

from sqlalchemy import literal_column, select
from sqlalchemy.orm import Session

from audit.store.tables import Lead, Tally
from audit.store.upserts import changed_rows, insert

LONGEST_SOURCE = 80

START_PAGE = "start_page"
"""The event of a view of the start page."""

SAMPLE_START_PAGE = "sample start_page"
"""The same by the visitors that `plumbline demo` invents."""

NEW_SOURCES_A_DAY = 30
"""So many sources get a row of their own on a day, whoever made them up; more only if an audit came from them."""

OTHER = "(other)"


def count(session: Session, day: date, event: str, playbook: str, version: str, source: str) -> None:
    """Count one more. `version` is the playbook's."""
    key = {"day": day, "event": event, "playbook": playbook, "version": version, "source": source[:LONGEST_SOURCE]}
    statement = insert(session, Tally).values(**key, count=1)
    changed_rows(session, statement.on_conflict_do_update(index_elements=list(key), set_={"count": Tally.count + 1}))


def source_to_count(session: Session, day: date, event: str, playbook: str, source: str) -> str:
    """Return the source itself, or OTHER: anybody can make up links, and each made-up source would be a further row.

    A source counts under its own name where it did so today, where fewer than NEW_SOURCES_A_DAY have, and where an
    audit with an answer came from it (docs/decisions/0029-views-by-source.md).
    """
    wanted = source[:LONGEST_SOURCE]
    if not wanted:
        return ""
    of_today = (Tally.day == day, Tally.event == event, Tally.playbook == playbook)
    named = set(session.scalars(select(Tally.source).where(*of_today).distinct())) - {"", OTHER}
    if wanted in named or len(named) < NEW_SOURCES_A_DAY:
        return wanted
    some = Lead.source != literal_column("''")  # as its index says it
    known = session.scalar(select(Lead.audit_id).where(Lead.source == wanted, some).limit(1))
    return wanted if known is not None else OTHER
