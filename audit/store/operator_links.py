"""Links with which operators sign in, or join a company: 256 bits, stored hashed, expiring, good once, for one thing.

A mail brings each (workers.mail.links makes its secret from the mail's row).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from audit.store import slots
from audit.store.secret_hashes import hash_of
from audit.store.tables import (
    Company,
    Mail,
    MailKind,
    MailSubject,
    Membership,
    OperatorLink,
    OperatorLinkPurpose,
    Person,
)
from audit.store.upserts import changed_rows, insert

LONGEST_SECRET: Final = 64
MAIL_KINDS: Final[Mapping[OperatorLinkPurpose, MailKind]] = {
    OperatorLinkPurpose.SIGN_IN: MailKind.PORTAL_LINK,
    OperatorLinkPurpose.INVITATION: MailKind.PORTAL_INVITATION,
}
"""The mail that brings a link of each purpose."""

ONE_LINK_IN: Final = timedelta(minutes=2)
MOST_LINKS_A_DAY: Final = 12
ONE_INVITATION_IN: Final = timedelta(minutes=10)
MOST_INVITATIONS_A_DAY: Final = 5
"""To one address, whoever invites it."""

MOST_OF_A_COMPANY_A_DAY: Final = 20
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: for whom, and to join which company; None where it signs in."""

    person: Person
    company: Company | None


def order_mail(
    session: Session, person: Person, request_id: str, now: datetime, *, to_join: Company | None = None
) -> Mail:
    """Make the row of the mail that brings somebody a link, and close the earlier ones for the same thing.

    The link signs in, or joins the company that is given.
    """
    purpose = OperatorLinkPurpose.INVITATION if to_join else OperatorLinkPurpose.SIGN_IN
    close_all(session, person.id, purpose, now, to_join.id if to_join else None)
    mail = _mail(purpose, person, request_id, now)
    session.add(mail)
    session.flush()
    if to_join:
        session.add(MailSubject(mail_id=mail.id, company_id=to_join.id))
        session.flush()
    return mail


def order_for_nobody(session: Session, request_id: str, now: datetime) -> None:
    """Do the work of `order_mail` and undo it: whoever asks for an unknown address waits as long as for a known one."""
    undone = session.begin_nested()
    close_all(session, 0, OperatorLinkPurpose.SIGN_IN, now)
    session.add(_mail(OperatorLinkPurpose.SIGN_IN, None, request_id, now))
    session.flush()
    undone.rollback()


def may_ask(session: Session, email: str, now: datetime, *, at_home: bool = False) -> bool:
    """Take a turn to have a link mailed to an address, known or not; False if it had one just now, or many today.

    `at_home`: asked for in a browser in which that address has signed in before. Its turns of the day are counted
    apart: whoever asks for links in somebody's name uses up no more than those of strangers.
    """
    turn = slots.take(session, f"portal link {email}", now, now + ONE_LINK_IN)
    counted = f"portal links {'at home ' if at_home else ''}{email}"
    return turn and _take_one_of(session, counted, MOST_LINKS_A_DAY, now)


def may_invite(session: Session, company_id: int, email: str, now: datetime) -> bool:
    """Take a turn to mail an invitation: False if the address had one just now, or it or the company many today."""
    return (
        slots.take(session, f"invitation {company_id} {email}", now, now + ONE_INVITATION_IN)
        and _take_one_of(session, f"invitations to {email}", MOST_INVITATIONS_A_DAY, now)
        and _take_one_of(session, f"invitations of {company_id}", MOST_OF_A_COMPANY_A_DAY, now)
    )


def forget_turns(session: Session, email: str) -> None:
    """Remove what is kept of the turns of an address: its hash could be compared."""
    slots.forget(session, f"portal link {email}")
    for number in range(MOST_LINKS_A_DAY):
        slots.forget(session, f"portal links {email} {number}")
        slots.forget(session, f"portal links at home {email} {number}")
    for number in range(MOST_INVITATIONS_A_DAY):
        slots.forget(session, f"invitations to {email} {number}")


