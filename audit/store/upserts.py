"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL both know and SQLAlchemy writes for each by itself."""

from typing import Any

from sqlalchemy import CursorResult, Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from audit.store.tables import Table


def insert(session: Session, table: type[Table]) -> Any:  # noqa: ANN401  # either dialect's Insert: their methods agree
    """Return an INSERT with `on_conflict_do_nothing` and `on_conflict_do_update`, in the session's dialect."""
    return insert_in(session.get_bind().dialect.name, table)


def insert_in(dialect: str, table: type[Table]) -> Any:  # noqa: ANN401  # as `insert`
    """Return the same in the dialect of that name."""
    return (sqlite if dialect == "sqlite" else postgresql).insert(table.__table__).inline()


def changed_rows(session: Session, statement: Executable) -> int:
    """Run an INSERT, UPDATE or DELETE and return how many rows it changed."""
    options = {"synchronize_session": False, "preserve_rowcount": True}
    result = session.execute(statement, execution_options=options)
    return result.rowcount if isinstance(result, CursorResult) else 0
