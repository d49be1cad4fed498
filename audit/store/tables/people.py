"""People who gave an address, what they said of themselves, and what they agreed to."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from audit.store.tables.table import Table, row_number


class Person(Table):
    """Somebody who gave an e-mail address; `email` in lower case."""

    __tablename__ = "people"

    id: Mapped[int] = row_number()
    email: Mapped[str] = mapped_column(String(254), unique=True)
    first_seen_at: Mapped[datetime]


class Contact(Table):
    """What a person said about themselves with one audit. Kept apart from the person: anybody can type any address."""

    __tablename__ = "contacts"

    id: Mapped[int] = row_number()
    audit_id: Mapped[int] = mapped_column(ForeignKey("audits.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    company: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")  # as +14155550132, or as it was typed where that cannot be read
    time_zone: Mapped[str] = mapped_column(default="")  # as America/Chicago
    given_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("audit_id", "person_id"),)


class Consent(Table):
    """A yes to something, with the words that were on the screen. Saying nothing makes no row."""

    __tablename__ = "consents"

    id: Mapped[int] = row_number()
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audits.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(40))
    wording: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("audit_id", "person_id", "purpose"),)
