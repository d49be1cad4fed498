"""Removing files whose rows are gone, and what SQLite still has of the rows: tried until nothing is left."""

from contextlib import suppress

from audit.store import claims, removals
from audit.store.claims import Claim
from audit.store.report_files import Unwritable
from audit.store.tables import Removal
from workers.jobs.working import Job, JobError, LostClaimError
from workers.queue import JobKind
from workers.services import WorkerServices

NOT_REMOVED = "A file could not be removed."
STILL_READ = "The database's log could not be emptied, because somebody was reading."


def remove_files(services: WorkerServices, held: Claim) -> None:
    """Remove the files of a row, then forget their names. Raises JobError while one is left, and LostClaimError."""
    with services.database.reading() as session:
        row = removals.find(session, held.row_id)
        used = removals.in_use(session, row.file_names) if row else frozenset()
    if row is None:
        raise LostClaimError
    for name in row.file_names:
        if name in used:
            continue
        try:
            services.report_files.delete(name)
        except Unwritable as error:
            raise JobError(NOT_REMOVED) from error
        _keep(services, held)
    if not services.database.empty_the_log():
        raise JobError(STILL_READ)
    with services.database.writing() as session:
        claims.finish(session, held, services.clock(), file_names=[])


REMOVAL_JOB = Job(JobKind.REMOVAL, Removal, lambda services: services.rules.removal, remove_files)


def remove_unless_used(services: WorkerServices, name: str) -> None:
    """Remove a file that was made for a row which has gone meanwhile; it stays where another worker has the row."""
    with services.database.reading() as session:
        used = removals.in_use(session, [name])
    if not used:
        with suppress(*Unwritable):  # whoever took the row away has ordered the file's removal for later as well
            services.report_files.delete(name)


def _keep(services: WorkerServices, held: Claim) -> None:
    with services.database.writing() as session:
        if not claims.renew(session, held, services.clock(), services.rules.removal.lease):
            raise LostClaimError
