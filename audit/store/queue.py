"""The queue: one list of all leads, page by page by key (docs/decisions/0026-the-queue-is-a-table.md).

A page is found in an index, in order, as (value, audit) pairs; only its rows are then read. There is no OFFSET: a page
begins after the last row of the one before, so that the last page costs what the first does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from audit.store.queue_conditions import Asker, Condition, conditions, is_running, memberships
from audit.store.queue_filters import Answer, Filters, Sort
from audit.store.tables import Account, Lead, LeadLeak, LeadTag

__all__ = ["AT_ONCE", "COUNTED", "Asker", "Count", "Cursor", "CursorError", "Page", "Row", "count", "page", "rows"]

AT_ONCE: Final = 50
COUNTED: Final = 10_000
"""Beyond it nobody counts."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class CursorError(ValueError):
    """A cursor that none of our pages has written."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A row's place in a sorted list: which part of it, by which value, and which audit."""

    part: int
    value: float | datetime
    audit_id: int

    def __str__(self) -> str:
        """As an address has it; it names nobody."""
        moment = "" if isinstance(self.value, float) else f"@{(self.value - _EPOCH) // _MICROSECOND}"
        return f"{self.part}_{moment or self.value}_{self.audit_id}"

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """Read what `str` wrote. Raises CursorError."""
        try:
            part, value, audit_id = text.split("_")
            moment = _EPOCH + timedelta(microseconds=int(value[1:])) if value.startswith("@") else float(value)
            found = cls(int(part), moment, int(audit_id))
        except (ValueError, OverflowError) as error:
            raise CursorError("no such place in the list") from error
        if not 0 <= found.part <= 1 or not 0 <= found.audit_id < 2**63 or moment != moment:  # noqa: PLR0124  # NaN
            raise CursorError("no such place in the list")
        return found


