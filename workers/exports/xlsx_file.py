"""A list for Excel. Texts are written as texts, so that no cell is a formula or a link; rows go to disk one by one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # the library ships no types
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]  # the same

from workers.exports.columns import COLUMNS, Cell

MOST_ROWS = 1_048_575
"""What a sheet takes below its heading."""

LONGEST_TEXT = 32_767
"""And a cell, in UTF-16 as Excel counts."""

CUT = " … (cut: too long for Excel; the CSV file has all of it)"


class TooManyRowsError(ValueError):
    """More leads than a sheet takes."""


def write_xlsx(path: Path, batches: Iterable[Sequence[Sequence[Cell]]], made_at: datetime) -> None:
    """Write the file, batch by batch. Raises TooManyRowsError, and OSError where there is no room for it."""
    try:
        _write_book(path, batches, made_at)
    except FileCreateError as error:  # which is no OSError, though it stands for one
        raise OSError(*error.args) from error


def _write_book(path: Path, batches: Iterable[Sequence[Sequence[Cell]]], made_at: datetime) -> None:
    options = {"constant_memory": True, "tmpdir": str(path.parent), "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": made_at.replace(tzinfo=None)})
        sheet = book.add_worksheet("Leads")
        bold = book.add_format({"bold": True})
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, column.width)
        sheet.freeze_panes(1, 1)
        for place, column in enumerate(COLUMNS):
            sheet.write_string(0, place, column.heading, bold)
        row = 0
        for batch in batches:
            for line in batch:
                row += 1
                if row > MOST_ROWS:
                    raise TooManyRowsError
                _write_line(sheet, row, line)
        sheet.autofilter(0, 0, row, len(COLUMNS) - 1)


def _write_line(sheet: Any, row: int, line: Sequence[Cell]) -> None:  # noqa: ANN401  # xlsxwriter's, untyped
    for place, cell in enumerate(line):
        if isinstance(cell, str):
            if cell:
                sheet.write_string(row, place, fitting(cell))
        elif cell is not None:
            sheet.write_number(row, place, cell)


def fitting(text: str) -> str:
    """A text that a cell takes."""
    wide = text.encode("utf-16-le", "replace")
    if len(wide) <= 2 * LONGEST_TEXT:
        return text
    return wide[: 2 * (LONGEST_TEXT - len(CUT))].decode("utf-16-le", "ignore") + CUT
