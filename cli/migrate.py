"""`plumbline migrate`: brings the database to the shape that this version needs."""

import click

from audit.store.database import Database
from audit.store.migrating import migrate
from cli.serving import started, with_a_database


@click.command("migrate")
@with_a_database
def migrate_command() -> None:
    """Prepare the database, or bring it up to date. Safe to run at every release."""
    database = Database(started().sqlalchemy_url)
    migrate(database)
    database.close()
    click.echo("The database is up to date.")
