"""Who did or looked at what. Entries are added; the database refuses to change or remove one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session

from audit.store.tables import AccessEntry, Account


class Actor(StrEnum):
    """Who it was, where no account says so."""

    STAFF = "staff"
    SWEEPER = "sweeper"
    COMMAND_LINE = "command line"
    NOBODY = "nobody"  # somebody who is not signed in, as with a wrong password


class AccountAction(StrEnum):
    """What is done to accounts, in the words of the log."""

    MADE = "made an account"
    INVITED = "sent an invitation"
    GAVE_ROLE = "changed a role"
    SHUT = "shut an account"
    OPENED = "opened an account again"
    ENDED_SESSIONS = "ended all sessions"
    RESET = "reset an account"
    ASKED_FOR_PASSWORD = "asked for a new password"  # noqa: S105  # words, no secret
    SET_PASSWORD = "set a password"  # noqa: S105  # words, no secret
    REFUSED_ELSEWHERE = "was refused at single sign-on"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    WRONG_PASSWORD = "gave a wrong password"  # noqa: S105  # words, no secret
    WRONG_CODE = "gave a wrong code"
    ENDED_SESSION = "ended a session"
    CHANGED_PASSWORD = "changed their password"  # noqa: S105  # words, no secret
    SET_UP_SECOND_FACTOR = "set up a second factor"
    TURNED_OFF_SECOND_FACTOR = "turned the second factor off"
    RENEWED_CODES = "made new recovery codes"
    CHANGED_SELF = "changed their name or alerts"


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries: all that fit everything that is given. `since` counts along, `until` does not."""

    account_id: int | None = None
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry, and the name of the account that did it, empty where none did."""

    row: AccessEntry
    name: str


def newest(session: Session, sought: Sought, limit: int, before_id: int | None = None) -> Sequence[Entry]:
    """Return what is sought, the newest first; `before_id` goes on after the entry of that number."""
    query = select(AccessEntry, func.coalesce(Account.name, "")).outerjoin(
        Account, Account.id == AccessEntry.account_id
    )
    query = query.where(*_fitting(sought)).order_by(AccessEntry.at.desc(), AccessEntry.id.desc()).limit(limit)
    last = session.get(AccessEntry, before_id) if before_id is not None else None
    if last is not None:
        query = query.where(tuple_(AccessEntry.at, AccessEntry.id) < (last.at, last.id))
    return [Entry(row, name) for row, name in session.execute(query)]


def actions(session: Session) -> Sequence[str]:
    """Return every action that the log has, in order: from one to the next in the index, however long the log is."""
    step = select(func.min(AccessEntry.action).label("action")).cte("step", recursive=True)
    following = select(func.min(AccessEntry.action)).where(AccessEntry.action > step.c.action).scalar_subquery()
    step = step.union_all(select(following).where(step.c.action.is_not(None)))
    return session.scalars(select(step.c.action).where(step.c.action.is_not(None)).order_by(step.c.action)).all()


def _fitting(sought: Sought) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if sought.account_id is not None:
        wanted.append(AccessEntry.account_id == sought.account_id)
    if sought.action:
        wanted.append(AccessEntry.action == sought.action)
    if sought.subject:
        wanted.append(AccessEntry.subject == sought.subject)
    if sought.since is not None:
        wanted.append(AccessEntry.at >= sought.since)
    if sought.until is not None:
        wanted.append(AccessEntry.at < sought.until)
    return wanted


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
