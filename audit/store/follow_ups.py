"""What sales changes on a lead: each with its row of activity, and counted in Lead.version.

The caller has locked the lead (`leads.find(..., to_change=True)`) and looked at its version. Whatever is so already is
left alone: `None` is returned, and nothing is counted.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.sales.statuses import Status, reason_is_right
from audit.store import activity
from audit.store.activity import Activity, Kind, as_text
from audit.store.tables import Lead

Value = datetime | int | str | None


class Touch(StrEnum):
    """How somebody tried to reach them."""

    CALLED = "called"
    WROTE = "wrote"


def choose_status(
    session: Session, lead: Lead, status: Status, reason: str, account_id: int, now: datetime
) -> Activity | None:
    """Set what sales did. Any status but NEW is a first touch too, and stops the response clock.

    Raises ValueError for a reason that is none of the status.
    """
    if not reason_is_right(status, reason):
        raise ValueError(f"{reason!r} is no reason of {status}")
    if (lead.status, lead.reason) == (status, reason):
        return None
    touched = {} if status is Status.NEW else _first_touch(lead, account_id, now)
    return _change(session, lead, account_id, now, Kind.STATUS, {"status": status, "reason": reason, **touched})


def assign(session: Session, lead: Lead, owner_id: int | None, account_id: int, now: datetime) -> Activity | None:
    """Give the lead to somebody, or to nobody."""
    return _change(session, lead, account_id, now, Kind.OWNER, {"owner_id": owner_id})


def plan(session: Session, lead: Lead, text: str, at: datetime, account_id: int, now: datetime) -> Activity | None:
    """Set the next step and when it is due; it will be reminded of, even if the one before was already."""
    return _change(session, lead, account_id, now, Kind.NEXT_STEP, {"next_step": text, "next_step_at": at})


def finish_step(session: Session, lead: Lead, account_id: int, now: datetime) -> Activity | None:
    """Tick the next step off."""
    return _change(session, lead, account_id, now, Kind.STEP_DONE, {"next_step": "", "next_step_at": None})


def touch(session: Session, lead: Lead, how: Touch, account_id: int, now: datetime) -> Activity:
    """Note that somebody tried to reach them. The first time stops the response clock; NEW becomes ATTEMPTING."""
    values = _first_touch(lead, account_id, now)
    if lead.status == Status.NEW:
        values["status"] = Status.ATTEMPTING
    return _write(session, lead, account_id, now, Kind.TOUCH, values, {"how": how})


def last_step(session: Session, audit_id: int) -> tuple[str, datetime] | None:
    """Return the step that was next before it was ticked off or taken back: what, and when it was due."""
    about = (Activity.audit_id == audit_id, Activity.kind.in_((Kind.STEP_DONE, Kind.UNDONE)))
    for row in session.scalars(select(Activity).where(*about).order_by(Activity.id.desc())):
        if row.before.get("next_step_at") and "next_step" in row.before:
            return row.before["next_step"], datetime.fromisoformat(row.before["next_step_at"])
    return None


def set_columns(lead: Lead, values: Mapping[str, Value], now: datetime) -> None:
    """Set columns of a lead and count it. A next step that changes is counted for calendars, and reminded of anew.

    One that is due by now already is before the eyes of whoever set it: no reminder comes.
    """
    for name, value in values.items():
        setattr(lead, name, value)
    if "next_step" in values or "next_step_at" in values:
        lead.next_step_number += 1
        due = lead.next_step_at is not None and lead.next_step_at <= now
        lead.reminded_at = now if due else None
    lead.version += 1


def _first_touch(lead: Lead, account_id: int, now: datetime) -> dict[str, Value]:
    return {} if lead.first_touch_at else {"first_touch_at": now, "first_touch_by_id": account_id}


def _change(
    session: Session, lead: Lead, account_id: int, now: datetime, kind: Kind, values: Mapping[str, Value]
) -> Activity | None:
    different = {name: value for name, value in values.items() if getattr(lead, name) != value}
    return _write(session, lead, account_id, now, kind, different, {}) if different else None


def _write(
    session: Session,
    lead: Lead,
    account_id: int,
    now: datetime,
    kind: Kind,
    values: Mapping[str, Value],
    said: Mapping[str, str],
) -> Activity:
    before = {name: as_text(getattr(lead, name)) for name in values}
    after = {name: as_text(value) for name, value in values.items()}
    set_columns(lead, values, now)
    return activity.note(session, lead.audit_id, now, account_id, kind, before, {**after, **said})
