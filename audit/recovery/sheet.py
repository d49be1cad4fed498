"""Measurements from a table: every line is understood, or it says what is wrong with it. Nothing is stored here."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from audit.answering.expected import NumberError
from audit.answering.numerals import customs, plain
from audit.one_line import one_line
from audit.recovery.due import check_period
from audit.recovery.period_text import PeriodError, read_period
from audit.recovery.periods import name_of
from audit.recovery.series import Series
from audit.recovery.sheet_columns import PLAIN, Columns, columns_of, is_heading
from audit.recovery.sheet_text import Row, SheetError, table_of
from audit.recovery.terms import Terms
from audit.recovery.values import Given, expected_of, read_value, title_of

LONGEST_NOTE: Final = 500
LONGEST_SHOWN: Final = 80
COMMA_LOCALE, POINT_LOCALE = "de_DE", "en_US"
_CUT_OFF: Final = re.compile(r"\d+ ?%?")
"""A note of digits alone: the decimals of a number that a comma cut in two."""

_COMMA: Final = re.compile(r"\d,\d{1,2}(?![\d,])|\d,\d{4,}|\d\.\d{3},\d|(?<!\d)0,\d")
_POINT: Final = re.compile(r"\d\.\d{1,2}(?![\d.])|\d\.\d{4,}|\d,\d{3}\.\d|(?<!\d)0\.\d")


@dataclass(frozen=True, slots=True)
class SheetLine:
    """What one line says of one series, or what is wrong with the line; `number` is the line's, from 1."""

    number: int
    text: str
    given: Given | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole table. `passed_over` are the lines that say nothing: empty ones, and the columns' titles.

    `left_out` are columns that are not understood. Each line stands in `lines` or in `passed_over`.
    """

    lines: tuple[SheetLine, ...]
    passed_over: tuple[int, ...]
    left_out: tuple[str, ...] = ()

    @property
    def good(self) -> Sequence[SheetLine]:
        """The lines that can be kept."""
        return [line for line in self.lines if line.given is not None]

    @property
    def wrong(self) -> Sequence[SheetLine]:
        """The lines that cannot."""
        return [line for line in self.lines if line.given is None]


def read_sheet(text: str, terms: Terms, locale: str, today: date, stopped_on: date | None = None) -> Sheet:
    """Read a table of measurements. `locale` says how numbers are written where the table itself does not.

    Raises SheetError where nothing can be made of it as a whole.
    """
    table = table_of(text)
    if not table.rows:
        raise SheetError("There is nothing here yet. Paste your table, or choose a file.")
    heading = is_heading(table.rows[0], terms)
    columns = columns_of(table.rows[0], terms) if heading else PLAIN
    rows = table.rows[1:] if heading else table.rows
    passed_over = [*table.empty, *([table.rows[0].number] if heading else [])]
    reader = _Reader(terms, _locale_of(rows, columns, locale), today, stopped_on, columns)
    lines: list[SheetLine] = []
    for row in rows:
        found = list(reader.lines_of(row))
        lines += found
        if not found:
            passed_over.append(row.number)
    return Sheet(tuple(_without_repeats(lines, terms)), tuple(sorted(passed_over)), columns.left_out)


@dataclass(frozen=True, slots=True)
class _Reader:
    terms: Terms
    locale: str
    today: date
    stopped_on: date | None
    columns: Columns

    def lines_of(self, row: Row) -> Iterator[SheetLine]:
        """What a line says, one for each series it has a number of; none where it has a period alone."""
        text = _shown(row.text)
        if row.problem:
            yield SheetLine(row.number, text, None, row.problem)
            return
        filled = {series: _at(row, place) for series, place in self.columns.series.items() if _at(row, place)}
        try:
            self._check(row, filled)
            start = read_period(
                _at(row, self.columns.period), self.terms.cadence, month_first=_month_first(self.locale)
            )
            if filled:
                check_period(start, self.terms, self.today, self.stopped_on)
        except (PeriodError, SheetError) as refusal:
            yield SheetLine(row.number, text, None, str(refusal))
            return
        for series, cell in filled.items():
            yield self._line(row, series, start, cell)

    def _line(self, row: Row, series: Series, start: date, cell: str) -> SheetLine:
        note = one_line(_at(row, self.columns.note))
        try:
            value = read_value(cell, expected_of(self.terms, series, self.locale))
        except NumberError as refusal:
            where = "" if series is Series.METRIC else f"{title_of(self.terms, series)}: "
            return SheetLine(row.number, _shown(row.text), None, f"{where}{refusal}")
        return SheetLine(row.number, _shown(row.text), Given(series, start, value, note[:LONGEST_NOTE]))

    def _check(self, row: Row, filled: Mapping[Series, str]) -> None:
        """Raise SheetError for a line with other columns than the table: a comma may have been meant for its number."""
        if not filled and len(row.cells) == 1:
            raise SheetError("Write a period and its number with a comma, a semicolon or a tab between them.")
        if any(row.cells[self.columns.width :]) or _CUT_OFF.fullmatch(_at(row, self.columns.note)):
            raise SheetError(
                "This line has more columns than it should. If a comma belongs to the number, "
                "put a semicolon between period and number."
            )


def _at(row: Row, place: int | None) -> str:
    return row.cells[place] if place is not None and place < len(row.cells) else ""


def _locale_of(rows: Sequence[Row], columns: Columns, locale: str) -> str:
    """Return by whose customs the numbers are written: as the numbers themselves say, if they do."""
    cells = [plain(_at(row, place)) for row in rows for place in columns.series.values()]
    comma = any(_COMMA.search(cell) for cell in cells)
    point = any(_POINT.search(cell) for cell in cells)
    wanted = "," if comma else "."
    if comma == point or customs(locale).decimal == wanted:
        return locale
    return COMMA_LOCALE if comma else POINT_LOCALE


def _month_first(locale: str) -> bool:
    return locale.replace("-", "_").endswith("_US")


def _without_repeats(lines: Sequence[SheetLine], terms: Terms) -> Iterator[SheetLine]:
    """Refuse what is there twice: the second of two that agree, and both where they do not."""
    places: dict[tuple[Series, date], list[SheetLine]] = {}
    for line in lines:
        if line.given is not None:
            places.setdefault((line.given.series, line.given.starts_on), []).append(line)
    for line in lines:
        if line.given is None:
            yield line
            continue
        others = places[(line.given.series, line.given.starts_on)]
        differ = any(other.given and other.given.value != line.given.value for other in others)
        if others[0] is line and not differ:
            yield line
        else:
            other = next((one for one in others if one is not line), line)
            name = name_of(line.given.starts_on, terms.cadence)
            what = "with another number" if differ else "already"
            yield replace(line, given=None, problem=f"{name[:1].upper()}{name[1:]} is in line {other.number} {what}.")


def _shown(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"
