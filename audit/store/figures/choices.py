"""What figures can be filtered by."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from audit.store.figures.scope import Scope
from audit.store.tables import Lead, PlaybookVersion

MOST_SOURCES = 50


def sources(session: Session, scope: Scope) -> Sequence[str]:
    """Return where the audits that arrived in that time came from: the most frequent ones, in alphabetical order."""
    query = (
        select(Lead.source)
        .where(Lead.source != "", *scope.of_leads(Lead.arrived_at))
        .group_by(Lead.source)
        .order_by(func.count().desc(), Lead.source)
        .limit(MOST_SOURCES)
    )
    return sorted(session.scalars(query), key=str.lower)


def playbooks(session: Session) -> Sequence[tuple[str, str]]:
    """Return the name and version of every playbook that there ever was, the newest version of each name first."""
    query = (
        select(PlaybookVersion.name, PlaybookVersion.version)
        .group_by(PlaybookVersion.name, PlaybookVersion.version)
        .order_by(PlaybookVersion.name, func.max(PlaybookVersion.first_seen_at).desc())
    )
    return [(name, version) for name, version in session.execute(query)]
