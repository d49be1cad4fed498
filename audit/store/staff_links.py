"""Links with which staff set a password: 256 bits, stored hashed, expiring, good once. A mail brings each."""

import secrets
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from audit.store.secret_hashes import hash_of
from audit.store.tables import Account, Mail, MailKind, StaffLink, StaffLinkPurpose
from audit.store.upserts import changed_rows, insert

LONGEST_SECRET = 64
MAIL_KINDS = {
    StaffLinkPurpose.INVITATION: MailKind.INVITATION,
    StaffLinkPurpose.NEW_PASSWORD: MailKind.NEW_PASSWORD,
}
"""The mail that brings a link of each purpose."""


def order_mail(
    session: Session, account: Account, purpose: StaffLinkPurpose, request_id: str, now: datetime, *, about: str = ""
) -> Mail:
    """Make the row of the mail that brings an account a link, and close the links that it had."""
    close_all(session, account.id, now)
    mail = Mail(
        key=f"{purpose}:{account.id}:{secrets.token_hex(16)}",
        kind=MAIL_KINDS[purpose],
        recipient=account.email,
        account_id=account.id,
        about=about,
        next_attempt_at=now,
        nudged_at=now,
        request_id=request_id,
        created_at=now,
    )
    session.add(mail)
    session.flush()
    return mail


def is_overtaken(session: Session, mail: Mail) -> bool:
    """Whether a later mail has brought the same account another link."""
    later = select(Mail.id).where(Mail.account_id == mail.account_id, Mail.kind.in_(MAIL_KINDS.values()))
    return session.scalar(later.where(Mail.id > mail.id).limit(1)) is not None


def keep(
    session: Session, secret: str, purpose: StaffLinkPurpose, account_id: int, now: datetime, expires_at: datetime
) -> None:
    """Make a link good. Keeping the same one again changes nothing, used or not."""
    values = {
        "token_hash": hash_of(secret),
        "purpose": purpose,
        "account_id": account_id,
        "made_at": now,
        "expires_at": expires_at,
    }
    changed_rows(session, insert(session, StaffLink).values(**values).on_conflict_do_nothing())


def find(session: Session, secret: str, now: datetime) -> tuple[StaffLink, Account] | None:
    """Return a link and whose it is; None for one that is unknown, used or over, or whose account is shut."""
    if len(secret) > LONGEST_SECRET:
        return None
    query = select(StaffLink, Account).join(Account, Account.id == StaffLink.account_id)
    found = session.execute(
        query.where(
            StaffLink.token_hash == hash_of(secret),
            StaffLink.used_at.is_(None),
            StaffLink.expires_at > now,
            Account.disabled_at.is_(None),
            Account.is_sample.is_(False),
        )
    ).one_or_none()
    return (found[0], found[1]) if found else None


def use(session: Session, secret: str, now: datetime) -> bool:
    """Use a link up. False if somebody else has done so a moment ago."""
    unused = (StaffLink.token_hash == hash_of(secret), StaffLink.used_at.is_(None))
    return changed_rows(session, update(StaffLink).where(*unused).values(used_at=now)) == 1


def close_all(session: Session, account_id: int, now: datetime) -> int:
    """Close every link of an account. Returns how many were open."""
    theirs = (StaffLink.account_id == account_id, StaffLink.used_at.is_(None))
    return changed_rows(session, update(StaffLink).where(*theirs).values(used_at=now))
