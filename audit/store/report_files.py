"""Where finished reports are kept: a directory or an S3-compatible bucket, by one interface."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, S3Store

Unwritable = (OSError, BaseError)
"""What is raised while files cannot be written or read: no room, no permission, no bucket."""


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
