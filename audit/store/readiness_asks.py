"""Who is asked about readiness, from which point of view, and the mail that brings each their own link."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from audit.recovery.views import View
from audit.store import slots
from audit.store.secret_hashes import hash_of
from audit.store.tables import (
    Account,
    Agreement,
    Company,
    Mail,
    MailKind,
    MailSubject,
    Membership,
    Person,
    ReadinessAsk,
)
from audit.store.upserts import changed_rows

LIVES: Final = timedelta(days=30)
BETWEEN_MAILS: Final = timedelta(minutes=10)
"""Nobody is mailed twice in this time about the same point of view."""

MOST_A_DAY: Final = 24
"""So many are asked about one agreement in 24 hours: the portal is no machine for sending mail to strangers."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: a member of staff or an operator, one of the two."""

    account_id: int | None = None
    person_id: int | None = None


def ask(
    session: Session,
    agreement: Agreement,
    view: View,
    to: tuple[Person, str],
    by: Asker,
    request_id: str,
    now: datetime,
) -> Mail | None:
    """Ask a person (and how they are called) from a point of view, and close what was asked of others from it.

    Returns the mail that is due. None if the same was asked a moment ago: a second tap asks nobody twice.
    """
    person, name = to
    if not slots.take(session, f"readiness {agreement.id} {view} {person.email}", now, now + BETWEEN_MAILS):
        return None
    changed_rows(session, update(ReadinessAsk).where(*_open(agreement.id, view)).values(withdrawn_at=now))
    row = ReadinessAsk(
        agreement_id=agreement.id,
        view=view,
        person_id=person.id,
        name=name,
        asked_at=now,
        expires_at=now + LIVES,
        by_account_id=by.account_id,
        by_person_id=by.person_id,
    )
    mail = Mail(
        key=f"readiness:{secrets.token_hex(16)}",
        kind=MailKind.READINESS,
        recipient=person.email,
        person_id=person.id,
        next_attempt_at=now,
        nudged_at=now,
        request_id=request_id,
        created_at=now,
    )
    session.add_all([row, mail])
    session.flush()
    session.add(MailSubject(mail_id=mail.id, company_id=agreement.company_id, agreement_id=agreement.id, ask_id=row.id))
    session.flush()
    return mail


def of_agreement(session: Session, agreement_id: int) -> Sequence[ReadinessAsk]:
    """Return all that was asked about an agreement, the newest first."""
    query = select(ReadinessAsk).where(ReadinessAsk.agreement_id == agreement_id)
    return session.scalars(query.order_by(ReadinessAsk.id.desc())).all()


def asked_since(session: Session, agreement_id: int, since: datetime) -> int:
    """Return how many were asked about an agreement since then."""
    query = select(func.count()).select_from(ReadinessAsk)
    return session.scalar(query.where(ReadinessAsk.agreement_id == agreement_id, ReadinessAsk.asked_at > since)) or 0


def find(session: Session, agreement_id: int, number: int) -> ReadinessAsk | None:
    """Return one of an agreement's asks; None for another one's."""
    return session.scalar(
        select(ReadinessAsk).where(ReadinessAsk.agreement_id == agreement_id, ReadinessAsk.id == number)
    )


def of_mail(session: Session, mail: Mail) -> tuple[ReadinessAsk, Agreement] | None:
    """Return what a mail asks, and about which agreement."""
    query = select(ReadinessAsk, Agreement).join(Agreement, Agreement.id == ReadinessAsk.agreement_id)
    query = query.join(MailSubject, MailSubject.ask_id == ReadinessAsk.id)
    row = session.execute(query.where(MailSubject.mail_id == mail.id)).one_or_none()
    return (row[0], row[1]) if row else None


def keep_link(session: Session, ask_id: int, secret: str) -> None:
    """Make the link good that a mail brings. Keeping the same one again changes nothing."""
    changed_rows(session, update(ReadinessAsk).where(ReadinessAsk.id == ask_id).values(token_hash=hash_of(secret)))


def withdraw(session: Session, agreement_id: int, number: int, now: datetime) -> bool:
    """Close the link of one of an agreement's asks. False if it was answered or closed before, or is another one's."""
    query = update(ReadinessAsk).where(
        ReadinessAsk.id == number,
        ReadinessAsk.agreement_id == agreement_id,
        ReadinessAsk.answered_at.is_(None),
        ReadinessAsk.withdrawn_at.is_(None),
    )
    return changed_rows(session, query.values(withdrawn_at=now)) == 1


def name_of_asker(session: Session, row: ReadinessAsk) -> str:
    """Return who asks, as they are called; empty where nobody knows any more."""
    if row.by_account_id is not None:
        account = session.get(Account, row.by_account_id)
        return account.name if account else ""
    query = select(Membership.name).join(Agreement, Agreement.company_id == Membership.company_id)
    theirs = (Agreement.id == row.agreement_id, Membership.person_id == row.by_person_id)
    return session.scalar(query.where(*theirs)) or ""


def company_of(session: Session, row: ReadinessAsk) -> tuple[Company, Agreement]:
    """Return the company and the agreement that somebody is asked about."""
    query = select(Company, Agreement).join(Agreement, Agreement.company_id == Company.id)
    found = session.execute(query.where(Agreement.id == row.agreement_id)).one()
    return found[0], found[1]


def _open(agreement_id: int, view: View) -> tuple[ColumnElement[bool], ...]:
    return (
        ReadinessAsk.agreement_id == agreement_id,
        ReadinessAsk.view == view,
        ReadinessAsk.answered_at.is_(None),
        ReadinessAsk.withdrawn_at.is_(None),
    )
