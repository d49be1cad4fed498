"""The leads of a list, a few hundred at a time: a hundred thousand of them are never in memory together."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from audit.store import queue
from audit.store.database import Database
from audit.store.exports import WORDS
from audit.store.queue import Asker, Row
from audit.store.queue_filters import Filters, filters_of
from audit.store.tables import Account, AuditRow, Consent, Contact, Export, Lead, LeadLeak, Note

AT_ONCE = 500
ALL = 2**31

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Reach:
    """What else the newest contact said of themselves, and whether they agreed to be written to."""

    role: str
    phone: str
    time_zone: str
    agreed_at: datetime | None
    withdrawn_at: datetime | None


NO_REACH = Reach("", "", "", None, None)


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note: who wrote what, and when."""

    at: datetime
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class ExportedLead:
    """One line of a list. Money is a year's worth in `lead.currency`; leaks with the largest first."""

    lead: Lead
    playbook_hash: str
    source: Mapping[str, str]
    owner: str
    first_touch_by: str
    reach: Reach
    leaks: Sequence[tuple[str, float]]
    tags: Sequence[str]
    notes: Sequence[NoteLine]


@dataclass(frozen=True, slots=True)
class View:
    """What a list is of: a view of the queue, and who asked for it, which says what "mine" and "today" mean."""

    filters: Filters
    asker: Asker


def view_of(export: Export, now: datetime, zone: ZoneInfo) -> View:
    """Read what `exports.Wanted.written` wrote."""
    given = dict(parse_qsl(export.view))
    return View(filters_of(export.view, given.get(WORDS, "")), Asker(export.account_id, now, zone))


def count(session: Session, view: View) -> int:
    """Return how many leads a list has."""
    return queue.count(session, view.filters, view.asker, ALL).number


def lines(database: Database, view: View) -> Iterator[Sequence[ExportedLead]]:
    """Yield the leads in the view's order, batch by batch, all as they were at one moment."""
    with database.reading() as session:
        if session.get_bind().dialect.name != "sqlite":  # which never shows a transaction two states
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        names = dict(iter(session.execute(select(Account.id, Account.name))))
        for batch in queue.rows(session, view.filters, view.asker, AT_ONCE):
            yield _with_the_rest(session, batch, names)


def _with_the_rest(session: Session, rows: Sequence[Row], names: Mapping[int, str]) -> Sequence[ExportedLead]:
    wanted = [row.lead.audit_id for row in rows]
    audits = {audit_id: (source, playbook) for audit_id, source, playbook in session.execute(_audits(wanted))}
    leaks, notes, reach = _leaks(session, wanted), _notes(session, wanted, names), _reach(session, wanted)
    found = []
    for row in rows:
        number = row.lead.audit_id
        source, playbook_hash = audits[number]
        found.append(
            ExportedLead(
                lead=row.lead,
                playbook_hash=playbook_hash,
                source=source,
                owner=row.owner,
                first_touch_by=names.get(row.lead.first_touch_by_id or 0, ""),
                reach=reach.get(number, NO_REACH),
                leaks=leaks.get(number, ()),
                tags=row.tags,
                notes=notes.get(number, ()),
            )
        )
    return found


def _audits(wanted: Sequence[int]) -> Select[int, dict[str, str], str]:
    return select(AuditRow.id, AuditRow.source, AuditRow.playbook_hash).where(AuditRow.id.in_(wanted))


def _leaks(session: Session, wanted: Sequence[int]) -> Mapping[int, Sequence[tuple[str, float]]]:
    query = select(LeadLeak.audit_id, LeadLeak.title, LeadLeak.alone_p50).where(LeadLeak.audit_id.in_(wanted))
    rows = session.execute(query.order_by(LeadLeak.alone_p50.desc(), LeadLeak.leak))
    return _by_audit((audit_id, (title, money)) for audit_id, title, money in rows)


def _notes(session: Session, wanted: Sequence[int], names: Mapping[int, str]) -> Mapping[int, Sequence[NoteLine]]:
    query = select(Note.audit_id, Note.made_at, Note.account_id, Note.text)
    query = query.where(Note.audit_id.in_(wanted), Note.removed_at.is_(None)).order_by(Note.made_at, Note.id)
    rows = session.execute(query)
    return _by_audit((audit_id, NoteLine(at, names.get(by, ""), text)) for audit_id, at, by, text in rows)


def _reach(session: Session, wanted: Sequence[int]) -> Mapping[int, Reach]:
    of_them = (Consent.audit_id == Contact.audit_id, Consent.person_id == Contact.person_id)
    query = select(Contact, Consent.given_at, Consent.withdrawn_at).outerjoin(Consent, of_them[0] & of_them[1])
    # The newest contact comes last and counts; of several consents, the newest.
    ordered = query.where(Contact.audit_id.in_(wanted)).order_by(Contact.given_at, Contact.id, Consent.given_at)
    return {
        contact.audit_id: Reach(contact.role, contact.phone, contact.time_zone, agreed_at, withdrawn_at)
        for contact, agreed_at, withdrawn_at in session.execute(ordered)
    }


def _by_audit(rows: Iterator[tuple[int, Found]]) -> Mapping[int, Sequence[Found]]:
    found: dict[int, list[Found]] = defaultdict(list)
    for audit_id, row in rows:
        found[audit_id].append(row)
    return found
