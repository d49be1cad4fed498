"""People who work with the console: their accounts, how they sign in, and what they looked at."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from audit.store.tables.table import Table, row_number


class Role(StrEnum):
    """What an account may do; what each role may open stands with the routes (web.security.access)."""

    ADMIN = "admin"  # everything, and the accounts
    SALES = "sales"  # the queue, the calls, exports
    AUTHOR = "author"  # figures without people: how the quiz does
    VIEWER = "viewer"  # looks at queue and calls, changes nothing


class Account(Table):
    """A member of staff. Never deleted, so that what they did keeps its name; `disabled_at` shuts it."""

    __tablename__ = "accounts"

    id: Mapped[int] = row_number()
    email: Mapped[str] = mapped_column(String(254), unique=True)  # in lower case
    name: Mapped[str]
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str | None]  # argon2; none for who signs in elsewhere, or has not yet followed the invitation
    password_changed_at: Mapped[datetime | None]
    totp_secret: Mapped[bytes | None]  # encrypted with a key that is not in the database
    totp_confirmed_at: Mapped[datetime | None]  # from then on the second factor is asked for
    totp_last_step: Mapped[int] = mapped_column(default=0)  # a code counts once
    single_sign_on: Mapped[str | None] = mapped_column(unique=True)  # issuer and subject, once they have come that way
    wants_alerts: Mapped[bool] = mapped_column(default=True)  # by mail, when an audit comes in or its clock turns
    created_at: Mapped[datetime]
    last_signed_in_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    is_sample: Mapped[bool] = mapped_column(default=False)  # invented, by `plumbline demo`; cannot sign in


class RecoveryCode(Table):
    """One of the codes that stand in for a lost second factor, hashed; each is good once."""

    __tablename__ = "recovery_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    used_at: Mapped[datetime | None]


class StaffSession(Table):
    """A browser that is signed in. The cookie has the secret, this row its hash; ended here, it is over there."""

    __tablename__ = "staff_sessions"

    id: Mapped[int] = row_number()
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    device: Mapped[str] = mapped_column(String(80))  # "Firefox on Windows"; no address
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "expires_at"),)


class StaffLinkPurpose(StrEnum):
    """What a link in a mail to staff is good for."""

    INVITATION = "invitation"
    NEW_PASSWORD = "new password"  # noqa: S105  # a purpose, no secret


class StaffLink(Table):
    """A link with which somebody sets a password: hashed, expiring, good once."""

    __tablename__ = "staff_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AccessEntry(Table):
    """Who did or looked at what. The database itself refuses to change or delete a row (migration step 0003).

    Names no company and no person: `subject` is an audit's public id, "person 12", "account 3" and the like.
    """

    __tablename__ = "access_log"

    id: Mapped[int] = row_number()
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))  # none: the sweeper, the command line
    actor: Mapped[str] = mapped_column(String(16))  # staff, sweeper, command line, nobody
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(64))
    detail: Mapped[dict[str, str]]
    request_id: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        Index(None, "at"),
        Index(None, "subject", "at"),
        Index(None, "account_id", "at"),
        Index(None, "action", "at"),
    )


class SavedView(Table):
    """A view of the queue under a name. Shared ones are everybody's to use.

    `query` is its address line, `words` what was searched for, which stands in no address.
    """

    __tablename__ = "saved_views"

    id: Mapped[int] = row_number()
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    shared: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("account_id", "name"),)
