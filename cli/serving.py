"""Where the commands that serve begin: the settings, the logs, the clock, and an end with whoever started them."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec

import click

from audit.store.database import Unreachable
from cli.ends import CommandError
from logs import configure_logs
from settings import Settings, SettingsError, load_settings
from workers.tether import tie_to

Words = ParamSpec("Words")

tethered_option = click.option(
    "--tethered-to", "parent", type=int, hidden=True, help="End when the process of this number does."
)


def utc_now() -> datetime:
    """The moment now."""
    return datetime.now(UTC)


def started(parent: int | None = None) -> Settings:
    """The settings of a command that serves, its logs set up. Raises CommandError with all that is wrong."""
    if parent is not None:
        tie_to(parent)
    settings = settings_or_error()
    configure_logs(settings)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    return settings


def settings_or_error() -> Settings:
    """The settings. Raises CommandError with all that is wrong."""
    try:
        return load_settings()
    except SettingsError as error:
        raise CommandError(str(error)) from error


def with_a_database(command: Callable[Words, None]) -> Callable[Words, None]:
    """A command that says in one line that the database cannot be reached, where it cannot."""

    @wraps(command)
    def run(*words: Words.args, **options: Words.kwargs) -> None:
        try:
            command(*words, **options)
        except Unreachable as error:
            raise CommandError(
                "the database cannot be reached or is not prepared (plumbline migrate does that): "
                f"{type(error.orig or error).__name__}"
            ) from error

    return run
