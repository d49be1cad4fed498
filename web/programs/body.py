"""What a program sent: read item by item, each understood or with what is wrong with it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit.answering.expected import NumberError
from audit.one_line import one_line
from audit.recovery.due import check_period
from audit.recovery.period_text import PeriodError, read_period
from audit.recovery.series import Series
from audit.recovery.sheet import LONGEST_NOTE
from audit.recovery.values import Given, check_value
from web.portal.measuring.room import Room

MOST_ITEMS: Final = 1000
FIELDS: Final = frozenset({"series", "period", "value", "note", "reason"})
SHAPE: Final = 'Send a JSON object like {"measurements": [{"series": "metric", "period": "2026-03", "value": 12.5}]}.'


class BodyError(ValueError):
    """A body that is not of the right shape; the message says how to mend it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One measurement as it was sent, and what it was understood as; `problem` says why it was not.

    `reason` is why a value that is there would be changed.
    """

    series: str
    period: str
    given: Given | None
    reason: str = ""
    problem: str = ""


def read_body(content: bytes) -> Sequence[object]:
    """Return the measurements of a body. Raises BodyError."""
    try:
        body = json.loads(content, parse_constant=_no_number, object_pairs_hook=_each_once)
    except BodyError:
        raise
    except (ValueError, RecursionError) as error:
        raise BodyError(f"This is no JSON. {SHAPE}") from error
    found = body.get("measurements") if isinstance(body, dict) and set(body) == {"measurements"} else None
    if not isinstance(found, list) or not found:
        raise BodyError(SHAPE)
    if len(found) > MOST_ITEMS:
        raise BodyError(f"Send at most {MOST_ITEMS} measurements at a time.")
    return found


def read_items(found: Sequence[object], room: Room, today: date) -> Sequence[Item]:
    """Understand each of them; one that is there twice is wrong the second time."""
    items: list[Item] = []
    met: set[tuple[Series, date]] = set()
    for one in found:
        item = _item(one, room, today)
        if item.given is not None:
            place = (item.given.series, item.given.starts_on)
            if place in met:
                item = Item(item.series, item.period, None, problem="This series and period is there twice.")
            met.add(place)
        items.append(item)
    return items


def _item(found: object, room: Room, today: date) -> Item:
    if not isinstance(found, dict):
        return Item("", "", None, problem=SHAPE)
    series, period = _text(found, "series") or Series.METRIC, _text(found, "period")
    try:
        _check_fields(found)
        given = Given(_series(series), _start(period, room, today), None, _line(found, "note"))
        value = _value(found["value"], room, given.series)
        reason = _line(found, "reason")
    except (PeriodError, NumberError, BodyError) as refusal:
        return Item(series[:40], period[:40], None, problem=str(refusal))
    return Item(series, period, Given(given.series, given.starts_on, value, given.note), reason)


def _check_fields(found: Mapping[str, object]) -> None:
    unknown = sorted(str(name)[:40] for name in set(found) - FIELDS)
    if unknown:
        raise BodyError(f"There is no field {', '.join(unknown)}; there are {', '.join(sorted(FIELDS))}.")
    for name in ("series", "period", "note", "reason"):
        if name in found and not isinstance(found[name], str):
            raise BodyError(f"Send {name} as text.")
    if "value" not in found:
        raise BodyError("Send a value: a number, or null to take one back.")


def _series(name: str) -> Series:
    try:
        return Series(name)
    except ValueError as error:
        raise BodyError(f"There is no such series; there are {', '.join(Series)}.") from error


def _start(period: str, room: Room, today: date) -> date:
    start = read_period(period, room.terms.cadence)
    check_period(start, room.terms, today, room.stopped_on)
    return start


def _value(value: object, room: Room, series: Series) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise NumberError("Send the value as a number, not as text; null takes one back.")
    try:
        return check_value(float(value), room.expected(series))
    except OverflowError as error:
        raise NumberError("Send an ordinary number.") from error


def _text(found: Mapping[str, object], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _line(found: Mapping[str, object], name: str) -> str:
    text = one_line(_text(found, name))
    if len(text) > LONGEST_NOTE:
        raise BodyError(f"Shorten {name} to {LONGEST_NOTE} letters.")
    return text


def _each_once(pairs: Sequence[tuple[str, object]]) -> Mapping[str, object]:
    """An object; of a field that is there twice nobody knows which one was meant."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BodyError("A field is there twice in one object, so that it is not clear which one counts.")
    return found


def _no_number(_: str) -> object:
    raise ValueError("JSON knows no such number")
