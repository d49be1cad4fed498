"""How the invented companies answer: as the playbook's examples do, each a little differently."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from audit.answering.kinds import NOT_SURE
from audit.playbook import Playbook
from audit.playbook.format import QuestionEntry
from audit.store.tables import Given
from web.quiz.progress import Progress, progress_of

SECONDS = {"number": 22.0, "bands": 8.0, "choice": 7.0, "checklist": 13.0}
"""What a question of each kind takes the typical person; some take much longer."""

STOPS_AT_A_NUMBER, STOPS_ELSEWHERE = 0.07, 0.025
"""How likely somebody gives up at a question."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One question as somebody met it. `given` is None where they gave up; `seconds` is what it took them."""

    question: str
    given: Given | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Quiz:
    """Somebody's way through the quiz, from its first question to where they stopped."""

    progress: Progress
    replies: tuple[Reply, ...]

    @property
    def finished(self) -> bool:
        """Whether there is a result."""
        return self.progress.next is None and all(reply.given is not None for reply in self.replies)


def take_quiz(chance: Random, playbook: Playbook) -> Quiz:
    """Have an invented company take the quiz."""
    names = sorted(playbook.examples)
    answers = {key: _typed(given) for key, given in playbook.examples[chance.choice(names)].answers.items()}
    varied = {key: _varied(chance, playbook.question(key), given) for key, given in answers.items()}
    progress = progress_of(playbook, varied)
    if progress.next is not None:  # the change has led to a question that the example was never asked
        progress = progress_of(playbook, answers)
    replies: list[Reply] = []
    for key in progress.path:
        question = playbook.question(key)
        kind = question.kind if question else "choice"
        seconds = round(SECONDS[kind] * chance.lognormvariate(0.0, 0.5), 1)
        gives_up = chance.random() < (STOPS_AT_A_NUMBER if kind == "number" else STOPS_ELSEWHERE)
        replies.append(Reply(key, None if gives_up and replies else progress.given[key], seconds))
        if replies[-1].given is None:
            break
    return Quiz(progress, tuple(replies))


def industry_of(quiz: Quiz) -> str:
    """The kind of business that was answered; empty where the quiz does not ask."""
    given = quiz.progress.given.get("industry", "")
    return given if isinstance(given, str) else ""


def corrected(chance: Random, quiz: Quiz) -> Mapping[str, Given] | None:
    """One answer that turns out otherwise on the phone; None where nothing could."""
    numbers = [key for key in quiz.progress.path if _is_number(quiz.progress.playbook.question(key))]
    given = {key: quiz.progress.given[key] for key in numbers if quiz.progress.given[key] != NOT_SURE}
    texts = {key: text for key, text in given.items() if isinstance(text, str) and text.isdigit()}
    if not texts:
        return None
    key = min(texts)
    other = _as_typed(max(1, int(texts[key]) * chance.choice((0.7, 0.8, 1.25, 1.4))))
    after = progress_of(quiz.progress.playbook, {**quiz.progress.given, key: other})
    return {key: other} if after.next is None and other != texts[key] else None


def _typed(given: object) -> Given:
    return [str(one) for one in given] if isinstance(given, tuple) else str(given)


def _is_number(question: QuestionEntry | None) -> bool:
    return question is not None and question.kind == "number"


def _varied(chance: Random, question: QuestionEntry | None, given: Given) -> Given:
    """The answer, or one beside it."""
    if question is None or not isinstance(given, str):
        return given
    if question.not_sure and chance.random() < 0.1:
        return NOT_SURE
    if question.kind == "number" and given.isdigit():
        changed = round(int(given) * chance.lognormvariate(0.0, 0.3))
        return _as_typed(min(max(changed, question.lowest, 1), question.highest))
    keys = [band.key for band in question.band]
    if given in keys and chance.random() < 0.35:
        place = keys.index(given) + chance.choice((-1, 1))
        return keys[min(max(place, 0), len(keys) - 1)]
    return given


def _as_typed(number: float) -> str:
    """A number as people say it: two digits, then noughts."""
    return f"{float(f'{number:.2g}'):.0f}"
