"""How far people come: from the start page to the opened PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import Session

from audit.store.figures.scope import Scope, came_from
from audit.store.tables import AuditRow, Lead, PlaybookVersion, Report, ReportOpening, Revision, Tally
from audit.store.tallies import SAMPLE_START_PAGE, START_PAGE


@dataclass(frozen=True, slots=True)
class Way:
    """Where people came from, and through which playbook."""

    playbook: str
    version: str
    source: str


@dataclass(frozen=True, slots=True)
class Come:
    """How many audits of one way came how far. `started`: with a first answer; `mail`: with an address given."""

    way: Way
    begun: int
    started: int
    finished: int
    mail: int


def come(session: Session, scope: Scope) -> Sequence[Come]:
    """Return how far the audits that were begun in that time have come until now."""
    with_mail = func.count(case((Lead.email != "", 1)))
    counts = (func.count(), func.count(AuditRow.first_answer_at), func.count(AuditRow.finished_at), with_mail)
    query = (
        select(AuditRow.playbook_hash, came_from, *counts)
        .outerjoin(Lead, Lead.audit_id == AuditRow.id)
        .where(*scope.of_audits())
        .group_by(AuditRow.playbook_hash, came_from)
    )
    known = _versions(session)
    return [Come(Way(*known[content], source), *rest) for content, source, *rest in session.execute(query)]


def opened(session: Session, scope: Scope) -> Sequence[tuple[Way, int]]:
    """Return how many of the same audits had a PDF opened."""
    query = (
        select(AuditRow.playbook_hash, came_from, func.count(distinct(AuditRow.id)))
        .join(Revision, Revision.audit_id == AuditRow.id)
        .join(Report, Report.revision_id == Revision.id)
        .join(ReportOpening, ReportOpening.report_id == Report.id)
        .where(*scope.of_audits())
        .group_by(AuditRow.playbook_hash, came_from)
    )
    known = _versions(session)
    return [(Way(*known[content], source), count) for content, source, count in session.execute(query)]


def views(session: Session, first: date, last: date, scope: Scope) -> Sequence[tuple[Way, int]]:
    """Return how often the start page was seen on the days from `first` to `last`; of `scope` the filters count.

    Days are the team's. What the invented visitors saw is counted under an event of its own.
    """
    events = (START_PAGE, SAMPLE_START_PAGE) if scope.with_samples else (START_PAGE,)
    query = (
        select(Tally.playbook, Tally.version, Tally.source, func.sum(Tally.count))
        .where(Tally.day >= first, Tally.day <= last, Tally.event.in_(events))
        .group_by(Tally.playbook, Tally.version, Tally.source)
    )
    wanted = {Tally.source: scope.source, Tally.playbook: scope.playbook, Tally.version: scope.version}
    for column, value in wanted.items():
        query = query if value is None else query.where(column == value)
    return [(Way(playbook, version, source), int(count)) for playbook, version, source, count in session.execute(query)]


def _versions(session: Session) -> dict[str, tuple[str, str]]:
    columns = (PlaybookVersion.content_hash, PlaybookVersion.name, PlaybookVersion.version)
    return {content: (name, version) for content, name, version in session.execute(select(*columns))}
