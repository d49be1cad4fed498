"""A list as CSV (RFC 4180), in UTF-8 with the mark by which Excel knows it. No cell can act as a formula."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from audit.harmless_cell import harmless
from workers.exports.columns import COLUMNS, Cell


def write_csv(path: Path, batches: Iterable[Sequence[Sequence[Cell]]]) -> None:
    """Write the file, batch by batch."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.heading for column in COLUMNS])
        for batch in batches:
            writer.writerows([harmless(cell) for cell in line] for line in batch)
