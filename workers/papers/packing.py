"""Writing a zip file by file: the same content gives the same bytes."""

import csv
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from hashlib import sha256
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from audit.harmless_cell import harmless
from audit.store.company_data import Kept
from audit.store.report_files import ReportFiles, Unwritable
from workers.exports.columns import Cell

NO_DATE: Final = (1980, 1, 1, 0, 0, 0)
READABLE: Final = 0o644 << 16
UNIX: Final = 3


class UnreadableError(Exception):
    """A file that is kept cannot be read at the moment."""


class Pack:
    """A zip on its way to a path of this machine. `left_out` are the files that were not there as they were made."""

    def __init__(self, path: Path, files: ReportFiles) -> None:
        self._path = path
        self._files = files
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self.left_out: list[str] = []

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the file, also a half one: whoever writes it throws that away."""
        self._zip.close()

    def text(self, name: str, content: bytes) -> None:
        """Add a text."""
        self._zip.writestr(_entry(name), content)

    def table(self, name: str, heading: Sequence[str], lines: Iterable[Sequence[Cell]]) -> None:
        """Add a table as CSV (RFC 4180), in UTF-8 with the mark by which Excel knows it. No cell acts as a formula."""
        with self._zip.open(_entry(name), "w") as entry:
            text = TextIOWrapper(entry, encoding="utf-8-sig", newline="")
            writer = csv.writer(text)
            writer.writerow(heading)
            writer.writerows([harmless(cell) for cell in line] for line in lines)
            text.flush()
            text.detach()

    def pdf(self, name: str, kept: Kept) -> None:
        """Add a PDF, piece by piece. One that is gone or not as it was made is left out. Raises UnreadableError."""
        copy = self._path.with_name("piece.pdf")
        try:
            whole = self._copied(kept, copy)
            if not whole:
                self.left_out.append(name)
                return
            with copy.open("rb") as read, self._zip.open(_entry(name, zipfile.ZIP_STORED), "w", force_zip64=True) as to:
                shutil.copyfileobj(read, to)
        finally:
            copy.unlink(missing_ok=True)

    def _copied(self, kept: Kept, copy: Path) -> bool:
        """Whether the file was there, and as it was made."""
        digest = sha256()
        try:
            pieces = self._files.pieces(kept.file_name)
            if pieces is None:
                return False
            with copy.open("wb") as target:
                for piece in pieces:
                    digest.update(piece)
                    target.write(piece)
        except Unwritable as error:
            raise UnreadableError from error
        return kept.sha256 is None or digest.hexdigest() == kept.sha256


def _entry(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, NO_DATE)
    entry.compress_type, entry.external_attr, entry.create_system = compression, READABLE, UNIX
    return entry
