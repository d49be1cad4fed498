"""Which questions are asked, in what order, and how long they take.

Position is never stored: it is worked out by walking the questions with the answers so far, so going back,
resuming and changing an early answer all follow. The same walk says which answers count: an answer that was
given on a branch since left is not on the path and never scores.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Generic, Protocol, TypeVar

from audit.playbook.format import QuestionEntry

SECONDS = {"number": 27, "bands": 8, "choice": 8, "checklist": 12}
"""Seconds that a question of each kind takes on a phone (judgement; on a keyboard a number takes 16)."""

MOST_PATHS = 5_000
"""Ways through the questions that are looked at one by one; beyond it every question counts as asked."""


class Chosen(Protocol):
    """An answer, as far as conditions read it: the keys of the options or bands that were chosen."""

    @property
    def chosen(self) -> tuple[str, ...]: ...


Given = TypeVar("Given", bound=Chosen)


@dataclass(frozen=True, slots=True)
class Walk(Generic[Given]):
    """One walk through the questions.

    `path` holds the keys of the questions that these answers lead to, in order, answered or not.
    `relevant` holds the answers on the path, and no others. `next` is the first unanswered question on the
    path, `None` when all are answered.
    """

    path: tuple[str, ...]
    relevant: Mapping[str, Given]
    next: str | None


def walk(questions: Sequence[QuestionEntry], answers: Mapping[str, Given]) -> Walk[Given]:
    """Walk the questions in order. A condition on a question without an answer on the path is not met."""
    path: list[str] = []
    relevant: dict[str, Given] = {}
    for question in questions:
        if not is_asked(question, relevant):
            continue
        path.append(question.key)
        if question.key in answers:
            relevant[question.key] = answers[question.key]
    unanswered = (key for key in path if key not in relevant)
    return Walk(tuple(path), relevant, next(unanswered, None))


def is_asked(question: QuestionEntry, relevant: Mapping[str, Chosen]) -> bool:
    """Whether the answers on the path meet all the question's conditions: one key of each is chosen."""
    return all(
        earlier in relevant and not set(keys).isdisjoint(relevant[earlier].chosen)
        for earlier, keys in question.ask_when.items()
    )


def estimated_seconds(questions: Sequence[QuestionEntry]) -> int:
    """Seconds that the longest way through the questions takes on a phone."""
    return max(sum(SECONDS[question.kind] for question in path) for path in paths(questions))


def most_asked(questions: Sequence[QuestionEntry]) -> int:
    """How many questions are asked on the way that asks most."""
    return max(len(path) for path in paths(questions))


def most_typed_numbers(questions: Sequence[QuestionEntry]) -> int:
    """How many numbers have to be typed on the way that asks for most of them."""
    return max(sum(question.kind == "number" for question in path) for path in paths(questions))


def paths(questions: Sequence[QuestionEntry]) -> Iterator[tuple[QuestionEntry, ...]]:
    """Every way through the questions that could be the longest.

    Beyond `MOST_PATHS` of them there is a single one, with all questions, which is no shorter than any.
    """
    turns = _turns(questions)
    if prod(len(ways) for ways in turns.values()) > MOST_PATHS:
        yield tuple(questions)
        return
    by_key = {question.key: question for question in questions}
    for combination in product(*turns.values()):
        walked = walk(questions, dict(zip(turns, combination, strict=True)))
        yield tuple(by_key[key] for key in walked.path)


@dataclass(frozen=True, slots=True)
class _Turn:
    """An answer that only conditions look at."""

    chosen: tuple[str, ...]


def _turns(questions: Sequence[QuestionEntry]) -> dict[str, list[_Turn]]:
    """For each question that a condition reads, the answers that can lead different ways."""
    read: dict[str, list[str]] = {}
    for question in questions:
        for earlier, keys in question.ask_when.items():
            read.setdefault(earlier, []).extend(keys)
    kinds = {question.key: question.kind for question in questions}
    return {key: _answers_of(kinds.get(key, ""), keys) for key, keys in read.items()}


def _answers_of(kind: str, keys: Sequence[str]) -> list[_Turn]:
    distinct = tuple(dict.fromkeys(keys))
    if kind == "checklist":
        # Ticking more never takes a question away, so ticking everything is the longest way.
        return [_Turn(distinct)]
    return [_Turn((key,)) for key in distinct] or [_Turn(())]
