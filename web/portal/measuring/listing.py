"""The periods since the start as a list: what was measured, what is missing, late or corrected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from audit.recovery.changes import Known
from audit.recovery.due import is_late, periods_over
from audit.recovery.period_text import short_name
from audit.recovery.periods import at_beginning
from audit.recovery.proof import Reading
from audit.recovery.series import BESIDE, Series
from audit.recovery.values import title_of
from audit.store.measurements import Entry, Way
from web.portal.measuring.room import Room

HOW = {
    Way.BY_HAND: "typed in",
    Way.PASTED: "pasted",
    Way.FILE: "from a file",
    Way.POSTED: "sent by a program",
    Way.SAMPLE: "made up",
}


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period. `beside` are the other numbers, each as a title and its words."""

    name: str
    short: str
    value: str
    marks: tuple[str, ...]
    note: str
    beside: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One value as it came in: what of which series, when, from whom, how, and why."""

    title: str
    value: str
    day: str
    time: str
    who: str
    how: str
    why: str


def period_lines(room: Room, there: Known, today: date) -> Sequence[PeriodLine]:
    """The periods since the start, the newest first."""
    last = room.stopped_on or today
    starts = [one for one in periods_over(room.terms, today) if one <= last]
    return [_line(room, there, start) for start in reversed(starts)]


def history_lines(room: Room, entries: Sequence[Entry]) -> Sequence[HistoryLine]:
    """Everything that came in for a period."""
    return [
        HistoryLine(
            title=title_of(room.terms, Series(one.row.series)),
            value=room.in_words(Series(one.row.series), one.row.value),
            day=room.day(one.row.entered_at.date()),
            time=f"{one.row.entered_at:%H:%M} UTC",
            who=one.who or "somebody who is not here any more",
            how=HOW[Way(one.row.way)],
            why=one.row.note,
        )
        for one in entries
    ]


def _line(room: Room, there: Known, start: date) -> PeriodLine:
    found = there.get((Series.METRIC, start))
    others = [one for series in BESIDE if (one := there.get((series, start))) and one.value is not None]
    return PeriodLine(
        name=at_beginning(start, room.terms.cadence),
        short=short_name(start, room.terms.cadence),
        value=room.listed(found.value) if found and found.value is not None else "",
        marks=tuple(_marks(room, start, found)),
        note=found.note if found else "",
        beside=tuple((BESIDE[one.series].title, room.in_words(one.series, one.value)) for one in others),
    )


def _marks(room: Room, start: date, found: Reading | None) -> Sequence[str]:
    if found is None:
        return ["Missing"]
    marks = ["Taken back, so missing"] if found.value is None else []
    if is_late(start, room.terms.cadence, found.first_entered_at.date()):
        marks.append("Came late")
    if found.corrections:
        times = {1: "once", 2: "twice"}.get(found.corrections, f"{found.corrections} times")
        marks.append(f"Corrected {times}")
    return marks
