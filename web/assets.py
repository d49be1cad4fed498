"""Addresses of style sheets and scripts that change when the file does, so that a browser may keep them for ever."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import request

FOLDER = Path(__file__).parent / "static"


def asset(filename: str) -> str:
    """The address of a file in `static/`, with a piece of its content's hash."""
    return f"{request.script_root}/static/{filename}?v={_fingerprint(FOLDER / filename)}"


@cache
def _fingerprint(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]
