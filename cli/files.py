"""Files that come in and go out: read with clear errors, written whole or not at all."""

import os
import sys
from pathlib import Path

from cli.ends import CommandError

STANDARD = "-"
"""The name that stands for standard input or output."""

LARGEST_BYTES = 20_000_000


def read_text(name: str) -> str:
    """The text of a file, or of standard input for `-`. Raises CommandError."""
    try:
        raw = sys.stdin.buffer.read(LARGEST_BYTES + 1) if name == STANDARD else _read(Path(name))
    except IsADirectoryError as error:
        raise CommandError(f"{name} is a folder; give a file.") from error
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {_reason(error)}.") from error
    if len(raw) > LARGEST_BYTES:
        raise CommandError(f"{shown_name(name)} is larger than {LARGEST_BYTES // 1_000_000} MB.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CommandError(f"{shown_name(name)}, line {line}: the text is not UTF-8; save it as UTF-8.") from error


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST_BYTES + 1)


def shown_name(name: str) -> str:
    """What to call the file in a message."""
    return "standard input" if name == STANDARD else name


def check_can_be_written(name: str) -> None:
    """Make sure, before work begins, that the file can be written. Raises CommandError."""
    if name == STANDARD:
        return
    path = Path(name)
    folder = path.resolve().parent
    if path.is_dir():
        raise CommandError(f"{name} is a folder; give the name of a file.")
    if not folder.is_dir():
        raise CommandError(f"{name} cannot be written: there is no folder {folder}. Make it first.")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise CommandError(f"{name} cannot be written: permission denied.")


def write_whole(name: str, content: bytes) -> None:
    """Write a file so that it is there with all of its content, or as it was before. Raises CommandError."""
    try:
        _replace(Path(name).resolve(), content)
    except OSError as error:
        raise CommandError(f"{name} cannot be written: {_reason(error)}.") from error


def _replace(path: Path, content: bytes) -> None:
    if path.exists() and not path.is_file():
        # A device or a pipe has no content to keep.
        path.write_bytes(content)
        return
    beside = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
