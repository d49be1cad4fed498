"""Bring a database to the shape that this program needs; `make migration` writes a new step."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url

from audit.store.database import Database

_STEPS = Path(__file__).parent / "migrations"
_LOCK = 0x706C756D  # "plum": several processes may start at once, one of them migrates


def migrate(database: Database) -> None:
    """Apply every step that is missing. Safe to call from several processes at once, and again."""
    _make_room(database.url)
    with database.engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        command.upgrade(_config(connection), "head")


def is_current(database: Database) -> bool:
    """Whether the database has the shape that this program needs."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest_step()


def newest_step() -> str | None:
    """Return the name of the last step."""
    return ScriptDirectory(str(_STEPS)).get_current_head()


def write_step(database: Database, message: str) -> None:
    """Write a new step from the difference between the tables and an up-to-date database."""
    number = int(newest_step() or 0) + 1
    with database.engine.connect() as connection:
        command.revision(_config(connection), message=message, autogenerate=True, rev_id=f"{number:04}")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "step_%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def _make_room(url: str) -> None:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