def is_overtaken(session: Session, mail: Mail) -> bool:
    """Whether a later mail has brought the same person another link for the same thing."""
    later = select(Mail.id).where(Mail.person_id == mail.person_id, Mail.kind == mail.kind, Mail.id > mail.id)
    about = select(MailSubject.company_id).where(MailSubject.mail_id == mail.id).scalar_subquery()
    if mail.kind == MailKind.PORTAL_INVITATION:
        later = later.join(MailSubject, MailSubject.mail_id == Mail.id).where(MailSubject.company_id == about)
    return session.scalar(later.limit(1)) is not None


def company_of(session: Session, mail: Mail) -> Company | None:
    """Return the company that a mail is about."""
    query = select(Company).join(MailSubject, MailSubject.company_id == Company.id)
    return session.scalar(query.where(MailSubject.mail_id == mail.id))


def newest_invitation_state(session: Session, membership: Membership) -> str | None:
    """Return the state of the newest mail with which somebody was invited; None if there was none."""
    query = select(Mail.state).join(MailSubject, MailSubject.mail_id == Mail.id)
    theirs = (Mail.person_id == membership.person_id, MailSubject.company_id == membership.company_id)
    newest = query.where(*theirs, Mail.kind == MailKind.PORTAL_INVITATION).order_by(Mail.id.desc()).limit(1)
    return session.scalar(newest)


def keep(
    session: Session, secret: str, person_id: int, now: datetime, expires_at: datetime, *, to_join: int | None = None
) -> None:
    """Make a link good, to join the company of that number or to sign in. Keeping one again changes nothing."""
    values = {
        "token_hash": hash_of(secret),
        "purpose": OperatorLinkPurpose.INVITATION if to_join else OperatorLinkPurpose.SIGN_IN,
        "person_id": person_id,
        "company_id": to_join,
        "made_at": now,
        "expires_at": expires_at,
    }
    changed_rows(session, insert(session, OperatorLink).values(**values).on_conflict_do_nothing())


def find(session: Session, secret: str, purpose: OperatorLinkPurpose, now: datetime) -> Opened | None:
    """Return what a link opens; None for one that is unknown, for another purpose, used or over."""
    if len(secret) > LONGEST_SECRET:
        return None
    query = select(Person, Company).select_from(OperatorLink).join(Person, Person.id == OperatorLink.person_id)
    query = query.outerjoin(Company, Company.id == OperatorLink.company_id)
    row = session.execute(query.where(*_good(secret, purpose), OperatorLink.expires_at > now)).one_or_none()
    return Opened(row[0], row[1]) if row else None


def use(session: Session, secret: str, purpose: OperatorLinkPurpose, now: datetime) -> bool:
    """Use a link up. False if somebody else has done so a moment ago."""
    using = update(OperatorLink).where(*_good(secret, purpose), OperatorLink.expires_at > now)
    return changed_rows(session, using.values(used_at=now)) == 1


def close_all(
    session: Session, person_id: int, purpose: OperatorLinkPurpose, now: datetime, company_id: int | None = None
) -> int:
    """Close the links of a person for one thing; invitations of one company alone. Returns how many were open."""
    theirs = update(OperatorLink).where(
        OperatorLink.person_id == person_id, OperatorLink.purpose == purpose, OperatorLink.used_at.is_(None)
    )
    if company_id is not None:
        theirs = theirs.where(OperatorLink.company_id == company_id)
    return changed_rows(session, theirs.values(used_at=now))


def _mail(purpose: OperatorLinkPurpose, person: Person | None, request_id: str, now: datetime) -> Mail:
    return Mail(
        key=f"{MAIL_KINDS[purpose]}:{person.id if person else 0}:{secrets.token_hex(16)}",
        kind=MAIL_KINDS[purpose],
        recipient=person.email if person else "",
        person_id=person.id if person else None,
        next_attempt_at=now,
        nudged_at=now,
        request_id=request_id,
        created_at=now,
    )


def _take_one_of(session: Session, key: str, most: int, now: datetime) -> bool:
    return any(slots.take(session, f"{key} {number}", now, now + A_DAY) for number in range(most))


def _good(secret: str, purpose: OperatorLinkPurpose) -> tuple[ColumnElement[bool], ...]:
    return (
        OperatorLink.token_hash == hash_of(secret),
        OperatorLink.purpose == purpose,
        OperatorLink.used_at.is_(None),
    )
