"""What all tables share."""

from datetime import datetime
from typing import Any

from sqlalchemy import MetaData, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from audit.store.columns import Bytes, Identity, Json, UtcDateTime

Given = str | list[str]
"""An answer as it was given: a text, or the keys of what was ticked."""


class Table(DeclarativeBase):
    """All tables. Constraints are named by rule, so that a migration can name them on either database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  # as SQLAlchemy declares it
        datetime: UtcDateTime,
        dict[str, str]: Json,
        list[str]: Json,
        Given: Json,
        bytes: Bytes,
    }


def row_number() -> Mapped[int]:
    """Return the column that counts a table's rows."""
    return mapped_column(Identity, primary_key=True, autoincrement=True)


def only_where(condition: str) -> dict[str, Any]:
    """Return what makes an index hold only the rows of a condition, on either database."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}
