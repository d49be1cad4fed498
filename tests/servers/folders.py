"""Temporary folders with paths short enough for a unix socket (108 bytes at most, and pytest's own are long)."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def short_folder(name: str) -> Iterator[Path]:
    """A folder of our own in the system's temporary folder, removed at the end."""
    with tempfile.TemporaryDirectory(prefix=f"pl-{name}-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
