"""`plumbline audit`: a file of answers in; ranked leaks, the first fix and a PDF out."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import click

from audit.answering.files import Parsed, parse_shape
from audit.answering.problems import Problem
from audit.answers import Answers, AnswersError, read_answers
from audit.findings import Audit
from audit.playbook import Playbook
from audit.record import to_json, to_record
from audit.run import DRAWS, LEAST_DRAWS, MOST_DRAWS, run_audit
from cli.audit_screen import show_audit
from cli.ends import BadAnswersError
from cli.files import STANDARD, check_can_be_written, read_text, shown_name, write_whole
from cli.playbooks import STANDARD as STANDARD_PLAYBOOK
from cli.playbooks import find_playbook, load_playbook, playbook_around
from cli.screen import screen

WriteReport = Callable[[Audit, Playbook, bytes, str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What comes out besides the screen: names of files, empty for none, `-` for standard output."""

    pdf: str
    json: str


def today() -> date:
    """The day that an audit is dated by default; the engine itself never looks at the clock."""
    return datetime.now(UTC).astimezone().date()


@click.command("audit", short_help="Audit a file of answers.")
@click.argument("answers_file", metavar="ANSWERS.toml")
@click.option("--playbook", "playbook_name", default="", metavar="NAME|DIR", help="A shipped playbook or a folder.")
@click.option("--pdf", default="", metavar="OUT.pdf", help="Write the report as a PDF.")
@click.option("--json", "json_file", default="", metavar="OUT.json", help="Write the audit as JSON; - prints it.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Date the audit; today if not given."
)
@click.option(
    "--draws",
    type=click.IntRange(LEAST_DRAWS, MOST_DRAWS),
    default=DRAWS,
    show_default=True,
    help="How often the numbers are drawn.",
)
def audit_command(  # noqa: PLR0913 (click hands in every option)
    *, answers_file: str, playbook_name: str, pdf: str, json_file: str, as_of: datetime | None, draws: int
) -> None:
    """Audit the answers in ANSWERS.toml (or `-` for standard input) and print the ranked leaks.

    Without --playbook, the file's own `playbook` counts, then the playbook in whose examples the file lies,
    then mid_market. `plumbline questions` prints a file to fill in.
    """
    for name in (pdf, json_file):
        if name:
            check_can_be_written(name)
    playbook, answers = read_company(answers_file, playbook_name)
    audit = run_audit(playbook, answers, as_of.date() if as_of else today(), draws)
    deliver(audit, playbook, answers, Wanted(pdf, json_file))


def read_company(answers_file: str, playbook_name: str) -> tuple[Playbook, Answers]:
    """The playbook that is meant and the answers as it understands them. Raises CommandError."""
    parsed = parse_shape(read_text(answers_file))
    source = shown_name(answers_file)
    if parsed.file is None:
        raise BadAnswersError(parsed.problems, source)
    playbook = load_playbook(_playbook_folder(answers_file, playbook_name, parsed.file.playbook))
    problems, answers = _understood(playbook, parsed)
    if answers is None or problems:
        raise BadAnswersError(problems, source)
    return playbook, answers


def _understood(playbook: Playbook, parsed: Parsed) -> tuple[tuple[Problem, ...], Answers | None]:
    if parsed.file is None:
        return parsed.problems, None
    try:
        return parsed.problems, read_answers(playbook, parsed.file)
    except AnswersError as error:
        return (*parsed.problems, *error.problems), None


def _playbook_folder(answers_file: str, option: str, in_file: str) -> Path:
    if option:
        return find_playbook(option)
    beside = None if answers_file == STANDARD else Path(answers_file).resolve().parent
    if in_file:
        return find_playbook(in_file, beside)
    around = None if answers_file == STANDARD else playbook_around(Path(answers_file))
    return around or find_playbook(STANDARD_PLAYBOOK)


def deliver(audit: Audit, playbook: Playbook, answers: Answers, wanted: Wanted) -> None:
    """Print the audit and write the files that are wanted. Raises CommandError."""
    stored = to_json(to_record(audit, answers))
    if wanted.json == STANDARD:
        sys.stdout.buffer.write(stored)
    else:
        show_audit(screen(), audit)
    if wanted.json and wanted.json != STANDARD:
        write_whole(wanted.json, stored)
        click.echo(f"The audit as JSON is {wanted.json}", err=True)
    if wanted.pdf:
        # Looked up only now: importing WeasyPrint takes longer than the whole audit.
        write_report: WriteReport = import_module("cli.report").write_report
        write_report(audit, playbook, stored, wanted.pdf)