@dataclass(frozen=True, slots=True)
class Row:
    """A lead with what stands beside it: its largest leak, or the one that the list is about, in dollars a year."""

    lead: Lead
    owner: str
    leak: str
    leak_p50: float | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order, and where the pages before and after begin; None where there is none."""

    rows: Sequence[Row]
    before: Cursor | None
    after: Cursor | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many leads a view has; no more than COUNTED are counted, then there are `more`."""

    number: int
    more: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a list that is in order by one column: (value, audit), both falling or both rising."""

    column: InstrumentedAttribute[Any]
    falling: bool = True
    only: tuple[Condition, ...] = ()


def page(
    session: Session,
    filters: Filters,
    asker: Asker,
    *,
    after: Cursor | None = None,
    before: Cursor | None = None,
    at_once: int = AT_ONCE,
) -> Page:
    """Return the rows behind a place in the list, or before one; the first page without either."""
    parts = _parts(filters)
    cursor = before or after
    if cursor is not None and not _fits(cursor, parts):
        return page(session, filters, asker, at_once=at_once)
    found = _keys(session, filters, asker, parts, cursor, backwards=before is not None, limit=at_once + 1)
    more = len(found) > at_once
    keys = found[:at_once][:: -1 if before else 1]
    if cursor is not None and not (more if before else keys):  # rows have gone meanwhile: the first page is whole
        return page(session, filters, asker, at_once=at_once)
    rows_of = _read(session, [key.audit_id for key in keys], filters)
    shown = tuple(rows_of[key.audit_id] for key in keys if key.audit_id in rows_of)
    return Page(
        shown,
        keys[0] if keys and (after or (before and more)) else None,
        keys[-1] if keys and (before or more) else None,
    )


def rows(session: Session, filters: Filters, asker: Asker, at_once: int = 500) -> Iterator[Sequence[Row]]:
    """Every row of a view in its order, in batches, with no more than one of them in memory."""
    parts, cursor = _parts(filters), None
    while keys := _keys(session, filters, asker, parts, cursor, backwards=False, limit=at_once):
        rows_of = _read(session, [key.audit_id for key in keys], filters)
        yield tuple(rows_of[key.audit_id] for key in keys if key.audit_id in rows_of)
        session.expunge_all()
        cursor = keys[-1]


def count(session: Session, filters: Filters, asker: Asker, most: int = COUNTED) -> Count:
    """Count the leads of a view."""
    asked = memberships(filters)
    if len(asked) == 1 and filters.asks_only_of_rows_beside:
        # A leak, a tag or a word alone: its own index has all of them, each once but for words.
        audit_id, of_it = asked[0]
        query = select(audit_id).where(of_it).distinct() if filters.words else select(audit_id).where(of_it)
    else:
        query = select(Lead.audit_id).where(*conditions(session, filters, asker))
    number = session.scalar(select(func.count()).select_from(query.limit(most + 1).subquery())) or 0
    return Count(min(number, most), number > most)


def _parts(filters: Filters) -> Sequence[_Part]:
    newest = _Part(Lead.arrived_at)
    match filters.sort:
        case Sort.NEWEST:
            return (newest,)
        case Sort.OLDEST:
            return (_Part(Lead.arrived_at, falling=False),)
        case Sort.CLOCK:
            return (
                _Part(Lead.red_at, falling=False, only=(is_running(),)),
                _Part(Lead.arrived_at, only=(~is_running(),)),
            )
    if filters.leak:
        return (_Part(LeadLeak.alone_p50),)
    if filters.finished is Answer.NO:
        return (newest,)
    with_result = _Part(Lead.total_p50, only=(Lead.total_p50.is_not(None),))
    sized = filters.dollars_from is not None or filters.dollars_to is not None
    if filters.finished is Answer.YES or filters.fix or sized:  # what is unfinished has none of these
        return (with_result,)
    return (with_result, _Part(Lead.arrived_at, only=(Lead.finished.is_(False),)))


def _fits(cursor: Cursor, parts: Sequence[_Part]) -> bool:
    """Whether the place is one of this list: somebody may have chosen another order since."""
    if cursor.part >= len(parts):
        return False
    by_dollars = parts[cursor.part].column in (Lead.total_p50, LeadLeak.alone_p50)
    return by_dollars == isinstance(cursor.value, float)


def _keys(
    session: Session,
    filters: Filters,
    asker: Asker,
    parts: Sequence[_Part],
    cursor: Cursor | None,
    *,
    backwards: bool,
    limit: int,
) -> list[Cursor]:
    """Places in the list from `cursor` on, in the order in which they are met. Mostly one query; at a seam two."""
    found: list[Cursor] = []
    asked = conditions(session, filters, asker, leak_too=parts[0].column is not LeadLeak.alone_p50)
    begin = cursor.part if cursor else 0
    numbers = range(begin, -1, -1) if backwards else range(begin, len(parts))
    for number in numbers:
        start = cursor if cursor and cursor.part == number else None
        query = _walk(filters.leak, asked, parts[number], start, backwards=backwards)
        pairs = session.execute(query.limit(limit - len(found)))
        found += [Cursor(number, value, audit_id) for value, audit_id in pairs]
        if len(found) >= limit:
            break
    return found


def _walk(
    leak: str, of_lead: Sequence[Condition], part: _Part, start: Cursor | None, *, backwards: bool
) -> Select[tuple[Any, int]]:
    """The query of a part's (value, audit) pairs in order; nearly every column in it stands in one index."""
    audit_id, asked = Lead.audit_id, [*part.only, *of_lead]
    if part.column is LeadLeak.alone_p50:
        # Narrow views are found first, in the index of leads, instead of a row of `leads` for every leak of the kind.
        others = [LeadLeak.audit_id.in_(select(Lead.audit_id).where(*asked))] if asked else []
        audit_id, asked = LeadLeak.audit_id, [LeadLeak.leak == leak, *others]
    falling = part.falling != backwards
    if start is not None:
        pair, place = tuple_(part.column, audit_id), tuple_(start.value, start.audit_id)
        asked.append(pair < place if falling else pair > place)
    order = (part.column.desc(), audit_id.desc()) if falling else (part.column, audit_id)
    return select(part.column, audit_id).where(*asked).order_by(*order)


def _read(session: Session, audit_ids: Sequence[int], filters: Filters) -> dict[int, Row]:
    shown = LeadLeak.leak == (filters.leak or Lead.largest_leak)
    tags = select(func.aggregate_strings(LeadTag.tag, "\n")).where(LeadTag.audit_id == Lead.audit_id).scalar_subquery()
    query = (
        select(Lead, Account.name, LeadLeak.title, LeadLeak.alone_p50, tags)
        .outerjoin(Account, Account.id == Lead.owner_id)
        .outerjoin(LeadLeak, (LeadLeak.audit_id == Lead.audit_id) & shown)
        .where(Lead.audit_id.in_(audit_ids))
    )
    return {
        lead.audit_id: Row(lead, owner or "", leak or "", worth, tuple(sorted(tagged.split("\n"))) if tagged else ())
        for lead, owner, leak, worth, tagged in session.execute(query)
    }
