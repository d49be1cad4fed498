"""Files that have to go because their rows are gone. The row is the job: it is tried until none of them is left."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from audit.store.tables import Export, JobState, Paper, PaperKind, Removal, Report, Revision

ERASURE = "erasure"
RETENTION = "retention"
SAMPLES = "samples"
PAPERS = "papers/"
AT_ONCE = 200
"""Names in one row, so that a row stays small however much goes."""


def order(session: Session, names: Collection[str], reason: str, due_at: datetime, now: datetime) -> Sequence[int]:
    """Have files removed from `due_at` on. Returns the rows' numbers; one row even for no file at all.

    A row without a file still has what was deleted from the database overwritten, where that is ours to do.
    """
    listed = sorted(names)
    parts = [listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE)] or [[]]
    rows = [Removal(file_names=part, reason=reason, next_attempt_at=due_at, created_at=now) for part in parts]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def find(session: Session, removal_id: int) -> Removal | None:
    """Return what is to be removed."""
    return session.get(Removal, removal_id)


def report_file(audit_id: int, number: int, answers_hash: str) -> str:
    """Where the report of a revision is kept: made again, it takes the same place."""
    return f"{audit_id}/{number}-{answers_hash[:12]}.pdf"


def export_file(export: Export) -> str:
    """Where a list is kept, likewise."""
    return f"exports/{export.public_id}.{export.format}"


def paper_file(paper: Paper) -> str:
    """Where a company's paper is kept, likewise."""
    return f"{PAPERS}{paper.public_id}.{'zip' if paper.kind == PaperKind.EVERYTHING else 'pdf'}"


def papers_of(session: Session, company_ids: Collection[int]) -> Sequence[str]:
    """Return where the papers of companies are or would be: also of those that are just being made."""
    return [paper_file(one) for one in session.scalars(select(Paper).where(Paper.company_id.in_(company_ids)))]


def files_of(session: Session, report_ids: Collection[int]) -> Sequence[str]:
    """Return where the files of reports are or would be: also of those that are just being made."""
    query = select(Revision.audit_id, Revision.number, Revision.answers_hash)
    rows = session.execute(query.join(Report, Report.revision_id == Revision.id).where(Report.id.in_(report_ids)))
    return [report_file(audit_id, number, answers) for audit_id, number, answers in rows]


def in_use(session: Session, names: Collection[str]) -> frozenset[str]:
    """Return those of the names that belong to rows that are there: their file has to stay.

    SQLite gives the number of the newest audit to the next one, once it is gone.
    """
    audits = {int(name.partition("/")[0]) for name in names if name.partition("/")[0].isdigit()}
    revision = select(Revision.audit_id, Revision.number, Revision.answers_hash)
    query = revision.join(Report, Report.revision_id == Revision.id).where(Revision.audit_id.in_(audits))
    used = {report_file(audit_id, number, answers) for audit_id, number, answers in session.execute(query)}
    keys = {name.removeprefix("exports/").partition(".")[0] for name in names if name.startswith("exports/")}
    held = or_(Export.file_name.is_not(None), Export.state == JobState.WORKING)
    used |= {export_file(one) for one in session.scalars(select(Export).where(Export.public_id.in_(keys), held))}
    used |= {paper_file(one) for one in _papers_named(session, names)}
    return frozenset(used.intersection(names))


def _papers_named(session: Session, names: Collection[str]) -> Sequence[Paper]:
    """The papers that have their file, or are just getting it."""
    ids = {name.removeprefix(PAPERS).partition(".")[0] for name in names if name.startswith(PAPERS)}
    held = or_(Paper.file_name.is_not(None), Paper.state == JobState.WORKING)
    return session.scalars(select(Paper).where(Paper.public_id.in_(ids), held)).all()
