"""A table that was pasted or uploaded: looked at line by line first, and kept only when somebody says so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from flask import abort, redirect, render_template, request, url_for
from flask import session as cookie
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.one_line import one_line
from audit.recovery.changes import Change, Outcome, change_of, fingerprint, known
from audit.recovery.periods import at_beginning
from audit.recovery.sheet import LONGEST_NOTE, Sheet, read_sheet
from audit.recovery.sheet_text import SheetError, decoded
from audit.recovery.values import title_of
from audit.store import measurements
from audit.store.measurements import OvertakenError, Source, Way
from web.field_errors import FieldError
from web.portal.measuring.form import Attempt
from web.portal.measuring.room import Room, agreement_here, room_of, settle
from web.portal.measuring.show import SAID, page_of
from web.portal.operator import operator
from web.security.access import Access, access
from web.services import services

Answer = Response | tuple[str, int]
LARGEST_SHEET_BYTES: Final = 30_000
"""A thousand lines; a form's field may have little more (web.security.cookies)."""

TOO_LONG: Final = "This is too long. Send at most 1000 lines, about 30 KB, at a time."
NO_REASON: Final = "Say in a few words why the numbers that are there already are changed."
NOTHING_GOOD: Final = "None of the lines can be kept. Please put them right and check again."


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line that can be kept, in words. `before` is the value that it replaces; `what` as Outcome has it."""

    number: int
    period: str
    title: str
    value: str
    before: str
    what: Outcome


@dataclass(frozen=True, slots=True)
class Looked:
    """A table as it was understood, beside what is there."""

    text: str
    way: Way
    sheet: Sheet
    changes: tuple[Change, ...]

    def count(self, outcome: Outcome) -> int:
        """How many of its values are so."""
        return sum(one.outcome is outcome for one in self.changes)


@access(Access.OPERATORS)
def check(company: str, agreement: str) -> Answer:
    """What would be kept of a table, and what is wrong with it. Nothing is stored."""
    now = services().clock()
    with services().database.reading() as session:
        room = room_of(session, agreement_here(session, agreement))
        if room is None:
            return redirect(url_for("portal.measuring.show", company=company, agreement=agreement), 303)
        pasted = request.form.get("sheet", "")
        try:
            text, way = _sent(pasted)
            looked = _look(session, room, text, way, now)
        except SheetError as refusal:
            attempt = Attempt(fields={"sheet": pasted}, errors=(FieldError("sheet", str(refusal)),))
            return page_of(session, room, now, attempt), 422
    return _preview(room, looked), 200


@access(Access.OPERATORS)
def keep(company: str, agreement: str) -> Answer:
    """Keep the lines that can be kept, as they were shown."""
    now = services().clock()
    text = request.form.get("sheet", "")
    way = Way.FILE if request.form.get("way") == Way.FILE else Way.PASTED
    try:
        with services().database.writing() as session:
            room = room_of(session, agreement_here(session, agreement, to_change=True))
            if room is None:
                return redirect(url_for("portal.measuring.show", company=company, agreement=agreement), 303)
            looked = _look(session, room, text, way, now)
            errors = _errors(looked)
            if errors:
                return _preview(room, looked, errors), 422
            if fingerprint(looked.changes) != request.form.get("shown", ""):
                return _preview(room, looked, overtaken=True), 409
            _store(session, room, looked, now)
    except SheetError:
        abort(400)  # the page sends back what was read before
    except OvertakenError:
        return check(company, agreement)
    cookie[SAID] = _said(looked)
    return redirect(url_for("portal.measuring.show", company=company, agreement=agreement), 303)


def _sent(pasted: str) -> tuple[str, Way]:
    """The text of the file, or what was pasted. Raises SheetError."""
    file = request.files.get("file")
    content = file.read(LARGEST_SHEET_BYTES + 1) if file else b""
    if len(content) > LARGEST_SHEET_BYTES:
        raise SheetError(TOO_LONG)
    return (decoded(content), Way.FILE) if content else (pasted, Way.PASTED)


def _look(session: Session, room: Room, text: str, way: Way, now: datetime) -> Looked:
    if len(text.encode()) > LARGEST_SHEET_BYTES:
        raise SheetError(TOO_LONG)
    sheet = read_sheet(text, room.terms, room.locale, room.today(now), room.stopped_on)
    there = known(measurements.readings(session, room.agreement.id))
    changes = tuple(change_of(line.given, there) for line in sheet.good if line.given)
    return Looked(text, way, sheet, changes)


def _errors(looked: Looked) -> Sequence[FieldError]:
    if not looked.changes:
        return (FieldError("sheet", NOTHING_GOOD),)
    reason = one_line(request.form.get("reason", ""))
    if looked.count(Outcome.CORRECTED) and not reason:
        return (FieldError("reason", NO_REASON),)
    if len(reason) > LONGEST_NOTE:
        return (FieldError("reason", f"Shorten this to {LONGEST_NOTE} letters."),)
    return ()


def _store(session: Session, room: Room, looked: Looked, now: datetime) -> None:
    """Keep the values; a correction with the reason that was given for all of them."""
    reason = one_line(request.form.get("reason", ""))
    given = [
        replace(one.given, note=reason) if one.outcome is Outcome.CORRECTED else one.given for one in looked.changes
    ]
    measurements.enter(session, room.agreement, given, Source(looked.way, operator().person_id), now)
    settle(session, room, now)


def _said(looked: Looked) -> str:
    counts = {
        "new": looked.count(Outcome.NEW),
        "corrected": looked.count(Outcome.CORRECTED),
        "there already": looked.count(Outcome.UNCHANGED),
        "left out": len(looked.sheet.wrong),
    }
    return f"The table is kept: {', '.join(f'{count} {what}' for what, count in counts.items() if count)}."


def _preview(room: Room, looked: Looked, errors: Sequence[FieldError] = (), *, overtaken: bool = False) -> str:
    good = zip((line.number for line in looked.sheet.good), looked.changes, strict=True)
    return render_template(
        "portal/measuring_check.html",
        room=room,
        looked=looked,
        lines=[_shown(room, number, change) for number, change in good],
        wrong=looked.sheet.wrong,
        left_out=looked.sheet.left_out,
        new=looked.count(Outcome.NEW),
        corrected=looked.count(Outcome.CORRECTED),
        unchanged=looked.count(Outcome.UNCHANGED),
        shown=fingerprint(looked.changes),
        reason=request.form.get("reason", ""),
        errors=errors,
        overtaken=overtaken,
    )


def _shown(room: Room, number: int, change: Change) -> ShownLine:
    given = change.given
    return ShownLine(
        number=number,
        period=at_beginning(given.starts_on, room.terms.cadence),
        title=title_of(room.terms, given.series),
        value=room.in_words(given.series, given.value),
        before=room.in_words(given.series, change.before) if change.outcome is Outcome.CORRECTED else "",
        what=change.outcome,
    )
