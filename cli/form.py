"""The questions as a file of answers to fill in: each with its text, why it is asked and what it accepts."""

from collections.abc import Iterator, Mapping
from textwrap import wrap

from audit.answering.kinds import NOT_SURE, Setting, accepted, may_be_not_sure
from audit.playbook import Playbook
from audit.playbook.format import Band, Option, QuestionEntry
from audit.questions import estimated_seconds, most_asked

WIDTH = 80


def form(playbook: Playbook) -> str:
    """A whole file with empty answers, in TOML."""
    return "\n".join([*_lines(playbook), ""])


def _lines(playbook: Playbook) -> Iterator[str]:
    seconds = estimated_seconds(playbook.questions)
    title = f"{playbook.head.title}: {most_asked(playbook.questions)} questions, about {seconds} seconds."
    yield from _remark(f"{title} Write each answer between the quotes; save the file as UTF-8.")
    yield ""
    yield f'playbook = "{playbook.head.name}"'
    yield ""
    yield "[company]"
    yield 'name = ""'
    yield ""
    yield "[answers]"
    texts = {question.key: question.text for question in playbook.questions}
    for number, question in enumerate(playbook.questions, start=1):
        yield ""
        yield from _question(number, question, playbook, texts)
    yield from _more(playbook)


def _question(number: int, question: QuestionEntry, playbook: Playbook, texts: Mapping[str, str]) -> Iterator[str]:
    yield from _remark(f"{number}. {question.text}", hang=3)
    yield from _remark(question.hint, "   ")
    for earlier, keys in question.ask_when.items():
        yield from _remark(f"Only if “{texts[earlier]}” is answered {' or '.join(keys)}.", "   ")
    yield from _choices(question, playbook)
    empty = "[]" if question.kind == "checklist" else '""'
    # A question that not everybody is asked is left out until it applies.
    yield f"{'# ' if question.ask_when else ''}{question.key} = {empty}"


def _choices(question: QuestionEntry, playbook: Playbook) -> Iterator[str]:
    choices: list[Band | Option] = [*question.band, *question.option]
    if not choices:
        setting = Setting(playbook.head.currency, playbook.head.locale)
        words = accepted(question, setting)
        yield from _remark(f"{words[:1].upper()}{words[1:]}.", "   ")
        return
    yield from _remark("Any of these, as a list:" if question.kind == "checklist" else "One of these:", "   ")
    width = max(len(choice.key) for choice in choices)
    for choice in choices:
        yield from _remark(f"{choice.key:<{width}}  {choice.text}", "     ", width + 2)
    if may_be_not_sure(question):
        yield from _remark(f'or "{NOT_SURE}"', "     ")


def _more(playbook: Playbook) -> Iterator[str]:
    settled = [condition for condition in playbook.readiness.condition if condition.answered_by is None]
    if settled:
        yield ""
        yield from _remark('Is the company ready to build? Answer "yes", "partly" or "no" what you know.')
        yield "[readiness]"
        for condition in settled:
            yield from _remark(condition.question)
            yield f'# {condition.key} = ""'
    yield ""
    yield from _remark(
        "Numbers of your own instead of a benchmark: exact, a range, or [low, likely, high]. For example:"
    )
    yield "[assumptions]"
    first = next((key for key, benchmark in playbook.benchmarks.items() if not benchmark.point), None)
    if first is not None:
        low, likely, high = (getattr(playbook.benchmarks[first], part) for part in ("low", "likely", "high"))
        yield f"# {first} = [{low:g}, {likely:g}, {high:g}]"


def _remark(words: str, indent: str = "", hang: int = 0) -> Iterator[str]:
    further = f"# {indent}{' ' * hang}"
    yield from wrap(
        words,
        WIDTH,
        initial_indent=f"# {indent}",
        subsequent_indent=further,
    )
