"""Agreements: versions of their terms, and who signed them. A change is a new version; none is ever overwritten."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.recovery.proof import State
from audit.recovery.terms import Terms
from audit.store.tables import (
    Account,
    Agreement,
    AgreementVersion,
    ChangeRequest,
    Company,
    CompanyAudit,
    Person,
    Revision,
    Side,
    SignOff,
)


@dataclass(frozen=True, slots=True)
class Version:
    """A version, its terms, and the signatures it has, by side."""

    row: AgreementVersion
    terms: Terms
    signed: dict[Side, SignOff]

    @property
    def in_force(self) -> bool:
        """Whether both sides have signed it."""
        return len(self.signed) == len(Side)

    def signed_by_both_at(self) -> datetime:
        """When it came into force. Raises ValueError for one that has no signature at all."""
        return max(one.signed_at for one in self.signed.values())


def draft(
    session: Session, company: Company, revision: Revision, terms: Terms, by: Account | None, now: datetime
) -> Agreement:
    """Make an agreement with its first version, signed by nobody."""
    agreement = Agreement(
        public_id=secrets.token_hex(12),
        company_id=company.id,
        revision_id=revision.id,
        leak=terms.leak,
        fix=terms.fix,
        state=State.DRAFT,
        state_since=now,
        created_at=now,
        created_by_id=by.id if by else None,
    )
    session.add(agreement)
    session.flush()
    propose(session, agreement, terms, "", by, now)
    return agreement


def propose(
    session: Session, agreement: Agreement, terms: Terms, why: str, by: Account | None, now: datetime
) -> AgreementVersion:
    """Add a version. Until both sides sign it, the one in force stays so."""
    newest = versions(session, agreement.id)
    row = AgreementVersion(
        agreement_id=agreement.id,
        number=newest[0].row.number + 1 if newest else 1,
        terms=terms.model_dump(mode="json"),
        why=why,
        made_at=now,
        made_by_id=by.id if by else None,
    )
    session.add(row)
    session.flush()
    return row


def sign(
    session: Session, version: AgreementVersion, who: Account | Person, name: str, wording: str, now: datetime
) -> SignOff:
    """Put a side's signature to a version: staff sign for the consultancy, operators for the company."""
    staff = isinstance(who, Account)
    row = SignOff(
        version_id=version.id,
        side=Side.CONSULTANCY if staff else Side.COMPANY,
        account_id=who.id if staff else None,
        person_id=None if staff else who.id,
        name=name,
        wording=wording,
        signed_at=now,
    )
    session.add(row)
    session.flush()
    return row


def ask_for_change(
    session: Session, version: AgreementVersion, person: Person, name: str, text: str, now: datetime
) -> ChangeRequest:
    """Keep what an operator asks to be changed in a version."""
    row = ChangeRequest(version_id=version.id, person_id=person.id, name=name, text=text, asked_at=now)
    session.add(row)
    session.flush()
    return row


def change_requests(session: Session, agreement_id: int) -> Sequence[tuple[ChangeRequest, int]]:
    """Return what was asked to be changed with the number of the version that it was about, the newest first."""
    query = select(ChangeRequest, AgreementVersion.number).join(
        AgreementVersion, AgreementVersion.id == ChangeRequest.version_id
    )
    rows = session.execute(query.where(AgreementVersion.agreement_id == agreement_id).order_by(ChangeRequest.id.desc()))
    return [(request, number) for request, number in rows]


def stop(agreement: Agreement, why: str, now: datetime) -> None:
    """End an agreement; what was measured is kept. The caller keeps its state (audit.store.proving.keep_state)."""
    agreement.stopped_at, agreement.stopped_why = now, why


def find(session: Session, company_id: int, public_id: str, *, to_change: bool = False) -> Agreement | None:
    """Return one of a company's agreements; None for somebody else's. `to_change` keeps others from changing it."""
    query = select(Agreement).where(Agreement.company_id == company_id, Agreement.public_id == public_id)
    return session.scalar(query.with_for_update() if to_change else query)


def find_for_staff(session: Session, public_id: str, *, to_change: bool = False) -> Agreement | None:
    """Return the agreement of that public id, whoever's it is: for staff only."""
    query = select(Agreement).where(Agreement.public_id == public_id)
    return session.scalar(query.with_for_update() if to_change else query)


def of_company(session: Session, company_id: int) -> Sequence[Agreement]:
    """Return a company's agreements, the newest first."""
    query = select(Agreement).where(Agreement.company_id == company_id)
    return session.scalars(query.order_by(Agreement.id.desc())).all()


def of_audit(session: Session, audit_id: int) -> Sequence[Agreement]:
    """Return the agreements of the company that an audit belongs to, the newest first; none if it belongs to none."""
    query = select(Agreement).join(CompanyAudit, CompanyAudit.company_id == Agreement.company_id)
    return session.scalars(query.where(CompanyAudit.audit_id == audit_id).order_by(Agreement.id.desc())).all()


def versions(session: Session, agreement_id: int) -> Sequence[Version]:
    """Return the versions of an agreement, the newest first."""
    return versions_of(session, [agreement_id])[agreement_id]


def versions_of(session: Session, agreement_ids: Sequence[int]) -> Mapping[int, Sequence[Version]]:
    """Return the versions of each of several agreements, the newest first, with two queries."""
    query = select(AgreementVersion).where(AgreementVersion.agreement_id.in_(agreement_ids))
    rows = session.scalars(query.order_by(AgreementVersion.number.desc())).all()
    signed: dict[int, dict[Side, SignOff]] = {row.id: {} for row in rows}
    for one in session.scalars(select(SignOff).where(SignOff.version_id.in_(signed))):
        signed[one.version_id][Side(one.side)] = one
    found: dict[int, list[Version]] = {agreement_id: [] for agreement_id in agreement_ids}
    for row in rows:
        found[row.agreement_id].append(Version(row, Terms.model_validate(row.terms), signed[row.id]))
    return found


def replaces_another(session: Session, version: Version) -> bool:
    """Whether an earlier version of the same agreement had been signed by both sides, too."""
    found = versions(session, version.row.agreement_id)
    return any(one.in_force and one.row.number < version.row.number for one in found)


def in_force(session: Session, agreement_id: int, known_at: datetime | None = None) -> Version | None:
    """Return the newest version that both sides have signed; `known_at`: that they had signed at that moment."""
    found = (version for version in versions(session, agreement_id) if version.in_force)
    return next((one for one in found if known_at is None or one.signed_by_both_at() <= known_at), None)
