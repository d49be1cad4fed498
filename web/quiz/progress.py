"""Where somebody is in the quiz: worked out anew each time from what was said, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from audit.answers import Answer, Problem, read_answer
from audit.playbook import Playbook
from audit.playbook.format import Given as InFile
from audit.questions import Walk, estimated_seconds, most_asked, walk
from audit.store.audits import Given


@dataclass(frozen=True, slots=True)
class Progress:
    """The way that the answers so far lead. `given` also holds what was said on branches left since."""

    playbook: Playbook
    given: Mapping[str, Given]
    walked: Walk[Answer]

    @property
    def next(self) -> str | None:
        """The first question on the way that is not answered; `None` when all are."""
        return self.walked.next

    @property
    def path(self) -> tuple[str, ...]:
        """The questions that these answers lead to."""
        return self.walked.path

    def asks(self, key: str) -> bool:
        """Whether the question can be put now: it is on the way, and no earlier one is open."""
        return key in self.path and (self.next is None or self.place(key) <= self.place(self.next))

    def place(self, key: str) -> int:
        """Which question on the way it is, from 1."""
        return self.path.index(key) + 1

    def before(self, key: str) -> str | None:
        """The question before it, if there is one."""
        place = self.place(key)
        return self.path[place - 2] if place > 1 else None

    def relevant(self) -> dict[str, InFile]:
        """What was said on the way, and nothing else: this alone is scored."""
        return {key: hashable(self.given[key]) for key in self.path if key in self.walked.relevant}

    def answering(self, key: str, given: Given) -> "Progress":
        """The progress once this is said too."""
        return progress_of(self.playbook, {**self.given, key: given})


def progress_of(playbook: Playbook, given: Mapping[str, Given]) -> Progress:
    """The progress with these answers. One that is not understood counts as not given: it is asked again."""
    keyed = Keyed(playbook.content_hash, playbook)
    asked = [question.key for question in playbook.questions if question.key in given]
    read = {key: _read(keyed, key, hashable(given[key])) for key in asked}
    understood = {key: answer for key, answer in read.items() if isinstance(answer, Answer)}
    return Progress(playbook, given, walk(playbook.questions, understood))


@dataclass(frozen=True, slots=True)
class Extent:
    """What a quiz takes on its longest way: how many questions, and how many seconds on a phone."""

    questions: int
    seconds: int


def extent_of(playbook: Playbook) -> Extent:
    """The extent of a playbook's quiz. Looking at every way through takes a while, so it is done once."""
    return _extent(Keyed(playbook.content_hash, playbook))


@dataclass(frozen=True, slots=True)
class Keyed:
    """A playbook that a cache tells apart by its content."""

    content_hash: str
    playbook: Playbook = field(compare=False)


@lru_cache(maxsize=256)
def _extent(keyed: Keyed) -> Extent:
    return Extent(most_asked(keyed.playbook.questions), estimated_seconds(keyed.playbook.questions))


@lru_cache(maxsize=4096)
def _read(keyed: Keyed, key: str, given: str | tuple[str, ...]) -> Answer | Problem:
    """Reading is pure, and every page of one person reads the same answers: most of them once only."""
    question = keyed.playbook.question(key)
    if question is None:
        raise LookupError(key)
    return read_answer(keyed.playbook, question, given)


def hashable(given: Given) -> str | tuple[str, ...]:
    """What was given, as a file of answers has it and a cache can keep it."""
    return tuple(given) if isinstance(given, list) else given
