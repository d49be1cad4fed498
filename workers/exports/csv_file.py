"""A list as CSV (RFC 4180), in UTF-8 with the mark by which Excel knows it. No cell can act as a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from workers.exports.columns import COLUMNS, Cell

# A program that opens the file takes such a cell for a formula, some of them also behind spaces, quotes or invisible
# signs. The wide forms (from U+FF05 on) count as the plain ones where Excel speaks Japanese; U+2212 is a minus.
UNSEEN = r"\s\"'`\x00-\x1f\u2018-\u201f\u200b-\u200f\u2060\ufeff"
ACTS = re.compile(rf"^[{UNSEEN}]*[=+\-@|%\u2212\uff05\uff0b\uff0d\uff1d\uff20]|^[\t\r\n]")


def write_csv(path: Path, batches: Iterable[Sequence[Sequence[Cell]]]) -> None:
    """Write the file, batch by batch."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.heading for column in COLUMNS])
        for batch in batches:
            writer.writerows([harmless(cell) for cell in line] for line in batch)


def harmless(cell: Cell) -> Cell:
    """A cell that is shown as what it is: a text that would act gets an apostrophe in front. Numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    plain = cell.replace("\x00", "")
    return f"'{plain}" if ACTS.match(plain) else plain
