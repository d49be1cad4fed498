"""The PDF, with its progress on the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click
from rich.status import Status

from audit.findings import Audit
from audit.playbook import Playbook
from cli.ends import CommandError
from cli.files import write_whole
from cli.screen import screen
from reports.brand import BrandError, brand_of
from reports.render import RenderError, render_pdf


class Progress(Protocol):
    """Told each step in words, and how much of the whole is done."""

    def __call__(self, step: str, fraction: float = 0.0) -> None: ...


def write_report(audit: Audit, playbook: Playbook, stored: bytes, name: str) -> None:
    """Write the audit's PDF with its JSON attached. Raises CommandError where it cannot be made or written."""
    try:
        brand = brand_of(playbook)
        with progress("Making the PDF") as tell:
            pdf = render_pdf(audit, brand, stored, tell)
    except (BrandError, RenderError) as error:
        raise CommandError(f"the PDF cannot be made: {error}") from error
    write_whole(name, pdf)
    click.echo(f"The report is {name} ({len(pdf) / 1_000:,.0f} kB)", err=True)


@contextmanager
def progress(title: str) -> Iterator[Progress]:
    """A line that turns while work goes on; nothing at all where standard error is not a terminal."""
    with Status(title, console=screen(errors=True)) as status:
        yield lambda step, fraction=0.0: status.update(f"{title}: {step[:1].lower()}{step[1:]}, {fraction:.0%}")
