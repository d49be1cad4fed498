"""Erasing a person from companies: one that was theirs alone goes, in the others nothing names them any more.

What they measured and answered for as a company stays as a number; papers that may print their name go, and can be
ordered anew.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from re import Pattern
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, select
from sqlalchemy.orm import Session

from audit.store import removals
from audit.store.mentions import ERASED, pattern_of
from audit.store.tables import (
    Agreement,
    AgreementVersion,
    ChangeRequest,
    Company,
    CompanyAudit,
    FixPage,
    Measurement,
    MeasuringKey,
    Membership,
    Paper,
    ReadinessAnswer,
    ReadinessAsk,
    SignOff,
    Table,
)
from audit.store.upserts import changed_rows


@dataclass(frozen=True, slots=True)
class Companies:
    """The companies that a person has to do with, by number: theirs alone, and those with other people."""

    alone: Sequence[int]
    shared: Sequence[int]


def companies_of(session: Session, person_id: int) -> Companies:
    """Return the companies that a person is or was part of, or was asked by."""
    member = select(Membership.company_id).where(Membership.person_id == person_id)
    asked = select(Agreement.company_id).join(ReadinessAsk, ReadinessAsk.agreement_id == Agreement.id)
    asked = asked.where(ReadinessAsk.person_id == person_id)
    signed = select(Agreement.company_id).join(AgreementVersion, AgreementVersion.agreement_id == Agreement.id)
    signed = signed.join(SignOff, SignOff.version_id == AgreementVersion.id).where(SignOff.person_id == person_id)
    every = set(session.scalars(member)) | set(session.scalars(asked)) | set(session.scalars(signed))
    others = select(Membership.company_id).where(
        Membership.company_id.in_(every), Membership.person_id != person_id, Membership.ended_at.is_(None)
    )
    shared = set(session.scalars(others))
    mine = set(session.scalars(member))
    return Companies(sorted((every & mine) - shared), sorted(shared | (every - mine)))


def with_other_people(person_id: int) -> Select[int]:
    """Return the audits, by number, of companies in which somebody else is left."""
    others = and_(
        Membership.company_id == CompanyAudit.company_id,
        Membership.person_id != person_id,
        Membership.ended_at.is_(None),
    )
    return select(CompanyAudit.audit_id).where(exists().where(others))


def names_in_companies(session: Session, person_id: int) -> Sequence[str]:
    """Return what a person was called in companies."""
    columns = (
        select(Membership.name).where(Membership.person_id == person_id),
        select(ReadinessAsk.name).where(ReadinessAsk.person_id == person_id),
        select(SignOff.name).where(SignOff.person_id == person_id),
        select(ChangeRequest.name).where(ChangeRequest.person_id == person_id),
    )
    return sorted({name for query in columns for name in session.scalars(query) if name})


def take_companies(session: Session, found: Companies) -> Sequence[str]:
    """Remove companies that were a person's alone, and every paper of the others. Returns the names of files."""
    theirs = [*found.alone, *found.shared]
    files = removals.papers_of(session, theirs)
    changed_rows(session, delete(Paper).where(Paper.company_id.in_(theirs)))
    changed_rows(session, delete(Company).where(Company.id.in_(found.alone)))
    return files


def forget_in_companies(session: Session, companies: Collection[int], said: Sequence[str]) -> int:
    """Replace these texts wherever they stand in what these companies agreed and wrote. Returns how many rows."""
    named = pattern_of(said)
    if named is None or not companies:
        return 0
    agreements = select(Agreement.id).where(Agreement.company_id.in_(companies))
    versions = select(AgreementVersion.id).where(AgreementVersion.agreement_id.in_(agreements))
    asks = select(ReadinessAsk.id).where(ReadinessAsk.agreement_id.in_(agreements))
    places: Sequence[tuple[type[Table], ColumnElement[bool], Sequence[str]]] = (
        (Company, Company.id.in_(companies), ("name",)),
        (Agreement, Agreement.id.in_(agreements), ("stopped_why",)),
        (AgreementVersion, AgreementVersion.id.in_(versions), ("why", "terms")),
        (SignOff, SignOff.version_id.in_(versions), ("name", "wording")),
        (ChangeRequest, ChangeRequest.version_id.in_(versions), ("name", "text")),
        (Measurement, Measurement.agreement_id.in_(agreements), ("note",)),
        (MeasuringKey, MeasuringKey.agreement_id.in_(agreements), ("label",)),
        (ReadinessAnswer, ReadinessAnswer.ask_id.in_(asks), ("comment",)),
        (FixPage, FixPage.agreement_id.in_(agreements), ("trigger", "work", "lands", "acts")),
    )
    return sum(_forget(session, named, *place) for place in places)


def _forget(
    session: Session, named: Pattern[str], table: type[Table], which: ColumnElement[bool], columns: Sequence[str]
) -> int:
    rows = 0
    for row in session.scalars(select(table).where(which)):
        before = [getattr(row, column) for column in columns]
        after = [_without(named, value) for value in before]
        for column, value in zip(columns, after, strict=True):
            setattr(row, column, value)
        rows += after != before
    return rows


def _without(named: Pattern[str], value: str | Mapping[str, Any]) -> str | dict[str, Any]:
    if isinstance(value, str):
        return named.sub(ERASED, value)
    texts = {key: named.sub(ERASED, text) if isinstance(text, str) else text for key, text in value.items()}
    return texts | ({"owner_email": ""} if ERASED in str(texts.get("owner_email", "")) else {})
