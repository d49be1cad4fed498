"""Making a company's paper: claimed, composed, kept under a name that is always the same, and marked.

Once its row is done, a paper is never made again: whoever downloads it gets the same bytes each time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from audit.store import claims, papers, removals
from audit.store.claims import Claim
from audit.store.report_files import Unwritable
from audit.store.tables import Paper, PaperKind
from workers.jobs.progress import SHARE_OF_DRAWING, DrawingProgress
from workers.jobs.removal import remove_unless_used
from workers.jobs.working import Job, JobError, LostClaimError
from workers.papers.agreement import compose_agreement
from workers.papers.everything import compose_everything
from workers.papers.fix_page import compose_fix_page
from workers.papers.proof import compose_proof
from workers.queue import JobKind
from workers.services import WorkerServices

NOT_STORED = "The file could not be stored."
NO_ROOM = "The file could not be written on this machine."
AT_ONCE = 2**20

Composer = Callable[[WorkerServices, Paper, Path, Callable[[str, float], None]], None]
"""Writes a paper's file to a path of this machine. Is to tell how far it is, from 0 to 1; what that raises goes up.

Raises JobError, and OSError where the machine has no room.
"""

COMPOSERS: Final[Mapping[PaperKind, Composer]] = {
    PaperKind.AGREEMENT: compose_agreement,
    PaperKind.PROOF: compose_proof,
    PaperKind.FIX_PAGE: compose_fix_page,
    PaperKind.EVERYTHING: compose_everything,
}


@dataclass(frozen=True, slots=True)
class _Made:
    """The file as it is kept."""

    name: str
    size_bytes: int
    sha256: str


def make_paper(services: WorkerServices, held: Claim) -> None:
    """Make the file of a row, keep it and mark the row. Raises JobError, LostClaimError and HandedBackError."""
    with services.database.reading() as session:
        paper = papers.in_hand(session, held.row_id)
    if paper is None:
        raise LostClaimError  # deleted since
    name = removals.paper_file(paper)
    with TemporaryDirectory(prefix="paper-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / Path(name).name
        try:
            COMPOSERS[PaperKind(paper.kind)](services, paper, path, _progress(services, held))
            digest, size_bytes = _digest(path), path.stat().st_size
        except OSError as error:
            raise JobError(NO_ROOM) from error
        _hold_on(services, held)
        try:
            services.report_files.put_file(name, path)
        except Unwritable as error:
            raise JobError(NOT_STORED) from error
    try:
        _mark(services, held, _Made(name, size_bytes, digest))
    except LostClaimError:
        remove_unless_used(services, name)
        raise


PAPER_JOB = Job(JobKind.PAPER, Paper, lambda services: services.rules.paper, make_paper)


def _progress(services: WorkerServices, held: Claim) -> DrawingProgress:
    return DrawingProgress(services, held, services.rules.paper.lease)


def _digest(path: Path) -> str:
    whole = sha256()
    with path.open("rb") as file:
        while piece := file.read(AT_ONCE):
            whole.update(piece)
    return whole.hexdigest()


def _hold_on(services: WorkerServices, held: Claim) -> None:
    """Before the file goes where it is kept: the row is still ours, and stays so while that takes."""
    with services.database.writing() as session:
        lease = services.rules.paper_storing
        if not claims.renew(session, held, services.clock(), lease, progress_percent=SHARE_OF_DRAWING):
            raise LostClaimError


def _mark(services: WorkerServices, held: Claim, made: _Made) -> None:
    now = services.clock()
    with services.database.writing() as session:
        kept = claims.finish(
            session,
            held,
            now,
            file_name=made.name,
            size_bytes=made.size_bytes,
            sha256=made.sha256,
            progress_percent=100,
        )
        if not kept:
            raise LostClaimError
