"""One version of an agreement, with the signatures that it had when the paper was asked for."""

from collections.abc import Callable
from pathlib import Path

from audit.store import agreements
from audit.store.agreements import Version
from audit.store.tables import Paper, Side
from reports.papers.contents import AgreementPaper, Signature
from workers.jobs.working import LostClaimError
from workers.papers.origin import Ground, draw, ground_of
from workers.services import WorkerServices


def compose_agreement(
    services: WorkerServices, paper: Paper, path: Path, on_progress: Callable[[str, float], None]
) -> None:
    """Write the PDF. Raises JobError, and LostClaimError for a version that is gone."""
    with services.database.reading() as session:
        ground = ground_of(session, services.shelf, paper)
        versions = agreements.versions(session, ground.agreement.id)
    place = next((i for i, one in enumerate(versions) if one.row.id == paper.version_id), None)
    if place is None:
        raise LostClaimError
    before = versions[place + 1] if place + 1 < len(versions) else None
    draw(_contents(ground, paper, versions[place], before), ground.brand, path, on_progress)


def _contents(ground: Ground, paper: Paper, version: Version, before: Version | None) -> AgreementPaper:
    return AgreementPaper(
        origin=ground.origin,
        consultancy=ground.brand.name,
        number=version.row.number,
        made_at=version.row.made_at,
        terms=version.terms,
        before=before.terms if before else None,
        why=version.row.why,
        signatures=(
            _signature(version, Side.CONSULTANCY, ground.brand.name, paper),
            _signature(version, Side.COMPANY, ground.origin.company, paper),
        ),
        as_of=paper.as_of,
    )


def _signature(version: Version, side: Side, for_whom: str, paper: Paper) -> Signature:
    signed = version.signed.get(side)
    if signed is None or signed.signed_at > paper.as_of:
        return Signature(for_whom, "", "", None)
    return Signature(for_whom, signed.name, signed.wording, signed.signed_at)
