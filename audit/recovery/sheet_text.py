"""A table that was pasted or uploaded, as lines of cells: what a spreadsheet saves, and what people type."""

import codecs
import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MOST_LINES: Final = 1000
LONGEST_LINE: Final = 1000
SEPARATORS: Final = ("\t", ";", ",")
"""In this order: a comma may also stand in a number, or between March 2 and 2026."""

WORKBOOK: Final = b"PK\x03\x04"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATOR_LINE: Final = re.compile(r'"?sep=(?P<separator>[;,\t|])"?', re.IGNORECASE)
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_AS_TEXT: Final = re.compile(r'="?(.*?)"?')
_QUOTED: Final = re.compile(r'"[^"]*"')


class SheetError(ValueError):
    """A table that cannot be read at all; the message says how to mend it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: its number from 1, the line as it stands there, and its cells without spaces around them.

    `problem` says why it has no cells.
    """

    number: int
    text: str
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The lines that say something, and the numbers of those that do not: empty ones, and Excel's "sep=;"."""

    rows: tuple[Row, ...]
    empty: tuple[int, ...]


def decoded(content: bytes) -> str:
    """Return the text of a file, however a spreadsheet saved it. Raises SheetError for what is no text."""
    if content.startswith(WORKBOOK):
        raise SheetError("This is a spreadsheet itself. Save it as CSV in your spreadsheet, and upload that file.")
    encodings = [encoding for mark, encoding in _MARKS if content.startswith(mark)] or ["utf-8", "cp1252"]
    for encoding in encodings:
        text = _in(content, encoding)
        if text is not None and "\0" not in text:
            return text
    raise SheetError("This is no text file. Save the table as CSV in your spreadsheet, and upload that file.")


def table_of(text: str) -> Table:
    """Take a text apart. Raises SheetError if it has too many lines."""
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    if len(lines) > MOST_LINES:
        raise SheetError(f"These are {len(lines)} lines. Send at most {MOST_LINES} at a time.")
    empty = [number for number, line in enumerate(lines, start=1) if not line.strip(" \t;,\"'\u00a0")]
    without = frozenset(empty)
    said = [(number, line) for number, line in enumerate(lines, start=1) if number not in without]
    first = _SEPARATOR_LINE.fullmatch(said[0][1].strip(" ")) if said else None
    if first:
        empty.append(said.pop(0)[0])
    separator = first["separator"] if first else _separator([line for _, line in said])
    return Table(tuple(_row(number, line, separator) for number, line in said), tuple(sorted(empty)))


def _in(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _separator(lines: Sequence[str]) -> str:
    """Return what stands between the cells: the mark that most lines have, outside of quotes."""
    bare = [_QUOTED.sub("", line) for line in lines]
    return max(SEPARATORS, key=lambda mark: sum(mark in line for line in bare))


def _row(number: int, line: str, separator: str) -> Row:
    if len(line) > LONGEST_LINE:
        return Row(number, line, (), f"This line has more than {LONGEST_LINE} letters.")
    try:
        cells = next(csv.reader([line], delimiter=separator, skipinitialspace=separator != "\t", strict=True), [])
    except csv.Error:
        return Row(number, line, (), "A quotation mark is opened and not closed.")
    return Row(number, line, tuple(_cell(cell) for cell in cells))


def _cell(text: str) -> str:
    """Return a cell without spaces around it, and without the ="..." by which Excel keeps a text a text."""
    bare = text.strip()
    found = _AS_TEXT.fullmatch(bare)
    return found[1].strip() if found else bare
