"""Leads put straight into the queue, with what a test says of them and nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from audit.store import accounts, leads
from audit.store.queue import Asker, rows
from audit.store.queue_filters import Filters
from audit.store.tables import AuditRow, Lead, LeadLeak, LeadTag, LeadWord, Role

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")


def owner(session: Session, name: str) -> int:
    email = f"{name.lower()}@northwind.example"
    return (accounts.by_email(session, email) or accounts.create(session, email, name, Role.SALES, NOW)).id


def asker(account_id: int = 0) -> Asker:
    return Asker(account_id, NOW, ZONE)


def queue_up(
    session: Session,
    playbook_hash: str,
    name: str,
    *,
    total: float | None = None,
    hours_ago: float = 0,
    found: dict[str, float] | None = None,
    tags: tuple[str, ...] = (),
    **columns: Any,
) -> Lead:
    """Add a lead whose public id is `name`; finished if it has a total."""
    arrived_at = NOW - timedelta(hours=hours_ago)
    row = AuditRow(public_id=name, playbook_hash=playbook_hash, source={}, started_at=arrived_at, state="finished")
    session.add(row)
    session.flush()
    given = {"company": "", "contact_name": "", "email": "", "playbook": "home_services", "source": "", **columns}
    money = {} if total is None else {"total_p10": total / 2, "total_p50": total, "total_p90": total * 2}
    lead = Lead(audit_id=row.id, public_id=name, finished=total is not None, arrived_at=arrived_at, **(money | given))
    lead.largest_leak = max(found, key=found.__getitem__) if found else ""
    session.add(lead)
    session.flush()
    session.add_all(
        LeadLeak(audit_id=row.id, leak=leak, title=leak.capitalize(), alone_p50=worth)
        for leak, worth in (found or {}).items()
    )
    session.add_all(LeadTag(audit_id=row.id, tag=tag) for tag in tags)
    words = leads.words_of(lead.company, lead.contact_name, lead.email)
    session.add_all(LeadWord(audit_id=row.id, word=word) for word in words)
    session.flush()
    return lead


def names(session: Session, filters: Filters, by: Asker | None = None) -> list[str]:
    """Every lead of a view in its order."""
    return [row.lead.public_id for batch in rows(session, filters, by or asker()) for row in batch]
