"""What the screen before a call reads of an audit, beside what the pages of the quiz read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.findings import Range
from audit.store.tables import Account, Consent, Person, Report, Revision


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A result in the history: `changed` are the questions and benchmarks that differ from the one before.

    `made_by` is the member of staff who put the answers in, empty for the company itself. Money is a year's worth.
    """

    number: int
    made_at: datetime
    total: Range
    first_fix: str | None
    changed: tuple[str, ...]
    made_by: str


def history(session: Session, audit_id: int) -> Sequence[RevisionLine]:
    """Return every result of an audit, the newest first, without what it was worked out from."""
    columns = (
        Revision.number,
        Revision.made_at,
        Revision.total_p10,
        Revision.total_p50,
        Revision.total_p90,
        Revision.first_fix,
        Revision.changed,
        Account.name,
    )
    query = select(*columns).outerjoin(Account, Account.id == Revision.made_by_id)
    rows = session.execute(query.where(Revision.audit_id == audit_id).order_by(Revision.number.desc()))
    return [
        RevisionLine(number, made_at, Range(p10, p50, p90), fix, tuple(filter(None, changed.split(","))), name or "")
        for number, made_at, p10, p50, p90, fix, changed, name in rows
    ]


def revision(session: Session, audit_id: int, number: int) -> Revision | None:
    """Return a result by its number in the history."""
    return session.scalar(select(Revision).where(Revision.audit_id == audit_id, Revision.number == number))


def reports(session: Session, audit_id: int) -> Sequence[tuple[Report, int]]:
    """Return every report of an audit with the number of its result, the newest result first."""
    query = select(Report, Revision.number).join(Revision, Report.revision_id == Revision.id)
    rows = session.execute(query.where(Revision.audit_id == audit_id).order_by(Revision.number.desc()))
    return [(report, number) for report, number in rows]


def report(session: Session, audit_id: int, report_id: int) -> tuple[Report, Revision] | None:
    """Return a report with its result; None if it is another audit's."""
    query = select(Report, Revision).join(Revision, Report.revision_id == Revision.id)
    row = session.execute(query.where(Revision.audit_id == audit_id, Report.id == report_id)).one_or_none()
    return (row[0], row[1]) if row else None


def person(session: Session, person_id: int) -> Person | None:
    """Return somebody who gave an address."""
    return session.get(Person, person_id)


def consents(session: Session, audit_id: int) -> Sequence[Consent]:
    """Return what people of an audit agreed to, the newest first, also what they took back."""
    query = select(Consent).where(Consent.audit_id == audit_id).order_by(Consent.given_at.desc(), Consent.id.desc())
    return session.scalars(query).all()
