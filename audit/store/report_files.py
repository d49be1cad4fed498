"""Where finished reports and exports are kept: a directory or an S3-compatible bucket, by one interface."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, S3Store

Unwritable = (OSError, BaseError)
"""What is raised while files cannot be written or read: no room, no permission, no bucket."""

PART_BYTES = 5 * 2**20
"""What is in memory at once of a file that is sent to a bucket; the least that S3 takes as a part."""

CHUNK_BYTES = 2**18
"""And of one that is read piece by piece."""


class ReportFiles:
    """Files by name. A file appears whole or not at all. Make it after a fork, never before."""

    def __init__(self, url: str, s3_options: Mapping[str, str] | None = None) -> None:
        """`url` is file:///folder or s3://bucket/prefix; `s3_options` are `Settings.s3_options`."""
        self._store = _open(url, s3_options or {})

    def put(self, name: str, content: bytes) -> None:
        """Keep a file, in the place of one of that name. Raises one of `Unwritable`."""
        self._store.put(name, content, use_multipart=False)

    def get(self, name: str) -> bytes | None:
        """Return a file; None if there is none of that name. Raises one of `Unwritable`."""
        try:
            return bytes(self._store.get(name).bytes())
        except FileNotFoundError:
            return None

    def put_file(self, name: str, path: Path) -> int:
        """Keep a file of any size, part by part, and return its bytes. Raises one of `Unwritable`."""
        self._store.put(name, path, chunk_size=PART_BYTES, max_concurrency=1)
        return path.stat().st_size

    def pieces(self, name: str) -> Iterator[bytes] | None:
        """Return a file piece by piece; None if there is none of that name. Raises one of `Unwritable`, also later."""
        try:
            found = self._store.get(name)
        except FileNotFoundError:
            return None
        return (bytes(piece) for piece in found.stream(CHUNK_BYTES))

    def delete(self, name: str) -> None:
        """Remove a file; one that is not there is as good. Raises one of `Unwritable`."""
        with suppress(FileNotFoundError):
            self._store.delete(name)

    def names(self, prefix: str) -> tuple[str, ...]:
        """Return the names of all files in a folder, sorted."""
        return tuple(sorted(str(meta["path"]) for batch in self._store.list(prefix) for meta in batch))


def _open(url: str, options: Mapping[str, str]) -> ObjectStore:
    parts = urlsplit(url)
    if parts.scheme == "file":
        folder = Path(unquote(parts.path))
        folder.mkdir(parents=True, exist_ok=True)
        return LocalStore(folder, mkdir=True)
    if parts.scheme == "s3":
        client = {"allow_http": options.get("endpoint", "").startswith("http://"), "timeout": "20s"}
        return S3Store(parts.netloc, prefix=parts.path.strip("/") or None, config=dict(options), client_options=client)  # type: ignore[arg-type]  # keys are checked by the library
    raise ValueError("reports are kept at file:///folder or s3://bucket/prefix")
