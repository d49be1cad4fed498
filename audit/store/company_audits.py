"""A company's audits as its own people see them: every result, who made it, and its PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from audit.findings import Range
from audit.store.tables import (
    Account,
    AnswerRow,
    AuditRow,
    AuditState,
    CompanyAudit,
    Contact,
    Given,
    PlaybookVersion,
    Report,
    Revision,
)


@dataclass(frozen=True, slots=True)
class MadeWith:
    """The playbook of a result, as it was then."""

    content_hash: str
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What a result says in figures: a year's worth in `currency`. `first_fix` is a key, None for no fix."""

    number: int
    made_at: datetime
    total: Range
    currency: str
    first_fix: str | None

    @classmethod
    def of(cls, revision: Revision) -> "Figures":
        """Return the figures of a result."""
        total = Range(revision.total_p10, revision.total_p50, revision.total_p90)
        return cls(revision.number, revision.made_at, total, revision.currency, revision.first_fix)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One of a company's audits, with its newest result; None before there is one.

    `retake_of` is the public id of the audit that it was answered anew from, empty for none. `made_with` is the
    playbook of its newest result, or the one it was begun with. `own`: whoever asks said themselves that it is theirs.
    """

    public_id: str
    own: bool
    finished: bool
    started_at: datetime
    retake_of: str
    made_with: MadeWith
    newest: Figures | None


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One result of an audit. `changed` are the questions and benchmarks that differ from the result before.

    `made_by` is the member of staff who put the answers in, empty for the company itself. `report` is its PDF, ready
    or not; None while nobody has asked for it.
    """

    figures: Figures
    changed: tuple[str, ...]
    made_by: str
    made_with: MadeWith
    report: Report | None


_FIGURES = (
    Revision.number,
    Revision.made_at,
    Revision.total_p10,
    Revision.total_p50,
    Revision.total_p90,
    Revision.currency,
    Revision.first_fix,
)
_WITH = (PlaybookVersion.content_hash, PlaybookVersion.title, PlaybookVersion.version)


def lines(session: Session, company_id: int, person_id: int, public_id: str | None = None) -> Sequence[AuditLine]:
    """Return a company's audits for one of its people, the newest first, or only the one of that public id."""
    before, of_it = aliased(AuditRow), aliased(Revision)
    newest = select(func.max(of_it.number)).where(of_it.audit_id == AuditRow.id).scalar_subquery()
    result = and_(Revision.audit_id == AuditRow.id, Revision.number == newest)
    playbook = PlaybookVersion.content_hash == func.coalesce(Revision.playbook_hash, AuditRow.playbook_hash)
    own = exists().where(Contact.audit_id == AuditRow.id, Contact.person_id == person_id)
    query = (
        select(AuditRow.public_id, own, AuditRow.state, AuditRow.started_at, before.public_id, *_WITH, *_FIGURES)
        .join(CompanyAudit, CompanyAudit.audit_id == AuditRow.id)
        .outerjoin(before, before.id == CompanyAudit.retake_of_id)
        .outerjoin(Revision, result)
        .join(PlaybookVersion, playbook)
        .where(CompanyAudit.company_id == company_id)
        .order_by(AuditRow.started_at.desc(), AuditRow.id.desc())
    )
    if public_id is not None:
        query = query.where(AuditRow.public_id == public_id)
    return [
        AuditLine(
            public_id=row[0],
            own=bool(row[1]),
            finished=row[2] == AuditState.FINISHED,
            started_at=row[3],
            retake_of=row[4] or "",
            made_with=MadeWith(*row[5:8]),
            newest=_newest(row[8:15]),
        )
        for row in session.execute(query)
    ]


def results_of(session: Session, audit_id: int) -> Sequence[ResultLine]:
    """Return every result of an audit, the newest first, without what it was worked out from."""
    query = (
        select(*_FIGURES, *_WITH, Revision.changed, Account.name, Report)
        .join(PlaybookVersion, PlaybookVersion.content_hash == Revision.playbook_hash)
        .outerjoin(Account, Account.id == Revision.made_by_id)
        .outerjoin(Report, Report.revision_id == Revision.id)
        .where(Revision.audit_id == audit_id)
        .order_by(Revision.number.desc())
    )
    return [
        ResultLine(
            figures=_figures(row[:7]),
            changed=tuple(filter(None, row[10].split(","))),
            made_by=row[11] or "",
            made_with=MadeWith(*row[7:10]),
            report=row[12],
        )
        for row in session.execute(query)
    ]


def revision(session: Session, audit_id: int, number: int) -> tuple[Revision, Report | None] | None:
    """Return a result of an audit with its PDF, which nobody may have asked for yet."""
    query = select(Revision, Report).outerjoin(Report, Report.revision_id == Revision.id)
    row = session.execute(query.where(Revision.audit_id == audit_id, Revision.number == number)).one_or_none()
    return (row[0], row[1]) if row else None


def first_contact(session: Session, audit_id: int) -> Contact | None:
    """Return who said first that an audit was theirs."""
    query = select(Contact).where(Contact.audit_id == audit_id).order_by(Contact.given_at, Contact.id)
    return session.scalar(query.limit(1))


def contact_of(session: Session, audit_id: int, person_id: int) -> Contact | None:
    """Return what somebody said of themselves with an audit."""
    return session.scalar(select(Contact).where(Contact.audit_id == audit_id, Contact.person_id == person_id))


def retaken_from(session: Session, company_id: int, audit_id: int) -> AuditRow | None:
    """Return the audit that one was answered anew from, if that is the company's too."""
    earlier = aliased(CompanyAudit)
    query = (
        select(AuditRow)
        .join(CompanyAudit, CompanyAudit.retake_of_id == AuditRow.id)
        .join(earlier, earlier.audit_id == AuditRow.id)
    )
    return session.scalar(query.where(CompanyAudit.audit_id == audit_id, earlier.company_id == company_id))


def newest_retake(session: Session, company_id: int, person_id: int, audit_id: int) -> AuditRow | None:
    """Return the audit that a person began last from the answers of another."""
    query = select(AuditRow).join(CompanyAudit, CompanyAudit.audit_id == AuditRow.id)
    query = query.join(Contact, and_(Contact.audit_id == AuditRow.id, Contact.person_id == person_id))
    theirs = query.where(CompanyAudit.company_id == company_id, CompanyAudit.retake_of_id == audit_id)
    return session.scalar(theirs.order_by(AuditRow.id.desc()).limit(1))


def given_before(session: Session, audit_id: int, question: str) -> Given | None:
    """Return what was said to a question in the audit that this one was answered anew from; None for nothing."""
    earlier = select(AnswerRow.given).join(CompanyAudit, CompanyAudit.retake_of_id == AnswerRow.audit_id)
    return session.scalar(earlier.where(CompanyAudit.audit_id == audit_id, AnswerRow.question == question))


def _newest(row: Sequence[object]) -> Figures | None:
    return None if row[0] is None else _figures(row)


def _figures(row: Sequence[object]) -> Figures:
    number, made_at, p10, p50, p90, currency, first_fix = row
    return Figures(number, made_at, Range(p10, p50, p90), currency, first_fix)  # type: ignore[arg-type]  # of _FIGURES
