"""Measurements sent and read by a program. All of a request is kept, or nothing of it; sending it twice is harmless."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from flask import jsonify, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.recovery.changes import Change, Outcome, change_of, known
from audit.recovery.due import missing
from audit.recovery.period_text import short_name
from audit.recovery.series import Series
from audit.recovery.values import title_of, unit_of
from audit.store import measurements
from audit.store.measurements import OvertakenError, Source, Way
from audit.store.tables import Agreement
from web.portal.measuring.room import Room, room_of, settle
from web.programs.body import BodyError, Item, read_body, read_items
from web.programs.held_key import HeldKey, key
from web.security.access import Access, access
from web.security.limits import limit_programs
from web.services import services

Answer = tuple[Response, int]
RESULTS: Final[Mapping[Outcome, str]] = {
    Outcome.NEW: "stored",
    Outcome.UNCHANGED: "unchanged",
    Outcome.CORRECTED: "corrected",
}
ERROR: Final = "error"
NOT_KEPT: Final = "not stored"
NO_REASON: Final = "There is another value already. Send a reason to correct it."


class NothingKeptError(Exception):
    """Some of what was sent is wrong, so that nothing of it is kept. `items` say what."""

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__("nothing was kept")
        self.items = items


@access(Access.PROGRAM)
@limit_programs
def post() -> Answer:
    """Keep what was sent: 200 with what became of each, or 422 with what is wrong, and then nothing is kept."""
    if request.mimetype != "application/json":
        return _error("Send the body as application/json.", 415)
    held, now = key(), services().clock()
    try:
        found = read_body(request.get_data())
        with services().database.writing() as session:
            room = _room(session, held, to_change=True)
            if room is None:
                return _error("Measurements can be sent once both sides have signed the agreement.", 409)
            items = read_items(found, room, room.today(now))
            changes = _keep(session, room, items, held, now)
    except BodyError as refusal:
        return _error(str(refusal), 422)
    except NothingKeptError as refused:
        results = [_result(item, ERROR if item.problem else NOT_KEPT, item.problem) for item in refused.items]
        return jsonify(error="Nothing was stored, because some of it is wrong.", measurements=results), 422
    except OvertakenError:
        return _error("Somebody else has just changed a value. Nothing was stored; please send it once more.", 409)
    results = [_result(item, RESULTS[one.outcome]) for item, one in zip(items, changes, strict=True)]
    return jsonify(measurements=results), 200


@access(Access.PROGRAM)
@limit_programs
def get() -> Answer:
    """What counts at present, and which periods have no number."""
    now = services().clock()
    with services().database.reading() as session:
        room = _room(session, key())
        if room is None:
            return _error("Both sides have not signed the agreement yet.", 409)
        readings = measurements.readings(session, room.agreement.id)
    terms, today = room.terms, room.today(now)
    measured = {one.starts_on for one in readings if one.series is Series.METRIC and one.value is not None}
    last = room.stopped_on or today
    return jsonify(
        cadence=terms.cadence,
        currency=terms.currency,
        series=[{"series": one, "title": title_of(terms, one), "unit": unit_of(terms, one)} for one in Series],
        measurements=[
            {
                "series": one.series,
                "period": short_name(one.starts_on, terms.cadence),
                "value": one.value,
                "note": one.note,
                "corrections": one.corrections,
                "entered_at": one.entered_at.isoformat(),
            }
            for one in readings
        ],
        missing=[short_name(one, terms.cadence) for one in missing(terms, measured, today) if one <= last],
    ), 200


def _room(session: Session, held: HeldKey, *, to_change: bool = False) -> Room | None:
    row = session.get_one(Agreement, held.agreement_id, with_for_update=to_change or None)
    return room_of(session, row)


def _keep(session: Session, room: Room, items: Sequence[Item], held: HeldKey, now: datetime) -> Sequence[Change]:
    """Keep all of them. Raises NothingKeptError, OvertakenError."""
    there = known(measurements.readings(session, room.agreement.id))
    settled = [_explained(item, change_of(item.given, there)) if item.given else item for item in items]
    if any(item.problem for item in settled):
        raise NothingKeptError(settled)
    given = [item.given for item in settled if item.given]
    changes = measurements.enter(session, room.agreement, given, Source(Way.POSTED, key_id=held.key_id), now)
    if any(one.outcome is not Outcome.UNCHANGED for one in changes):
        settle(session, room, now)
    return changes


def _explained(item: Item, change: Change) -> Item:
    """A correction with its reason as the note, or with what is wrong if it has none."""
    if change.outcome is not Outcome.CORRECTED:
        return item
    if not item.reason:
        return replace(item, given=None, problem=NO_REASON)
    return replace(item, given=replace(change.given, note=item.reason))


def _result(item: Item, result: str, message: str = "") -> Mapping[str, str]:
    said = {"series": item.series, "period": item.period, "result": result}
    return said | ({"message": message} if message else {})


def _error(words: str, status: int) -> Answer:
    return jsonify(error=words), status
