"""Making a list of leads: written to a file of this machine row by row, then kept under a name that is always the same.

However many rows there are, the memory that it takes is that of a few hundred.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.store import accounts, claims, export_rows, exports, removals
from audit.store.claims import Claim
from audit.store.database import Unreachable
from audit.store.export_rows import View
from audit.store.report_files import Unwritable
from audit.store.shelf import UnknownPlaybookError
from audit.store.tables import Export
from workers.exports.columns import Cell, Wording, cells
from workers.exports.csv_file import write_csv
from workers.exports.xlsx_file import TooManyRowsError, write_xlsx
from workers.jobs.removal import remove_unless_used
from workers.jobs.working import HandedBackError, Job, JobError, LostClaimError
from workers.queue import JobKind
from workers.services import WorkerServices

NOT_STORED = "The file could not be stored."
NO_ROOM = "The file could not be written on this machine."
TOO_MANY = "That is more than Excel takes. Choose CSV, or fewer leads."
LONG_WAIT = timedelta(minutes=1)
"""Whoever has waited for so long is told by mail that the file is ready."""


@dataclass(frozen=True, slots=True)
class _Made:
    """The file, how large it is and how many leads are in it."""

    name: str
    size_bytes: int
    rows: int


@dataclass(slots=True)
class _Counted:
    """How many leads have been written so far."""

    rows: int = 0


def make_export(services: WorkerServices, held: Claim) -> None:
    """Write the list of a row, keep it and mark the row. Raises JobError, LostClaimError and HandedBackError."""
    with services.database.reading() as session:
        export = exports.in_hand(session, held.row_id)
    if export is None:
        raise LostClaimError
    with TemporaryDirectory(prefix="export-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"leads.{export.format}"
        rows = _written(services, held, export, path)
        _renew(services, held, services.rules.export_storing, rows)
        name = removals.export_file(export)
        try:
            size_bytes = services.report_files.put_file(name, path)
        except Unwritable as error:
            raise JobError(NOT_STORED) from error
    try:
        mail_id = _marked(services, held, _Made(name, size_bytes, rows))
    except LostClaimError:
        remove_unless_used(services, name)
        raise
    if mail_id is not None:
        services.queue.nudge(JobKind.MAIL, mail_id, export.request_id)


EXPORT_JOB = Job(JobKind.EXPORT, Export, lambda services: services.rules.export, make_export)


def _written(services: WorkerServices, held: Claim, export: Export, path: Path) -> int:
    view = export_rows.view_of(export, export.created_at, services.settings.team_zone)
    with services.database.reading() as session:
        total = export_rows.count(session, view)
    _renew(services, held, services.rules.export.lease, 0, rows_total=total)
    counted = _Counted()
    batches = _batches(services, held, view, counted)
    try:
        if export.format == "xlsx":
            write_xlsx(path, batches, services.clock())
        else:
            write_csv(path, batches)
    except TooManyRowsError as error:
        raise JobError(TOO_MANY, for_good=True) from error
    except OSError as error:
        raise JobError(NO_ROOM) from error
    return counted.rows


def _batches(
    services: WorkerServices, held: Claim, view: View, counted: _Counted
) -> Iterator[Sequence[Sequence[Cell]]]:
    """The lines, and between two batches a word about how far it is."""
    settings = services.settings
    words = Wording(settings.team_zone, settings.public_url, lambda *fix: _fix_title(services, *fix))
    renewed_at = time.monotonic()
    for batch in export_rows.lines(services.database, view):
        yield [cells(one, words) for one in batch]
        counted.rows += len(batch)
        if services.stopping.is_set():
            raise HandedBackError
        if time.monotonic() - renewed_at >= services.rules.renew_every.total_seconds():
            renewed_at = time.monotonic()
            _renew(services, held, services.rules.export.lease, counted.rows)


def _fix_title(services: WorkerServices, playbook_hash: str, key: str) -> str:
    """What a fix is called; its key where the playbook cannot be read."""
    try:
        fix = services.shelf.get(playbook_hash).fixes.get(key) if key else None
    except UnknownPlaybookError:
        return key
    return fix.title if fix else key


def _renew(services: WorkerServices, held: Claim, lease: timedelta, rows_done: int, **values: int) -> None:
    try:
        with services.database.writing() as session:
            kept = claims.renew(session, held, services.clock(), lease, rows_done=rows_done, **values)
    except Unreachable:
        return  # the claim still holds for a while; whether it did is asked again when the row is marked
    if not kept:
        raise LostClaimError


def _marked(services: WorkerServices, held: Claim, made: _Made) -> int | None:
    """Mark the row as done, and have whoever waited for long told by mail. Returns the mail to nudge."""
    now = services.clock()
    with services.database.writing() as session:
        kept = claims.finish(
            session,
            held,
            now,
            file_name=made.name,
            size_bytes=made.size_bytes,
            rows_done=made.rows,
            rows_total=made.rows,
        )
        if not kept:
            raise LostClaimError
        export = session.get_one(Export, held.row_id)
        account = accounts.find(session, export.account_id)
        if account is None or account.disabled_at is not None or now - export.created_at < LONG_WAIT:
            return None
        return exports.order_mail(session, export, account.email, now)
