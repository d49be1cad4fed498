"""What a view of the queue can be narrowed to: the leaks, fixes, sources, playbooks and tags that leads have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from audit.store.tables import Lead, LeadLeak, LeadTag, PlaybookVersion

MOST: Final = 200
"""More choices of a kind than this no list shows."""


@dataclass(frozen=True, slots=True)
class QueueChoices:
    """Leaks and playbooks by their key, with their title; fixes, sources and tags as they stand in the rows."""

    leaks: Mapping[str, str]
    playbooks: Mapping[str, str]
    fixes: Sequence[str]
    sources: Sequence[str]
    tags: Sequence[str]


def choices(session: Session) -> QueueChoices:
    """Look the choices up. It reads a whole index twice: ask once in a while, not for each page."""
    titles = select(PlaybookVersion.name, func.max(PlaybookVersion.title).label("title")).group_by(PlaybookVersion.name)
    return QueueChoices(
        leaks={leak: _title_of(session, leak) for leak in _stepped(session, LeadLeak.leak)},
        playbooks={row.name: row.title for row in session.execute(titles.order_by(PlaybookVersion.name))},
        fixes=_distinct(session, Lead.first_fix),
        sources=_distinct(session, Lead.source),
        tags=_stepped(session, LeadTag.tag),
    )


def _title_of(session: Session, leak: str) -> str:
    return session.scalar(select(LeadLeak.title).where(LeadLeak.leak == leak).limit(1)) or leak


def _distinct(session: Session, column: InstrumentedAttribute[str]) -> Sequence[str]:
    return session.scalars(select(column).where(column != "").group_by(column).order_by(column).limit(MOST)).all()


def _stepped(session: Session, column: InstrumentedAttribute[str]) -> Sequence[str]:
    """The values of a column that an index begins with, from each to the next: as many steps as there are values."""
    first = select(func.min(column).label("value")).cte("found", recursive=True)
    following = select(func.min(column)).where(column > first.c.value).scalar_subquery()
    found = first.union_all(select(following).where(first.c.value.is_not(None)))
    return session.scalars(select(found.c.value).where(found.c.value.is_not(None)).limit(MOST)).all()
