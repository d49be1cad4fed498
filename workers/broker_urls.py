"""Where the broker is, in the spelling of each library that talks to it."""

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import quote, urlsplit

from settings import Settings

LONGEST_SOCKET_PATH = 100
"""Bytes; the system allows 103 on macOS and 107 on Linux."""


def embedded_folder(data_dir: Path) -> Path:
    """The private folder of the embedded broker's data."""
    return data_dir.absolute() / "broker"


def embedded_socket(data_dir: Path) -> Path:
    """The embedded broker's socket: beside its data, or in the temporary folder where that path is too long."""
    beside = embedded_folder(data_dir) / "socket"
    if len(os.fsencode(beside)) <= LONGEST_SOCKET_PATH:
        return beside
    digest = hashlib.sha256(os.fsencode(data_dir.absolute())).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"plumbline-{os.getuid()}-{digest}" / "socket"


def broker_url(settings: Settings) -> str:
    """The broker as Celery is told of it: the one that is set, else the embedded one of the data directory."""
    return settings.broker_url.get_secret_value() or f"redis+socket://{quote(str(embedded_socket(settings.data_dir)))}"


def redis_url(url: str) -> str:
    """A broker's URL as redis-py is told of it."""
    return _with_scheme(url, "unix")


def limits_url(url: str) -> str:
    """A broker's URL as the rate limits' storage is told of it."""
    return _with_scheme(url, "redis+unix")


def _with_scheme(url: str, scheme: str) -> str:
    """A socket's URL under another scheme; one that goes by host and port is the same for everybody."""
    parts = urlsplit(url)
    if parts.scheme != "redis+socket":
        return url
    database = dict(pair.partition("=")[::2] for pair in parts.query.split("&")).get("virtual_host", "0").strip("/")
    login = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    return f"{scheme}://{login}{parts.path}?db={database or 0}"
