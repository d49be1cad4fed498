"""What Alembic runs to apply the steps, on the connection that it was given."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from audit.store.columns import Identity, Json, UtcDateTime
from audit.store.tables import Table


def rendered(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Return how a step writes our own column types: in SQLAlchemy's words, so that a step needs no code of today."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if item is Json:
        return 'sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")'
    if item is Identity:
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return False


def run() -> None:
    """Apply the steps in one transaction, where the database can undo a table."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Table.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=rendered,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
