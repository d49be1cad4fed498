"""Making a company's paper: claimed, composed, kept under a name that is always the same, and marked."""

from audit.store.claims import Claim
from audit.store.tables import Paper
from workers.jobs.working import Job, JobError
from workers.queue import JobKind
from workers.services import WorkerServices


def make_paper(services: WorkerServices, held: Claim) -> None:  # noqa: ARG001  # filled in by its room
    """Make the file of a row, keep it and mark the row. Raises JobError, LostClaimError and HandedBackError."""
    raise JobError("Papers cannot be made yet.", for_good=True)


PAPER_JOB = Job(JobKind.PAPER, Paper, lambda services: services.rules.paper, make_paper)
