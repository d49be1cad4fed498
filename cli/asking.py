"""The questions, asked one by one: wrong input is explained and asked again, `<` goes back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from audit.answering.kinds import NOT_SURE, Answer, Setting, expected_number, may_be_not_sure
from audit.answering.problems import Problem
from audit.answers import read_answer
from audit.findings import Basis
from audit.playbook import Playbook
from audit.playbook.format import Band, Given, Option, QuestionEntry
from audit.questions import paths, walk
from cli.draft import Draft
from cli.screen import paragraph, printable

BACK = "<"
PROMPT = "> "
LONGEST_NAME = 200

Save = Callable[[Draft], None]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it goes into the file, and as it was understood."""

    given: Given
    answer: Answer

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys that were chosen, for the conditions of later questions."""
        return self.answer.chosen


def ask_all(playbook: Playbook, draft: Draft, console: Console, save: Save) -> Draft:
    """Ask until every question on the path has its answer, saving after each.

    Raises EOFError and KeyboardInterrupt as the terminal does.
    """
    if draft.company is None:
        draft = draft.named(_ask_name(console))
        save(draft)
    asking = _Asking(playbook, console, max(len(path) for path in paths(playbook.questions)))
    replies = asking.kept(draft.answers)
    if replies:
        count = "one answer that is" if len(replies) == 1 else f"{len(replies)} answers that are"
        paragraph(console, f"Going on after {count} there already.")
    key = walk(playbook.questions, replies).next
    while key is not None:
        reply = asking.ask(key, replies)
        if reply is None:
            key = asking.before(key, replies)
            continue
        replies[key] = reply
        walked = walk(playbook.questions, replies)
        # What was said on a branch that was left stays here, in case of a way back, but not in the file.
        draft = draft.answering({asked: one.given for asked, one in walked.relevant.items()})
        save(draft)
        key = walked.next
    return draft


def _ask_name(console: Console) -> str:
    while True:
        console.print()
        console.print(Text("What is the company called?", style="bold"))
        name = " ".join("".join(c if c.isprintable() else " " for c in input(PROMPT)).split())
        if 0 < len(name) <= LONGEST_NAME:
            return name
        paragraph(console, f"Write its name, in {LONGEST_NAME} characters at most.")


@dataclass(frozen=True, slots=True)
class _Asking:
    playbook: Playbook
    console: Console
    most: int

    def kept(self, given: Mapping[str, Given]) -> dict[str, Reply]:
        """The answers of a file that can be used."""
        asked = [question for question in self.playbook.questions if question.key in given]
        read = {question.key: read_answer(self.playbook, question, given[question.key]) for question in asked}
        return {key: Reply(given[key], answer) for key, answer in read.items() if isinstance(answer, Answer)}

    def before(self, key: str, replies: Mapping[str, Reply]) -> str:
        """The question before this one on the path; the first one stays where it is."""
        path = walk(self.playbook.questions, replies).path
        place = path.index(key)
        if place == 0:
            paragraph(self.console, "This is the first question.")
        return path[max(place - 1, 0)]

    def ask(self, key: str, replies: Mapping[str, Reply]) -> Reply | None:
        """Ask one question until its answer is understood; `None` goes back."""
        question = next(one for one in self.playbook.questions if one.key == key)
        place = walk(self.playbook.questions, replies).path.index(key) + 1
        before = replies.get(key)
        self._show(question, place, before)
        while True:
            typed = " ".join(input(PROMPT).split())
            if typed == BACK:
                return None
            if not typed and before:
                return before
            given = _given(question, typed)
            answer = given if isinstance(given, Problem) else read_answer(self.playbook, question, given)
            if isinstance(answer, Answer):
                self._repeat(question, answer)
                return Reply(_to_store(question, answer, typed), answer)
            paragraph(self.console, answer.message)

    def _show(self, question: QuestionEntry, place: int, before: Reply | None) -> None:
        self.console.print()
        self.console.print(Text(f"Question {place} of {self.most} at most", style="dim"))
        self.console.print(printable(question.text), style="bold")
        paragraph(self.console, question.hint)
        for number, choice in enumerate(_choices(question), start=1):
            paragraph(self.console, f"{number:>2}  {choice.text}", indent=1)
        if question.kind == "checklist":
            paragraph(self.console, " 0  None of these", indent=1)
        if may_be_not_sure(question):
            paragraph(self.console, " ?  I'm not sure", indent=1)
        paragraph(self.console, self._how(question, before))

    def _how(self, question: QuestionEntry, before: Reply | None) -> str:
        setting = Setting(self.playbook.head.currency, self.playbook.head.locale)
        ways = {
            "number": "Type a number or a range",
            "bands": "Choose by number",
            "choice": "Choose by number",
            "checklist": "Choose any, such as 1 3",
        }
        how = ways[question.kind]
        if question.kind == "number":
            how = f"{how} ({expected_number(question, setting).unit_words})"
        keep = f" You said “{before.answer.given}”; Enter keeps it." if before else ""
        return f"{how}; {BACK} goes back.{keep}"

    def _repeat(self, question: QuestionEntry, answer: Answer) -> None:
        """Say how a typed number was understood, so that 12 for 12 % surprises nobody later."""
        if question.kind != "number" or answer.basis is Basis.NOT_SURE:
            return
        expected = expected_number(question, Setting(self.playbook.head.currency, self.playbook.head.locale))
        low, high = expected.number(answer.low), expected.number(answer.high)
        span = low if low == high else f"{low} to {high}"
        paragraph(self.console, f"= {span}" if expected.unit == "1" else f"= {span} {expected.unit_words}")


def _choices(question: QuestionEntry) -> Sequence[Band | Option]:
    return (*question.band, *question.option)


def _given(question: QuestionEntry, typed: str) -> Given | Problem:
    """What was typed, with the numbers on the screen turned into the keys that they stand for."""
    choices = _choices(question)
    if not typed:
        return Problem(question.key, "", "", "Give an answer.")
    if question.kind == "checklist":
        return _ticked(typed, choices)
    if not choices or not _is_number(typed):
        return typed
    # A number chooses; who knows the exact number of a band writes its unit too.
    if not 1 <= int(typed) <= len(choices):
        return Problem(question.key, typed, "", f"Choose a number from 1 to {len(choices)}.")
    return choices[int(typed) - 1].key


def _ticked(typed: str, choices: Sequence[Band | Option]) -> Given:
    words = typed.replace(",", " ").split()
    if words == ["0"]:
        return ()
    if not all(_is_number(word) and 1 <= int(word) <= len(choices) for word in words):
        return typed
    return tuple(choices[int(word) - 1].key for word in words)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 10


def _to_store(question: QuestionEntry, answer: Answer, typed: str) -> Given:
    """The answer as a file says it: keys for what was chosen, the text for what was typed."""
    if answer.basis is Basis.NOT_SURE:
        return NOT_SURE
    if question.kind == "checklist":
        return answer.chosen
    was_chosen = any(choice.text == answer.given for choice in _choices(question))
    return answer.chosen[0] if was_chosen else typed
