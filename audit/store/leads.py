"""The queue's rows: there from an audit's first answer on, and kept in step with what they are copied from.

What sales changes on them goes through audit.store.follow_ups.
"""

import re
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from audit.record import Record
from audit.store.tables import AuditRow, Lead, LeadLeak, LeadWord, PlaybookVersion, Revision
from audit.store.upserts import changed_rows, insert

LONGEST_SOURCE = 80
LONGEST_WORD = 80


def find(session: Session, public_id: str, *, to_change: bool = False) -> Lead | None:
    """Return the lead of that public id. `to_change` keeps others from changing it until the end."""
    query = select(Lead).where(Lead.public_id == public_id)
    return session.scalar(query.with_for_update() if to_change else query)


def of_audit(session: Session, audit_id: int) -> Lead | None:
    """Return the lead of an audit; None before its first answer."""
    return session.get(Lead, audit_id)


def begin(session: Session, audit: AuditRow, now: datetime) -> None:
    """Put an audit into the queue, once."""
    playbook = select(PlaybookVersion.name).where(PlaybookVersion.content_hash == audit.playbook_hash)
    values = {
        "audit_id": audit.id,
        "public_id": audit.public_id,
        "playbook": session.scalars(playbook).one(),
        "source": audit.source.get("utm_source", "")[:LONGEST_SOURCE],
        "arrived_at": now,
        "is_sample": audit.is_sample,
        **_UNTOUCHED,
    }
    changed_rows(session, insert(session, Lead).values(**values).on_conflict_do_nothing())


def show_result(session: Session, audit: AuditRow, revision: Revision, record: Record, now: datetime) -> None:
    """Take over the figures of the newest revision."""
    begin(session, audit, now)
    found = record.audit.findings
    figures = {
        "currency": revision.currency,
        "total_p10": revision.total_p10,
        "total_p50": revision.total_p50,
        "total_p90": revision.total_p90,
        "verdict": revision.verdict,
        "first_fix": revision.first_fix or "",
        "largest_leak": found[0].key if found else "",
    }
    first = {"finished": True, "arrived_at": now}
    of_it = Lead.audit_id == audit.id
    changed_rows(session, update(Lead).where(of_it, Lead.finished.is_(False)).values(**first))
    changed_rows(session, update(Lead).where(of_it).values(**figures))
    changed_rows(session, delete(LeadLeak).where(LeadLeak.audit_id == audit.id))
    leaks = [{"audit_id": audit.id, "leak": one.key, "title": one.title, "alone_p50": one.alone.p50} for one in found]
    if leaks:
        changed_rows(session, insert(session, LeadLeak).values(leaks))


def show_contact(session: Session, audit: AuditRow, name: str, company: str, email: str, now: datetime) -> None:
    """Take over who can be called, and the words by which the lead is found."""
    begin(session, audit, now)
    said = {"contact_name": name, "company": company, "email": email}
    changed_rows(session, update(Lead).where(Lead.audit_id == audit.id).values(**said))
    changed_rows(session, delete(LeadWord).where(LeadWord.audit_id == audit.id))
    rows = [{"audit_id": audit.id, "word": word} for word in words_of(name, company, email)]
    if rows:
        changed_rows(session, insert(session, LeadWord).values(rows))


def start_clock(session: Session, audit_id: int, start: datetime, amber_at: datetime, red_at: datetime) -> bool:
    """Start the response clock of a lead, once. False if it ran already.

    Whoever had been in touch before could not have called: the first touch is still to come.
    """
    fresh = (Lead.audit_id == audit_id, Lead.clock_from.is_(None))
    clock = {"clock_from": start, "amber_at": amber_at, "red_at": red_at, "next_turn_at": amber_at}
    values = {**clock, "first_touch_at": None, "first_touch_by_id": None}
    return bool(changed_rows(session, update(Lead).where(*fresh).values(**values)))


def words_of(*texts: str) -> Collection[str]:
    """Return the words by which texts are found: letters and digits, in lower case, in order."""
    return sorted({word[:LONGEST_WORD] for text in texts for word in re.findall(r"\w+", text.lower())})


_UNTOUCHED: dict[str, object] = {
    "status": "new",
    "reason": "",
    "next_step": "",
    "next_step_number": 0,
    "version": 1,
    "company": "",
    "contact_name": "",
    "email": "",
    "finished": False,
    "currency": "",
    "verdict": "",
    "first_fix": "",
    "largest_leak": "",
}
