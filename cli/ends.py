"""How a command ends badly: what is said, and with which exit code."""

from collections.abc import Sequence
from typing import IO, Any

import click

from audit.answering.problems import Problem
from audit.playbook import Remark, Severity

BAD_ANSWERS = 2
BROKEN = 1


class CommandError(click.ClickException):
    """Something that cannot be done, said in one line; exit code 1."""

    exit_code = BROKEN

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it."""
        click.echo(f"Error: {self.format_message()}", file=file, err=file is None)


class BadAnswersError(CommandError):
    """Answers that cannot be audited: every problem with its key, what was given and what is accepted."""

    exit_code = BAD_ANSWERS

    def __init__(self, problems: Sequence[Problem], source: str) -> None:
        count = "one problem" if len(problems) == 1 else f"{len(problems)} problems"
        lines = [f"{source} cannot be audited: {count}."]
        for problem in problems:
            lines += ["", f"  {problem.key}: {problem.message}"]
            lines += [f"    given:    {problem.given}"] if problem.given else []
            lines += [f"    accepted: {line}" for line in problem.accepted.splitlines()[:1]]
        super().__init__("\n".join(lines))


class BrokenPlaybookError(CommandError):
    """A playbook with errors, all of them."""

    def __init__(self, remarks: Sequence[Remark], source: str) -> None:
        errors = [remark for remark in remarks if remark.severity is Severity.ERROR]
        count = "one error" if len(errors) == 1 else f"{len(errors)} errors"
        lines = [f"the playbook {source} cannot be used: {count}.", *(f"  {remark}" for remark in errors)]
        super().__init__("\n".join(lines))
