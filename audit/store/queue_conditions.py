"""A view of the queue as conditions of a query; the two great indexes of `leads` hold nearly all that they ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from audit.store.leads import words_of
from audit.store.queue_filters import ME, NO_SOURCE, NOBODY, OPEN, OPEN_STATUSES, Answer, Clock, Due, Filters
from audit.store.tables import Lead, LeadLeak, LeadTag, LeadWord

FEW: Final = 5_000
"""So many leads, or fewer, are looked up one by one; of more, the list is walked in its order and each is asked."""

_GREATEST_CHARACTER = chr(0x10FFFF)

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who looks at the queue, when, and by which calendar: "mine", "red" and "today" follow from it."""

    account_id: int
    now: datetime
    zone: ZoneInfo


def conditions(session: Session, filters: Filters, asker: Asker, *, leak_too: bool = True) -> Sequence[Condition]:
    """Return what a lead has to fulfil. `leak_too` is False where the query itself starts from the leak."""
    found = [*_of_lead(filters), *_of_arrival(filters, asker)]
    if filters.owner:
        found.append(_of_owner(filters.owner, asker))
    other = aliased(Lead)
    for of_moment in (_of_clock, _of_due):
        asked = of_moment(filters, asker, other)
        if asked is not None:
            found.append(_few_or(session, other.audit_id, asked, of_moment(filters, asker, Lead)))
    for audit_id, asked in memberships(filters):
        if leak_too or audit_id is not LeadLeak.audit_id:
            found.append(_few_or(session, audit_id, asked, exists().where(audit_id == Lead.audit_id, asked)))
    return found


def memberships(filters: Filters) -> Sequence[tuple[InstrumentedAttribute[int], Condition]]:
    """Return where a lead has to have a row: the other table's column of audits, and what the row has to fulfil."""
    found: list[tuple[InstrumentedAttribute[int], Condition]] = []
    if filters.leak:
        found.append((LeadLeak.audit_id, LeadLeak.leak == filters.leak))
    if filters.tag:
        found.append((LeadTag.audit_id, LeadTag.tag == filters.tag))
    return [*found, *((LeadWord.audit_id, _begins(word)) for word in words_of(filters.words))]


def is_running(lead: type[Lead] = Lead) -> Condition:
    """Whether a lead's response clock runs; as the index of the running ones says it."""
    return and_(lead.first_touch_at.is_(None), lead.red_at.is_not(None))


def _of_lead(filters: Filters) -> Iterator[Condition]:
    if filters.status:
        yield Lead.status.in_(OPEN_STATUSES) if filters.status == OPEN else Lead.status == filters.status
    if filters.fix:
        yield Lead.first_fix == filters.fix
    if filters.source:
        yield Lead.source == ("" if filters.source == NO_SOURCE else filters.source)
    if filters.playbook:
        yield Lead.playbook == filters.playbook
    if filters.finished is not None:
        yield Lead.finished.is_(filters.finished is Answer.YES)
    if filters.samples is not None:
        yield Lead.is_sample.is_(filters.samples is Answer.YES)
    if filters.clock is Clock.ANSWERED:
        yield and_(Lead.first_touch_at.is_not(None), Lead.red_at.is_not(None))
    if filters.dollars_from is not None:
        yield Lead.total_p50 >= filters.dollars_from
    if filters.dollars_to is not None:
        yield Lead.total_p50 <= filters.dollars_to


def _of_owner(owner: str, asker: Asker) -> Condition:
    if owner == NOBODY:
        return Lead.owner_id.is_(None)
    return Lead.owner_id == (asker.account_id if owner == ME else int(owner))


def _of_arrival(filters: Filters, asker: Asker) -> Iterator[Condition]:
    if filters.arrived_from is not None:
        yield Lead.arrived_at >= _begin(filters.arrived_from, asker.zone)
    if filters.arrived_to is not None:
        yield Lead.arrived_at < _begin(filters.arrived_to + timedelta(days=1), asker.zone)


def _of_clock(filters: Filters, asker: Asker, lead: type[Lead]) -> Condition | None:
    match filters.clock:
        case Clock.RUNNING:
            return is_running(lead)
        case Clock.AMBER:
            return and_(is_running(lead), lead.amber_at <= asker.now, lead.red_at > asker.now)
        case Clock.RED:
            return and_(is_running(lead), lead.red_at <= asker.now)
    return None


def _of_due(filters: Filters, asker: Asker, lead: type[Lead]) -> Condition | None:
    if filters.due is None:
        return None
    today = asker.now.astimezone(asker.zone).date()
    days = {Due.TODAY: 1, Due.WEEK: 7}.get(filters.due)
    end = asker.now if days is None else _begin(today + timedelta(days=days), asker.zone)
    return and_(lead.next_step_at.is_not(None), lead.next_step_at < end)


def _few_or(
    session: Session,
    audit_id: ColumnElement[int] | InstrumentedAttribute[int],
    asked: Condition,
    otherwise: Condition | None,
) -> Condition:
    """Few leads are looked up by their numbers, straight from a small index. Else each lead is asked as it comes."""
    some = select(audit_id).where(asked)
    count = session.scalar(select(func.count()).select_from(some.limit(FEW + 1).subquery())) or 0
    return Lead.audit_id.in_(some) if count <= FEW or otherwise is None else otherwise


def _begins(word: str) -> Condition:
    return and_(LeadWord.word >= word, LeadWord.word < word + _GREATEST_CHARACTER)


def _begin(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
