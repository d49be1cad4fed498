"""Everything that is kept about a company, as it was at a moment: for the file that its people take away.

Rows come one after the other, so that what is in memory stays small however much there is. Nothing of another company
is in reach: every query starts from the company's own number. Secrets, even hashed ones, are left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from audit.store.company_audits import Figures, MadeWith
from audit.store.tables import (
    Account,
    Agreement,
    AgreementVersion,
    AnswerRow,
    AssumptionRow,
    AuditRow,
    ChangeRequest,
    CompanyAudit,
    FindingRow,
    FixPage,
    JobState,
    Measurement,
    MeasuringKey,
    Membership,
    Paper,
    PaperKind,
    PlaybookVersion,
    ReadinessAnswer,
    ReadinessAsk,
    Report,
    Revision,
    SignOff,
    Table,
)

AT_ONCE = 500
"""Rows that are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished PDF: where it is kept, and what its bytes have to give."""

    file_name: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A paper that is ready. `agreement_id` is none for one that belongs to no agreement."""

    kind: PaperKind
    as_of: datetime
    agreement_id: int | None
    pdf: Kept


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """A value as it came in. `entered_by` is the name of one of the company's people, empty where none is known."""

    agreement_id: int
    series: str
    starts_on: date
    number: int
    value: float | None
    note: str
    way: str
    entered_at: datetime
    entered_by: str


def audits(session: Session, company_id: int, as_of: datetime) -> Sequence[tuple[AuditRow, str]]:
    """Return the company's audits, the oldest first, each with the public id of the one it was answered anew from."""
    columns = select(AuditRow, CompanyAudit.retake_of_id).join(CompanyAudit, CompanyAudit.audit_id == AuditRow.id)
    theirs = columns.where(CompanyAudit.company_id == company_id, CompanyAudit.added_at <= as_of)
    rows = session.execute(theirs.order_by(AuditRow.id)).all()
    names = {audit.id: audit.public_id for audit, _ in rows}
    return [(audit, names.get(before or 0, "")) for audit, before in rows]


def answers(session: Session, audit_id: int, as_of: datetime) -> Mapping[str, Any]:
    """Return what was said last to each question, and the company's own numbers, as JSON can hold it."""
    said = (AnswerRow.audit_id == audit_id, AnswerRow.changed_at <= as_of)
    own = (AssumptionRow.audit_id == audit_id, AssumptionRow.changed_at <= as_of)
    answered = select(AnswerRow).where(*said).order_by(AnswerRow.answered_at, AnswerRow.question)
    numbers = select(AssumptionRow).where(*own).order_by(AssumptionRow.benchmark)
    return {
        "answers": [_plain(one, "audit_id") for one in session.scalars(answered)],
        "own_numbers": [_plain(one, "audit_id") for one in session.scalars(numbers)],
    }


def revision_ids(session: Session, audit_id: int, as_of: datetime) -> Sequence[int]:
    """Return the numbers of an audit's results in the database, the oldest first."""
    query = select(Revision.id).where(Revision.audit_id == audit_id, Revision.made_at <= as_of)
    return session.scalars(query.order_by(Revision.number)).all()


def result(session: Session, revision_id: int) -> tuple[Revision, Figures, MadeWith, str]:
    """Return a result, its figures, its playbook, and the member of staff who made it, empty for the company itself."""
    query = select(Revision, PlaybookVersion.title, PlaybookVersion.version, Account.name)
    query = query.join(PlaybookVersion, PlaybookVersion.content_hash == Revision.playbook_hash)
    query = query.outerjoin(Account, Account.id == Revision.made_by_id)
    row, title, version, made_by = session.execute(query.where(Revision.id == revision_id)).one()
    figures = Figures.of(row)
    return row, figures, MadeWith(row.playbook_hash, title, version), made_by or ""


def leaks(session: Session, revision_id: int) -> Sequence[FindingRow]:
    """Return the leaks of a result, the largest first."""
    query = select(FindingRow).where(FindingRow.revision_id == revision_id)
    return session.scalars(query.order_by(FindingRow.rank, FindingRow.leak)).all()


def report(session: Session, revision_id: int, as_of: datetime) -> Kept | None:
    """Return the PDF of a result, if it was ready."""
    query = select(Report.file_name, Report.sha256).where(Report.revision_id == revision_id)
    row = session.execute(query.where(Report.state == JobState.DONE, Report.finished_at <= as_of)).one_or_none()
    return Kept(row[0], row[1]) if row and row[0] else None


def agreements(session: Session, company_id: int, as_of: datetime) -> Sequence[Agreement]:
    """Return the company's agreements, the oldest first."""
    query = select(Agreement).where(Agreement.company_id == company_id, Agreement.created_at <= as_of)
    return session.scalars(query.order_by(Agreement.id)).all()


