"""Who is told what about an agreement: the company that a version waits for them, staff that somebody answered.

Each message is a row under a key of its own, made in the same transaction as what it tells of: it is made once.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from audit.store.tables import (
    Account,
    Agreement,
    AgreementVersion,
    Company,
    JobState,
    Mail,
    MailKind,
    MailSubject,
    Membership,
    Person,
)
from audit.store.upserts import changed_rows, insert


class Wish(StrEnum):
    """What staff are told: Mail.about of a CHANGE_WISH."""

    CHANGE = "change"
    SIGNED = "signed"


def tell_company(
    session: Session, agreement: Agreement, version: AgreementVersion, owner_email: str, request_id: str, now: datetime
) -> Sequence[int]:
    """Have those told who can sign a version, each once: its owner if they have joined, else everybody who has.

    Returns the mails that were made just now, to be nudged. Nobody is told of an invented company.
    """
    if session.scalar(select(Company.is_sample).where(Company.id == agreement.company_id)):
        return ()
    made = [
        _order(
            session,
            agreement,
            version,
            {
                "key": f"to-sign:{version.id}:{person.id}",
                "kind": MailKind.TO_SIGN,
                "recipient": person.email,
                "person_id": person.id,
                "request_id": request_id,
            },
            now,
        )
        for person in _signers(session, agreement.company_id, owner_email)
    ]
    return [mail_id for mail_id in made if mail_id is not None]


def tell_staff(
    session: Session,
    agreement: Agreement,
    version: AgreementVersion,
    wish: Wish,
    number: int,
    request_id: str,
    now: datetime,
) -> Sequence[int]:
    """Have whoever drafted the agreement told of a change that was asked for, or a signature; `number` is its row's."""
    account = session.get(Account, agreement.created_by_id) if agreement.created_by_id else None
    if account is None or account.disabled_at is not None or account.is_sample:
        return ()
    values = {
        "key": f"wish:{wish}:{number}",
        "kind": MailKind.CHANGE_WISH,
        "recipient": account.email,
        "account_id": account.id,
        "about": str(wish),
        "request_id": request_id,
    }
    made = _order(session, agreement, version, values, now)
    return () if made is None else (made,)


def subject_of(session: Session, mail_id: int) -> tuple[Company, Agreement, AgreementVersion] | None:
    """Return what a mail about an agreement is about; None once it is gone."""
    query = (
        select(Company, Agreement, AgreementVersion)
        .select_from(MailSubject)
        .join(Company, Company.id == MailSubject.company_id)
        .join(Agreement, Agreement.id == MailSubject.agreement_id)
        .join(AgreementVersion, AgreementVersion.id == MailSubject.version_id)
    )
    row = session.execute(query.where(MailSubject.mail_id == mail_id)).one_or_none()
    return (row[0], row[1], row[2]) if row else None


def has_joined(session: Session, company_id: int, person_id: int) -> bool:
    """Whether somebody is part of a company now."""
    return session.scalar(_joined(company_id).where(Person.id == person_id)) is not None


def nobody_has_joined(session: Session, company_id: int) -> bool:
    """Whether there is nobody yet who could sign for a company."""
    return session.scalar(_joined(company_id).limit(1)) is None


def _joined(company_id: int) -> Select[Person]:
    query = select(Person).join(Membership, Membership.person_id == Person.id)
    return query.where(
        Membership.company_id == company_id, Membership.joined_at.is_not(None), Membership.ended_at.is_(None)
    )


def _signers(session: Session, company_id: int, owner_email: str) -> Sequence[Person]:
    people = session.scalars(_joined(company_id).order_by(Person.id)).all()
    return [one for one in people if owner_email and one.email.lower() == owner_email.lower()] or people


def _order(
    session: Session, agreement: Agreement, version: AgreementVersion, values: dict[str, object], now: datetime
) -> int | None:
    """Make a mail with its subject; None where it was made before."""
    row = {**values, "state": JobState.WAITING, "attempts": 0, "next_attempt_at": now, "nudged_at": now}
    statement = insert(session, Mail).values(**row, created_at=now).on_conflict_do_nothing()
    if not changed_rows(session, statement):
        return None
    mail_id = session.scalars(select(Mail.id).where(Mail.key == values["key"])).one()
    session.add(
        MailSubject(mail_id=mail_id, company_id=agreement.company_id, agreement_id=agreement.id, version_id=version.id)
    )
    session.flush()
    return mail_id
