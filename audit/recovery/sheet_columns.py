"""What the columns of a table are: the period, the agreed number, the others beside it, a note."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.recovery.period_text import PeriodError, read_period
from audit.recovery.series import BESIDE, Series
from audit.recovery.sheet_text import Row, SheetError
from audit.recovery.terms import Terms

PERIOD_WORDS: Final = frozenset({"period", "month", "week", "date", "day", "starts on", "start", "week of", "time"})
VALUE_WORDS: Final = frozenset({"value", "number", "metric", "count", "measured"})
NOTE_WORDS: Final = frozenset({"note", "notes", "comment", "comments", "remark", "remarks", "reason"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column, counted from 0, has what. `left_out` are the titles of columns that are not understood.

    `width` is how many columns there are.
    """

    period: int
    series: Mapping[Series, int]
    note: int | None
    width: int
    left_out: tuple[str, ...] = ()


PLAIN: Final = Columns(0, {Series.METRIC: 1}, 2, 3)
"""Without a line of titles: the period, the number, and perhaps a note."""


def is_heading(row: Row, terms: Terms) -> bool:
    """Whether the first line has the columns' titles: it does where neither its period nor its number could be one."""
    if not row.cells:
        return False
    try:
        read_period(row.cells[0], terms.cadence)
    except PeriodError:
        named = {_folded(cell) for cell in row.cells}
        return bool(named & {*PERIOD_WORDS, *_names(terms)}) or not any(re.search(r"\d", cell) for cell in row.cells)
    return False


def columns_of(row: Row, terms: Terms) -> Columns:
    """Read the columns' titles. Raises SheetError where a column is there twice, or there is nothing to read."""
    names = _names(terms)
    period, note, left_out = None, None, []
    series: dict[Series, int] = {}
    for place, cell in enumerate(row.cells):
        title = _folded(cell)
        if period is None and title in PERIOD_WORDS:
            period = place
        elif title in names:
            if names[title] in series:
                raise SheetError(f"Line {row.number}: two columns are titled “{_shown(cell)}”. Leave one of them out.")
            series[names[title]] = place
        elif note is None and title in NOTE_WORDS:
            note = place
        elif title:
            left_out.append(place)
    if period is None:
        # Whatever the first column is called: it has the periods.
        period = 0
        series = {one: place for one, place in series.items() if place != 0}
        left_out = [place for place in left_out if place != 0]
    if Series.METRIC not in series and len(left_out) == 1:
        series[Series.METRIC] = left_out.pop()
    if not series:
        raise SheetError(f"Line {row.number}: no column is titled “{terms.metric_title}” or “value”.")
    return Columns(period, series, note, len(row.cells), tuple(_shown(row.cells[place]) for place in left_out))


def _names(terms: Terms) -> Mapping[str, Series]:
    """From each title that a column may have to what it is then: the series' keys and titles."""
    names = dict.fromkeys((*VALUE_WORDS, _folded(terms.metric_title), _folded(terms.metric)), Series.METRIC)
    beside: Sequence[tuple[str, Series]] = [(_folded(meaning.title), one) for one, meaning in BESIDE.items()]
    return names | dict(beside) | {_folded(one): one for one in Series}


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[\s_]+", " ", text).casefold().split())


def _shown(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # enough to recognise it
