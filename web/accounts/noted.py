"""What happens at the door, for the access log: by whoever is signing in, or by nobody."""

from datetime import datetime

from sqlalchemy.orm import Session

from audit.store import access_log
from audit.store.access_log import AccountAction, Actor
from web.request_log import request_id


def note_own(session: Session, now: datetime, action: AccountAction, account_id: int, **detail: str) -> None:
    """Note what somebody does with their own account."""
    access_log.note(
        session,
        now,
        Actor.STAFF,
        action,
        f"account {account_id}",
        account_id=account_id,
        request_id=request_id(),
        detail=detail,
    )


def note_refused(session: Session, now: datetime, action: AccountAction, account_id: int | None) -> None:
    """Note that somebody was not let in. What they typed is not kept: people type passwords into the wrong field."""
    subject = f"account {account_id}" if account_id is not None else "unknown"
    access_log.note(session, now, Actor.NOBODY, action, subject, request_id=request_id())
