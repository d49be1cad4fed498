"""The measurements of an agreement: the form for what is missing, and all periods since the start."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from flask import render_template, request
from flask import session as cookie
from sqlalchemy.orm import Session

from audit.recovery.changes import Known, known
from audit.recovery.due import check_period, missing, next_period
from audit.recovery.period_text import LONGEST, PeriodError, read_period
from audit.recovery.periods import after, name_of
from audit.recovery.series import Series
from audit.store import measurements
from web.field_errors import by_field
from web.portal.measuring.form import Attempt, make_form
from web.portal.measuring.listing import history_lines, period_lines
from web.portal.measuring.room import Room, agreement_here, room_of
from web.security.access import Access, access
from web.services import services

SAID: Final = "measured"
"""Under which the cookie keeps what was done last, until the next page has said it."""

NOTHING_TRIED: Final = Attempt()


@access(Access.OPERATORS)
def show(company: str, agreement: str) -> str:  # noqa: ARG001  # the access rule has read the company
    """The page; `?period=2026-03` has the form of that period."""
    now = services().clock()
    with services().database.reading() as session:
        room = room_of(session, agreement_here(session, agreement))
        if room is None:
            return render_template("portal/measuring_unsigned.html")
        return page_of(session, room, now, asked=request.args.get("period", "")[: 2 * LONGEST])


def page_of(session: Session, room: Room, now: datetime, attempt: Attempt = NOTHING_TRIED, asked: str = "") -> str:
    """The page, with the form of the period that was tried, else of the one that was asked for, else is missing."""
    there, today = known(measurements.readings(session, room.agreement.id)), room.today(now)
    start, refused = _asked_for(room, asked, today) if asked else (attempt.start, "")
    start = start or _oldest_missing(room, there, today)
    entries = measurements.of_period(session, room.agreement, start) if start else ()
    following = next_period(room.terms, today)
    return render_template(
        "portal/measuring.html",
        room=room,
        terms=room.terms,
        form=make_form(room, there, start, len(entries), attempt) if start else None,
        errors=attempt.errors,
        refused=refused,
        history=history_lines(room, entries),
        lines=period_lines(room, there, today),
        next_name=name_of(following, room.terms.cadence),
        next_day=room.day(after(following, room.terms.cadence)),
        still_missing=len(_missing(room, there, today)),
        said=cookie.pop(SAID, "") if request.method == "GET" else "",
        sheet=attempt.fields.get("sheet", ""),
        sheet_error=by_field(attempt.errors).get("sheet", ""),
    )


def _asked_for(room: Room, asked: str, today: date) -> tuple[date | None, str]:
    """The period that the address names; None with the reason if it has no number to give."""
    try:
        start = read_period(asked, room.terms.cadence)
        check_period(start, room.terms, today, room.stopped_on)
    except PeriodError as refusal:
        return None, str(refusal)
    return start, ""


def _missing(room: Room, there: Known, today: date) -> Sequence[date]:
    measured = {start for (series, start), one in there.items() if series is Series.METRIC and one.value is not None}
    last = room.stopped_on or today
    return [one for one in missing(room.terms, measured, today) if one <= last]


def _oldest_missing(room: Room, there: Known, today: date) -> date | None:
    return next(iter(_missing(room, there, today)), None)