def agreement(session: Session, one: Agreement, as_of: datetime) -> Mapping[str, Any]:
    """Return an agreement with all that was written about it, as JSON can hold it."""
    versions = select(AgreementVersion).where(AgreementVersion.agreement_id == one.id)
    versions = versions.where(AgreementVersion.made_at <= as_of).order_by(AgreementVersion.number)
    pages = select(FixPage).where(FixPage.agreement_id == one.id, FixPage.made_at <= as_of).order_by(FixPage.number)
    keys = select(MeasuringKey).where(MeasuringKey.agreement_id == one.id, MeasuringKey.made_at <= as_of)
    stopped = one.stopped_at is not None and one.stopped_at <= as_of
    return {
        "id": one.public_id,
        "leak": one.leak,
        "fix": one.fix,
        "created_at": one.created_at.isoformat(),
        "stopped_at": one.stopped_at.isoformat() if stopped and one.stopped_at else None,
        "stopped_why": one.stopped_why if stopped else "",
        "versions": [_version(session, row, as_of) for row in session.scalars(versions)],
        "fix_pages": [_plain(row, *_NUMBERS) for row in session.scalars(pages)],
        "measuring_keys": [_key(row) for row in session.scalars(keys.order_by(MeasuringKey.id))],
    }


def measurements(session: Session, company_id: int, as_of: datetime) -> Iterator[MeasuredRow]:
    """Give every value that came in, corrections included, by agreement, series and period."""
    member = (Membership.company_id == company_id, Membership.person_id == Measurement.person_id)
    query = (
        select(Measurement, Membership.name)
        .join(Agreement, Agreement.id == Measurement.agreement_id)
        .outerjoin(Membership, member[0] & member[1])
        .where(Agreement.company_id == company_id, Measurement.entered_at <= as_of)
        .order_by(Measurement.agreement_id, Measurement.series, Measurement.starts_on, Measurement.number)
    )
    for row, name in session.execute(query.execution_options(yield_per=AT_ONCE)):
        yield MeasuredRow(
            agreement_id=row.agreement_id,
            series=row.series,
            starts_on=row.starts_on,
            number=row.number,
            value=row.value,
            note=row.note,
            way=row.way,
            entered_at=row.entered_at,
            entered_by=name or "",
        )


def readiness(session: Session, agreement_id: int, as_of: datetime) -> Sequence[Mapping[str, Any]]:
    """Return who was asked whether the company is ready, from which point of view, and what they said."""
    query = select(ReadinessAsk).where(ReadinessAsk.agreement_id == agreement_id, ReadinessAsk.asked_at <= as_of)
    return [_asked(session, one, as_of) for one in session.scalars(query.order_by(ReadinessAsk.id))]


def paper_files(session: Session, company_id: int, as_of: datetime) -> Sequence[PaperFile]:
    """Return the company's PDFs that were ready, the oldest first: without zips like the one that is being made."""
    query = _ready_papers(company_id, as_of).where(Paper.kind != PaperKind.EVERYTHING).order_by(Paper.id)
    return [
        PaperFile(PaperKind(one.kind), one.as_of, one.agreement_id, Kept(one.file_name, one.sha256))
        for one in session.scalars(query)
        if one.file_name
    ]


def _ready_papers(company_id: int, as_of: datetime) -> Select[Paper]:
    held = or_(Paper.expires_at.is_(None), Paper.expires_at > as_of)
    done = (Paper.state == JobState.DONE, Paper.finished_at <= as_of, held)
    return select(Paper).where(Paper.company_id == company_id, *done)


def _version(session: Session, row: AgreementVersion, as_of: datetime) -> Mapping[str, Any]:
    signed = select(SignOff).where(SignOff.version_id == row.id, SignOff.signed_at <= as_of).order_by(SignOff.id)
    asked = select(ChangeRequest).where(ChangeRequest.version_id == row.id, ChangeRequest.asked_at <= as_of)
    return {
        **_plain(row, *_NUMBERS),
        "sign_offs": [_plain(one, *_NUMBERS) for one in session.scalars(signed)],
        "change_requests": [_plain(one, *_NUMBERS) for one in session.scalars(asked.order_by(ChangeRequest.id))],
    }


def _key(row: MeasuringKey) -> Mapping[str, Any]:
    """A key by its name: the secret is nobody's to take away."""
    revoked = row.revoked_at.isoformat() if row.revoked_at else None
    return {"label": row.label, "made_at": row.made_at.isoformat(), "revoked_at": revoked}


def _asked(session: Session, one: ReadinessAsk, as_of: datetime) -> Mapping[str, Any]:
    said = select(ReadinessAnswer).where(ReadinessAnswer.ask_id == one.id).order_by(ReadinessAnswer.condition)
    answered = one.answered_at is not None and one.answered_at <= as_of
    return {
        **_plain(one, "token_hash", *_NUMBERS),
        "answers": [_plain(row, "ask_id") for row in session.scalars(said)] if answered else [],
    }


_NUMBERS = (
    "id",
    "agreement_id",
    "version_id",
    "person_id",
    "account_id",
    "made_by_id",
    "by_account_id",
    "by_person_id",
)
"""Numbers of rows that say nothing outside the database."""


def _plain(row: Table, *left_out: str) -> Mapping[str, Any]:
    names = (column.key for column in row.__mapper__.column_attrs)
    return {name: _value(getattr(row, name)) for name in names if name not in left_out}


def _value(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime | date) else value
