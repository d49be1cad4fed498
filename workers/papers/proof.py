"""The proof as it stood when the paper was asked for."""

from collections.abc import Callable
from pathlib import Path

from audit.answers import AnswersError
from audit.recovery.money import NoMoneyError
from audit.store import agreements, proving
from audit.store.tables import Paper
from reports.papers.contents import ProofPaper
from workers.jobs.working import JobError
from workers.papers.origin import NOT_READ, draw, ground_of
from workers.services import WorkerServices

NOT_SIGNED = "There is no proof before both sides have signed."
NO_MONEY = "The playbook cannot put this number in dollars."


def compose_proof(
    services: WorkerServices, paper: Paper, path: Path, on_progress: Callable[[str, float], None]
) -> None:
    """Write the PDF. Raises JobError, and LostClaimError for an agreement that is gone."""
    with services.database.reading() as session:
        ground = ground_of(session, services.shelf, paper)
        version = agreements.in_force(session, ground.agreement.id, paper.as_of)
        as_of = paper.as_of.astimezone(services.settings.team_zone)
        try:
            proof = proving.proof_of(session, services.shelf, ground.agreement, as_of, known_at=paper.as_of)
        except NoMoneyError as error:
            raise JobError(NO_MONEY, for_good=True) from error
        except AnswersError as error:
            raise JobError(NOT_READ, for_good=True) from error
        replaces = version is not None and agreements.replaces_another(session, version)
    if proof is None or version is None:
        raise JobError(NOT_SIGNED, for_good=True)
    stopped_on = proving.stopped_on(ground.agreement, as_of, known_at=paper.as_of)
    contents = ProofPaper(
        origin=ground.origin,
        consultancy=ground.brand.name,
        number=version.row.number,
        proof=proof,
        as_of=paper.as_of,
        stopped_on=stopped_on,
        stopped_why=ground.agreement.stopped_why if stopped_on else "",
        replaces=replaces,
    )
    draw(contents, ground.brand, path, on_progress)
