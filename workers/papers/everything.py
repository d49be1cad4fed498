"""All that is kept about a company, as a zip: tables and records that any program can read, and the PDFs as they are.

The same rows give the same bytes: files have no date, and come in the order of their numbers. One record and one piece
of a PDF are in memory at a time.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from audit.record import RecordError, to_json
from audit.store import company_data, revisions
from audit.store.company_data import MeasuredRow
from audit.store.tables import Agreement, Company, Paper
from workers.exports.columns import Cell
from workers.jobs.working import JobError
from workers.papers.packing import Pack, UnreadableError
from workers.papers.read_me import read_me
from workers.services import WorkerServices

NOT_READ = "A file could not be read."
GONE = "There is nothing any more that could be packed."

OnProgress = Callable[[str, float], None]
"""Told how far it is, from 0 to 1."""

RESULTS = (
    "Audit",
    "Id",
    "Answered anew from",
    "Begun",
    "Result",
    "Made",
    "Made by",
    "Playbook",
    "Version",
    "Currency",
    "All leaks a year, low",
    "All leaks a year, likely",
    "All leaks a year, high",
    "First fix",
)
LEAKS = (
    "Rank",
    "Key",
    "Leak",
    "Currency",
    "Fixing only this one a year, low",
    "Fixing only this one a year, likely",
    "Fixing only this one a year, high",
    "Its share of the total a year",
    "Main numbers measured",
)
MEASURED = (
    "Agreement",
    "Series",
    "Period starts",
    "Number",
    "Value",
    "Note",
    "How it came in",
    "Entered",
    "Entered by",
)


def compose_everything(services: WorkerServices, paper: Paper, path: Path, on_progress: OnProgress) -> None:
    """Write the zip. Raises JobError, OSError, and what `on_progress` does."""
    with services.database.reading() as session, Pack(path, services.report_files) as pack:
        company = session.get(Company, paper.company_id)
        if company is None:
            raise JobError(GONE, for_good=True)
        try:
            _packed(session, paper, pack, on_progress)
        except UnreadableError as error:
            raise JobError(NOT_READ) from error
        except RecordError as error:
            raise JobError(NOT_READ, for_good=True) from error
        pack.text("README.txt", read_me(company.name, paper.as_of, pack.left_out))


def _packed(session: Session, paper: Paper, pack: Pack, on_progress: OnProgress) -> None:
    agreements = company_data.agreements(session, paper.company_id, paper.as_of)
    numbers = {one.id: number for number, one in enumerate(agreements, 1)}
    pack.table("measurements.csv", MEASURED, _measured(session, paper, numbers))
    _pack_agreements(session, paper, pack, agreements)
    on_progress("agreements", 0.1)
    _pack_audits(session, paper, pack, on_progress)
    _pack_papers(session, paper, pack, numbers, on_progress)


def _pack_audits(session: Session, paper: Paper, pack: Pack, on_progress: OnProgress) -> None:
    found = company_data.audits(session, paper.company_id, paper.as_of)
    index: list[Sequence[Cell]] = []
    for number, (audit, before) in enumerate(found, 1):
        own = {
            "id": audit.public_id,
            "retake_of": before or None,
            "started_at": audit.started_at.isoformat(),
            **company_data.answers(session, audit.id, paper.as_of),
        }
        pack.text(f"audits/audit-{number}-answers.json", _json(own))
        about = (number, audit.public_id, before, audit.started_at.isoformat())
        for revision_id in company_data.revision_ids(session, audit.id, paper.as_of):
            index.append((*about, *_pack_result(session, paper, pack, number, revision_id)))
            on_progress("audits", 0.1 + 0.5 * number / len(found))
    pack.table("audits/results.csv", RESULTS, index)


def _pack_result(session: Session, paper: Paper, pack: Pack, number: int, revision_id: int) -> Sequence[Cell]:
    """One result: its record, its leaks, its PDF if it is ready. Returns its line in the table of results."""
    row, figures, playbook, made_by = company_data.result(session, revision_id)
    name = f"audit-{number}-result-{figures.number}"
    pack.text(f"audits/{name}.json", to_json(revisions.record_of(row)))
    pack.table(f"audits/{name}-leaks.csv", LEAKS, _leaks(session, revision_id, figures.currency))
    pdf = company_data.report(session, revision_id, paper.as_of)
    if pdf is not None:
        pack.pdf(f"reports/{name}.pdf", pdf)
    session.expunge(row)  # its record is the largest there is
    made = (figures.number, figures.made_at.isoformat(), made_by or "the company", playbook.title, playbook.version)
    total = figures.total
    return (*made, figures.currency, total.p10, total.p50, total.p90, figures.first_fix or "")


def _pack_agreements(session: Session, paper: Paper, pack: Pack, found: Sequence[Agreement]) -> None:
    asked = []
    for number, one in enumerate(found, 1):
        pack.text(f"agreements/agreement-{number}.json", _json(company_data.agreement(session, one, paper.as_of)))
        asked.append({"agreement": number, "asked": company_data.readiness(session, one.id, paper.as_of)})
    pack.text("readiness.json", _json(asked))


def _pack_papers(
    session: Session, paper: Paper, pack: Pack, numbers: Mapping[int, int], on_progress: OnProgress
) -> None:
    found = company_data.paper_files(session, paper.company_id, paper.as_of)
    for place, one in enumerate(found, 1):
        agreement = numbers.get(one.agreement_id or 0)
        about = f"agreement-{agreement}-" if agreement else ""
        kind = one.kind.value.replace(" ", "-")
        pack.pdf(f"papers/{place:03}-{about}{kind}-{one.as_of:%Y-%m-%d}.pdf", one.pdf)
        on_progress("papers", 0.6 + 0.35 * place / len(found))


def _leaks(session: Session, revision_id: int, currency: str) -> Iterator[Sequence[Cell]]:
    for one in company_data.leaks(session, revision_id):
        alone = (one.alone_p10, one.alone_p50, one.alone_p90)
        yield (one.rank, one.leak, one.title, currency, *alone, one.share_money, "yes" if one.measured else "no")


def _measured(session: Session, paper: Paper, numbers: Mapping[int, int]) -> Iterator[Sequence[Cell]]:
    for one in company_data.measurements(session, paper.company_id, paper.as_of):
        yield _measured_line(one, numbers[one.agreement_id])


def _measured_line(one: MeasuredRow, agreement: int) -> Sequence[Cell]:
    about = (agreement, one.series, one.starts_on.isoformat(), one.number, one.value)
    return (*about, one.note, one.way, one.entered_at.isoformat(), one.entered_by)


def _json(value: Any) -> bytes:  # noqa: ANN401  # whatever JSON holds
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
