"""Who did or looked at what. Entries are added; the database refuses to change or remove one."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from audit.store.tables import AccessEntry


class Actor(StrEnum):
    """Who it was, where no account says so."""

    STAFF = "staff"
    SWEEPER = "sweeper"
    COMMAND_LINE = "command line"
    NOBODY = "nobody"  # somebody who is not signed in, as with a wrong password


def note(
    session: Session,
    now: datetime,
    actor: Actor,
    action: str,
    subject: str,
    *,
    account_id: int | None = None,
    request_id: str = "",
    detail: Mapping[str, str] | None = None,
) -> None:
    """Add an entry. `action` is a few words ("looked at a lead"); `subject` and `detail` name no company or person."""
    session.add(
        AccessEntry(
            at=now,
            account_id=account_id,
            actor=actor,
            action=action,
            subject=subject,
            detail=dict(detail or {}),
            request_id=request_id,
        )
    )
