"""The next step: what, and when; done; and its file for a calendar."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from flask import abort, request, url_for
from werkzeug.wrappers import Response

from audit.sales.calendar_entry import FILE_NAME, MEDIA_TYPE, CalendarEntry, calendar_file
from audit.sales.typed_day import read_day
from audit.store import follow_ups, leads
from web.console.follow_up.acting import Answer, RefusedError, Turn, act, check_length, line
from web.console.follow_up.moments import in_a_week, in_an_hour, on_the_wall, read_time, tomorrow
from web.console.noting import note_access
from web.field_errors import FieldError
from web.security.access import Access, access
from web.services import services

LONGEST_STEP: Final = 200
QUICK: Final[Mapping[str, Callable[[datetime, ZoneInfo], datetime]]] = {
    "hour": in_an_hour,
    "tomorrow": tomorrow,
    "week": in_a_week,
}


@access(Access.SELLERS)
def plan(lead: str) -> Answer:
    """Set what is next and when it is due: at a moment that is typed, or at one of the quick ones."""

    def work(turn: Turn) -> None:
        text, due_at = _typed(turn.now)
        if (turn.lead.next_step, turn.lead.next_step_at) != (text, due_at):
            turn.check_version()
            follow_ups.plan(turn.session, turn.lead, text, due_at, turn.by, turn.now)

    return act(lead, "step", work)


@access(Access.SELLERS)
def finish(lead: str) -> Answer:
    """Tick the next step off."""

    def work(turn: Turn) -> None:
        if turn.lead.next_step_at is not None:
            turn.check_version()
            follow_ups.finish_step(turn.session, turn.lead, turn.by, turn.now)

    return act(lead, "done", work, again="Tick it off all the same")


@access(Access.READERS)
def calendar(lead: str) -> Response:
    """The next step as a file for a calendar; one that was done takes it out again. 404 if there never was one."""
    now = services().clock()
    with services().database.reading() as session:
        row = leads.find(session, lead) or abort(404)
        planned = (row.next_step, row.next_step_at) if row.next_step_at else None
        last = planned or follow_ups.last_step(session, row.audit_id)
    if last is None or last[1] is None:
        abort(404)
    note_access("took a next step into a calendar", lead)
    entry = CalendarEntry(
        lead=lead,
        text=last[0],
        whom=row.company or row.contact_name,
        link=services().settings.public_url + url_for("console.call.show", lead=lead),
        due_at=last[1],
        number=row.next_step_number,
        now=now,
        cancelled=planned is None,
    )
    response = Response(calendar_file(entry), content_type=f"{MEDIA_TYPE}; charset=utf-8; method=PUBLISH")
    response.headers.set("Content-Disposition", "attachment", filename=FILE_NAME)
    return response


def _typed(now: datetime) -> tuple[str, datetime]:
    """What was typed. Raises RefusedError."""
    text = line("text")
    errors = [*check_length("step-text", text, LONGEST_STEP, "the next step")]
    if not text:
        errors.append(FieldError("step-text", "Say what is to be done next."))
    due_at = _due_at(now, errors)
    if errors or due_at is None:
        raise RefusedError(*errors)
    return text, due_at


def _due_at(now: datetime, errors: list[FieldError]) -> datetime | None:
    """When it is due; None, and a further error, where that cannot be read."""
    quick = QUICK.get(request.form.get("quick", ""))
    if quick is not None:
        return quick(now, services().settings.team_zone)
    day, clock = read_day(line("day")), read_time(line("clock"))
    if day is None:
        errors.append(FieldError("step-day", "Choose the day, like 2026-03-31."))
    if clock is None:
        errors.append(FieldError("step-clock", "Give the time, like 14:30."))
    if day is None or clock is None:
        return None
    due_at = on_the_wall(day, clock, services().settings.team_zone)
    if due_at <= now:
        errors.append(FieldError("step-day", "Choose a time that is still to come."))
    return due_at
