"""`plumbline schema`: what the JSON of an audit holds."""

import click

from cli.schemas import audit_schema


@click.command("schema", short_help="Print the JSON Schema of a stored audit.")
def schema_command() -> None:
    """Print the JSON Schema of what `plumbline audit --json` writes."""
    click.echo(audit_schema(), nl=False)
