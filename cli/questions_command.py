"""`plumbline questions`: the questions as a file to fill in, or asked one by one."""

from dataclasses import replace

import click

from audit.answers import AnswersError, read_answers
from audit.playbook import Playbook
from audit.questions import estimated_seconds
from audit.run import run_audit
from cli.asking import ask_all
from cli.audit_command import Wanted, deliver, today
from cli.draft import Draft, opened, save
from cli.ends import BadAnswersError, CommandError
from cli.files import check_can_be_written
from cli.form import form
from cli.playbooks import STANDARD, find_playbook, load_playbook
from cli.screen import paragraph, screen


@click.command("questions", short_help="Print the questions, or ask them.")
@click.option("--playbook", "playbook_name", default="", metavar="NAME|DIR", help="A shipped playbook or a folder.")
@click.option("--ask", is_flag=True, help="Ask them one by one in the terminal.")
@click.option(
    "--out",
    default="",
    metavar="ANSWERS.toml",
    help="With --ask: save after each answer; go on from there if it exists.",
)
def questions_command(*, playbook_name: str, ask: bool, out: str) -> None:
    """Print the questions as a file of answers to fill in, with what each accepts.

    With --ask they are asked one by one: choose by number, "?" is not sure, "<" goes back. With --out every
    answer is saved at once, and the same command goes on where it was left; comments in the file are not kept.
    """
    if not ask:
        if out:
            raise click.UsageError("--out goes with --ask; to save the form, write: plumbline questions > FILE")
        playbook = load_playbook(find_playbook(playbook_name or STANDARD))
        click.echo(form(playbook), nl=False)
        return
    if out:
        check_can_be_written(out)
    draft = opened(out)
    named = playbook_name or draft.playbook or STANDARD
    _ask(load_playbook(find_playbook(named)), replace(draft, playbook=named), out)


def _ask(playbook: Playbook, draft: Draft, out: str) -> None:
    console = screen()
    kept = f"Your answers so far are in {out}; the same command goes on from there." if out else ""
    paragraph(console, f"{playbook.head.title}: about {estimated_seconds(playbook.questions)} seconds.")
    if not out:
        paragraph(console, "Nothing is saved; --out FILE would.")
    try:
        done = ask_all(playbook, draft, console, lambda grown: save(out, grown))
        answers = read_answers(playbook, done.file())
        console.print()
        wants_audit = input("Run the audit now? [Y/n] ").strip().lower() in {"", "y", "yes"}
    except AnswersError as error:
        raise BadAnswersError(error.problems, out or "what was answered") from error
    except EOFError as error:
        console.print()
        raise CommandError(f"the input ended before the last question. {kept}".strip()) from error
    except KeyboardInterrupt:
        console.print()
        paragraph(console, kept)
        raise
    if wants_audit:
        deliver(run_audit(playbook, answers, today()), playbook, answers, Wanted("", ""))
    elif out:
        paragraph(console, f"Your answers are in {out}. To audit them: plumbline audit {out}")
