"""What the company said, and how well each of it is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from audit.answers import Answer
from audit.findings import Basis, Input
from reports.phrases import used
from reports.wording import Wording
from web.quiz.progress import Progress

KNOWN: Final[Mapping[Basis, tuple[str, str]]] = {
    Basis.EXACT: ("exact", "Exact number"),
    Basis.MEASURED: ("exact", "Own number"),
    Basis.BAND: ("guess", "Guessed: a range"),
    Basis.NOT_SURE: ("unsure", "Not sure"),
    Basis.CHOSEN: ("choice", "Choice"),
    Basis.BENCHMARK: ("unsure", "Benchmark"),
    Basis.NOT_ASKED: ("choice", "Not asked"),
}
"""How well a number is known: the kind that the page marks it by, and its words."""

ORDER: Final = ("exact", "guess", "unsure", "choice")
LONGEST_GIVEN: Final = 24
"""Letters of an answer that fit on a line beside its title."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: what was said, and how well it is known. `known` is one of ORDER."""

    key: str
    title: str
    given: str
    known: str
    known_words: str


def said_in_result(inputs: tuple[Input, ...], asked: frozenset[str], words: Wording) -> tuple[Said, ...]:
    """The answers of a result, what is known best first."""
    found = [_said(one, words) for one in inputs if one.key in asked]
    return tuple(sorted(found, key=lambda one: ORDER.index(one.known)))


def said_so_far(progress: Progress) -> tuple[Said, ...]:
    """The answers of somebody who is not finished, in the order in which they were given."""
    titles = {question.key: question.title for question in progress.playbook.questions}
    return tuple(_so_far(answer, titles[key]) for key, answer in progress.walked.relevant.items())


def _said(entry: Input, words: Wording) -> Said:
    known, known_words = KNOWN[entry.basis]
    match entry.basis:
        case Basis.EXACT:
            given = used(words, entry)
        case Basis.NOT_SURE:
            given = "not sure"
        case Basis.MEASURED:
            given = f"own number: {used(words, entry)}"
        case _:
            given = short(entry.given)
    return Said(entry.key, entry.title, given, known, known_words)


def _so_far(answer: Answer, title: str) -> Said:
    known, known_words = KNOWN[answer.basis]
    return Said(answer.question, title, short(answer.given) or "none of these", known, known_words)


def short(given: str) -> str:
    """The words of a choice without what explains them: of "40 to 100: up to two people", "40 to 100"."""
    head, colon, _ = given.partition(": ")
    return head if colon and len(given) > LONGEST_GIVEN else given
