"""Taking in what was typed for one period."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from flask import redirect, request, url_for
from flask import session as cookie
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.one_line import one_line
from audit.recovery.changes import Outcome, known
from audit.recovery.due import check_period
from audit.recovery.period_text import LONGEST, PeriodError, read_period
from audit.recovery.periods import at_beginning
from audit.store import measurements
from audit.store.measurements import OvertakenError, Source, Way
from web.field_errors import FieldError
from web.portal.measuring.form import NOTE, Attempt, changes_of, read_form
from web.portal.measuring.room import Room, agreement_here, room_of, settle
from web.portal.measuring.show import SAID, page_of
from web.portal.operator import operator
from web.security.access import Access, access
from web.services import services

Answer = Response | tuple[str, int]
LONGEST_TYPED: Final = 600
NO_REASON: Final = "Say in a few words why the number is changed."


class RefusedError(Exception):
    """What was typed cannot be kept; nothing is changed."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__("refused")
        self.attempt = attempt


@access(Access.OPERATORS)
def enter(company: str, agreement: str) -> Answer:
    """Keep the numbers of a period, or show the page once more with what was typed."""
    now = services().clock()
    fields = {name: text[:LONGEST_TYPED] for name, text in request.form.items() if name != "csrf_token"}
    try:
        with services().database.writing() as session:
            room = room_of(session, agreement_here(session, agreement, to_change=True))
            if room is None:  # the page says that nothing is measured yet
                return redirect(url_for("portal.measuring.show", company=company, agreement=agreement), 303)
            cookie[SAID] = _enter(session, room, fields, now)
    except RefusedError as refused:
        return _once_more(agreement, refused.attempt, now)
    return redirect(url_for("portal.measuring.show", company=company, agreement=agreement), 303)


def _enter(session: Session, room: Room, fields: Mapping[str, str], now: datetime) -> str:
    """Keep them; returns what the next page says. Raises RefusedError."""
    start = _start(room, fields, now)
    there = known(measurements.readings(session, room.agreement.id))
    given, errors = read_form(room, there, start, fields)
    if errors:
        raise RefusedError(Attempt(start, fields, errors))
    name = at_beginning(start, room.terms.cadence)
    changes = changes_of(given, there)
    if not changes:
        return f"{name} had these numbers already, so nothing changed."
    if str(len(measurements.of_period(session, room.agreement, start))) != fields.get("seen", ""):
        raise RefusedError(Attempt(start, fields, overtaken=True))
    corrections = [one for one in changes if one.outcome is Outcome.CORRECTED]
    if corrections and not one_line(fields.get(NOTE, "")):
        raise RefusedError(Attempt(start, fields, (FieldError(NOTE, NO_REASON),), corrections))
    source = Source(Way.BY_HAND, operator().person_id)
    try:
        measurements.enter(session, room.agreement, [one.given for one in changes], source, now)
    except OvertakenError as error:
        raise RefusedError(Attempt(start, fields, overtaken=True)) from error
    settle(session, room, now)
    return f"{name} is corrected. What was there before is kept." if corrections else f"{name} is entered."


def _start(room: Room, fields: Mapping[str, str], now: datetime) -> date:
    """The period that was typed for. Raises RefusedError for one that has no number to give."""
    try:
        start = read_period(fields.get("period", "")[:LONGEST], room.terms.cadence)
        check_period(start, room.terms, room.today(now), room.stopped_on)
    except PeriodError as refusal:
        raise RefusedError(Attempt(errors=(FieldError("measure", str(refusal)),))) from refusal
    return start


def _once_more(agreement: str, attempt: Attempt, now: datetime) -> tuple[str, int]:
    """The page once more, from what is stored by now, with what was typed."""
    with services().database.reading() as session:
        room = room_of(session, agreement_here(session, agreement))
        if room is None:
            raise LookupError("an agreement was in force a moment ago, and cannot have ceased to be")
        return page_of(session, room, now, attempt), 409 if attempt.overtaken else 422
