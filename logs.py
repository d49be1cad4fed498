"""What is logged, and how: a JSON object a line in production, readable lines in development, never a person's data.

The web server, the workers and the command line call `configure_logs` once, at their start; libraries that use Python's
own logging come out the same way. `request_id` follows a request into the worker: whoever has one binds it with
`structlog.contextvars.bind_contextvars(request_id=…)`.
"""

import logging
import re
import sys
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from settings import Settings

MAIL_ADDRESS: Final = re.compile(r"[^\s@<>()\[\]\"',;:=]+@[^\s@<>()\[\]\"',;:=/]+")
LOGIN_IN_URL: Final = re.compile(r"(?<=://)[^/@\s]*@")
NETWORK_ADDRESSES: Final = (
    re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\w)"),
    re.compile(r"(?<![\w.:])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?![\w:])"),
)
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{32,}")
QUERY_PARAMETERS: Final = re.compile(r"\[parameters: .*?\](?=\n|$)", re.DOTALL)
"""SQLAlchemy's errors end with what the query was given: answers, names, addresses."""

SENSITIVE: Final = ("password", "secret", "token", "cookie", "email", "recipient", "authorization")
"""A field whose name has one of these in it is not logged, whatever it holds."""

QUIET: Final = {
    "alembic": logging.WARNING,
    "flask-limiter": logging.WARNING,
    "weasyprint": logging.ERROR,
    "fontTools": logging.ERROR,
    "urllib3": logging.WARNING,  # below that it logs addresses, and a webhook's address is a secret
}


def configure_logs(settings: Settings, stream: TextIO | None = None) -> None:
    """Log to `stream` (the process's standard error by default) as LOG_LEVEL and LOG_FORMAT say."""
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and settings.mode == "production")
    target = sys.stderr if stream is None else stream
    level = getattr(logging, settings.log_level.upper())
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_known(), processors=_written(target, as_json=as_json))
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(level, least))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_known(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def without_personal_data(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """The event with nothing in it that looks like an address, a secret or a token, however deep it lies."""
    return {name: _REMOVED if _is_sensitive(name) else _clean(value) for name, value in event.items()}


def clean_text(text: str) -> str:
    """A text with what looks like an address, a login or a token taken out."""
    text = QUERY_PARAMETERS.sub("[parameters: removed]", text)
    text = LOGIN_IN_URL.sub("", text)
    text = MAIL_ADDRESS.sub("[address]", text)
    for address in NETWORK_ADDRESSES:
        text = address.sub(lambda found: "[address]" if _is_somebodys(found.group()) else found.group(), text)
    return TOKEN.sub(lambda found: "[token]" if _is_random(found.group()) else found.group(), text)


_REMOVED = "[removed]"


def _known() -> list[Processor]:
    """What every event gets to know about itself."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        # A traceback as text: files, lines and the error, never the values of variables.
        structlog.processors.format_exc_info,
    ]


def _written(target: TextIO, *, as_json: bool) -> list[Processor]:
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=target.isatty(), sort_keys=False)
    )
    return [structlog.stdlib.ProcessorFormatter.remove_processors_meta, without_personal_data, last]


def _is_sensitive(name: str) -> bool:
    return any(part in name.lower() for part in SENSITIVE)


def _clean(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {str(name): _REMOVED if _is_sensitive(str(name)) else _clean(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(item) for item in value]
    return clean_text(str(value))


def _is_somebodys(text: str) -> bool:
    """Whether it is a network address of the wide world; those of this machine and its network say nothing."""
    try:
        return ip_address(text).is_global
    except ValueError:
        return False


def _is_random(text: str) -> bool:
    """Long and mixed, as a token or a hash is, and a long name in the code is not."""
    return any(character.isdigit() for character in text) and any(character.isalpha() for character in text)
