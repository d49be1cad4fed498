"""What every paper of an agreement rests on: its audit, its playbook, and whose brand it carries."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from audit.playbook import Playbook
from audit.record import Record, RecordError
from audit.store import revisions
from audit.store.shelf import Shelf, UnknownPlaybookError
from audit.store.tables import Agreement, Company, Paper, Revision
from reports.brand import BrandError, ReportBrand, brand_of
from reports.papers.contents import Contents, Origin
from reports.papers.render import Tell, render_paper
from reports.render import RenderError
from workers.jobs.working import JobError, LostClaimError

DRAWN_WRONG = "The PDF could not be drawn."
NOT_READ = "The stored audit could not be read."
NO_PLAYBOOK = "The playbook that it was worked out with is not on this server any more."


@dataclass(frozen=True, slots=True)
class Ground:
    """The agreement that a paper is about, with the audit behind it."""

    agreement: Agreement
    record: Record
    playbook: Playbook
    origin: Origin
    brand: ReportBrand


def ground_of(session: Session, shelf: Shelf, paper: Paper) -> Ground:
    """Read it. Raises JobError, and LostClaimError for an agreement that is gone."""
    agreement = session.get(Agreement, paper.agreement_id) if paper.agreement_id else None
    company = session.get(Company, paper.company_id)
    if agreement is None or company is None:
        raise LostClaimError
    revision = session.get_one(Revision, agreement.revision_id)
    try:
        record = revisions.record_of(revision)
        playbook = shelf.get(revision.playbook_hash)
        brand = brand_of(playbook)
    except RecordError as error:
        raise JobError(NOT_READ, for_good=True) from error
    except UnknownPlaybookError as error:
        raise JobError(NO_PLAYBOOK, for_good=True) from error
    except BrandError as error:
        raise JobError(DRAWN_WRONG, for_good=True) from error
    stamp = record.audit.playbook
    origin = Origin(
        company=company.name or record.audit.company.name,
        locale=record.audit.locale,
        playbook_title=stamp.title,
        playbook_version=stamp.version,
        revision=revision.number,
        audited_on=record.audit.as_of,
        content_hash=stamp.content_hash,
    )
    return Ground(agreement, record, playbook, origin, brand)


def draw(contents: Contents, brand: ReportBrand, path: Path, on_progress: Tell) -> None:
    """Draw a paper and write it. Raises JobError, and OSError where there is no room."""
    try:
        path.write_bytes(render_paper(contents, brand, on_progress))
    except RenderError as error:
        raise JobError(DRAWN_WRONG, for_good=True) from error
