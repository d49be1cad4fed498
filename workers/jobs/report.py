"""Making the PDF of a revision: drawn from the stored record, kept under a name that is always the same."""

from dataclasses import dataclass, replace
from hashlib import sha256

from audit.record import Record, RecordError, to_json
from audit.store import claims, mails, removals, reports, revisions
from audit.store.claims import Claim
from audit.store.report_files import Unwritable
from audit.store.shelf import UnknownPlaybookError
from audit.store.tables import Report
from reports.brand import BrandError, brand_of
from reports.render import RenderError, render_pdf
from workers.jobs.progress import SHARE_OF_DRAWING, DrawingProgress
from workers.jobs.removal import remove_unless_used
from workers.jobs.working import Job, JobError, LostClaimError
from workers.queue import JobKind
from workers.services import WorkerServices

DRAWN_WRONG = "The PDF could not be drawn."
NOT_STORED = "The PDF could not be stored."
NOT_READ = "The stored audit could not be read."


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be made: the audit as it is printed, and where it goes."""

    record: Record
    playbook_hash: str
    file_name: str


def make_report(services: WorkerServices, held: Claim) -> None:
    """Draw the report of a row, keep it, mark the row and let its mails go. Raises JobError and LostClaimError."""
    order = _order(services, held)
    pdf = _drawn(services, order, DrawingProgress(services, held, services.rules.report.lease))
    _hold_on(services, held)
    try:
        services.report_files.put(order.file_name, pdf)
    except Unwritable as error:
        raise JobError(NOT_STORED) from error
    try:
        released = _marked(services, held, order.file_name, pdf)
    except LostClaimError:
        remove_unless_used(services, order.file_name)
        raise
    for mail_id, request_id in released:
        services.queue.nudge(JobKind.MAIL, mail_id, request_id)


REPORT_JOB = Job(JobKind.REPORT, Report, lambda services: services.rules.report, make_report)


def named(record: Record, company: str) -> Record:
    """The record with the company's name, which is asked for after the quiz, in both places where it stands."""
    if not company:
        return record
    audit = replace(record.audit, company=replace(record.audit.company, name=company))
    entry = record.answers.company.model_copy(update={"name": company})
    return record.model_copy(update={"audit": audit, "answers": record.answers.model_copy(update={"company": entry})})


def _order(services: WorkerServices, held: Claim) -> _Order:
    with services.database.reading() as session:
        found = reports.with_revision(session, held.row_id)
    if found is None:
        raise LostClaimError  # deleted since
    report, revision = found
    try:
        record = named(revisions.record_of(revision), report.company)
    except RecordError as error:
        raise JobError(NOT_READ, for_good=True) from error
    name = removals.report_file(revision.audit_id, revision.number, revision.answers_hash)
    return _Order(record, revision.playbook_hash, name)


def _drawn(services: WorkerServices, order: _Order, on_progress: DrawingProgress) -> bytes:
    try:
        brand = brand_of(services.shelf.get(order.playbook_hash))
        return render_pdf(order.record.audit, brand, to_json(order.record), on_progress)
    except (BrandError, RenderError, UnknownPlaybookError) as error:
        raise JobError(DRAWN_WRONG, for_good=True) from error


def _hold_on(services: WorkerServices, held: Claim) -> None:
    """Before the file goes where it is kept: the row is still ours, and stays so while that takes."""
    with services.database.writing() as session:
        lease = services.rules.report_storing
        if not claims.renew(session, held, services.clock(), lease, progress_percent=SHARE_OF_DRAWING):
            raise LostClaimError


def _marked(services: WorkerServices, held: Claim, name: str, pdf: bytes) -> list[tuple[int, str]]:
    """Mark the row as done and its mails as due, in one transaction. Returns the mails to nudge."""
    now = services.clock()
    with services.database.writing() as session:
        digest = sha256(pdf).hexdigest()
        kept = claims.finish(
            session, held, now, file_name=name, size_bytes=len(pdf), sha256=digest, progress_percent=100
        )
        if not kept:
            raise LostClaimError
        return list(mails.release(session, held.row_id, now))
