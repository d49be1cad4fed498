"""What somebody answers about readiness, read from a form: one of four words for each condition, and comments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.findings import Readiness
from audit.one_line import one_line
from audit.playbook.format import ConditionEntry
from audit.store.readiness_answers import Given
from web.field_errors import FieldError

LONGEST_COMMENT: Final = 500
CHOICES: Final = (
    (Readiness.YES, "Yes"),
    (Readiness.PARTLY, "Partly"),
    (Readiness.NO, "No"),
    (Readiness.UNKNOWN, "I do not know"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """One condition on the page. `chosen` is empty until something is; `key` begins the ids of its fields."""

    key: str
    number: int
    title: str
    text: str
    why: str
    chosen: str
    comment: str
    error: str
    comment_error: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent: `given` is good if there are no errors."""

    questions: tuple[Question, ...]
    given: tuple[Given, ...]
    errors: tuple[FieldError, ...]


def blank(conditions: Sequence[ConditionEntry]) -> Sequence[Question]:
    """The questions with nothing chosen."""
    return [_question(number, entry, "", "") for number, entry in enumerate(conditions, start=1)]


def read_form(conditions: Sequence[ConditionEntry], form: Mapping[str, str]) -> Typed:
    """Read the answers; every question needs one, and a comment has to fit."""
    words = {str(state) for state, _ in CHOICES}
    questions, given, errors = [], [], []
    for number, entry in enumerate(conditions, start=1):
        chosen = form.get(f"q{number}", "")
        comment = one_line(form.get(f"q{number}-comment", "")[:10_000])
        question = _question(number, entry, chosen if chosen in words else "", comment, checked=True)
        questions.append(question)
        if question.error:
            errors.append(FieldError(f"{question.key}-{Readiness.YES}", f"Question {number}. {question.error}"))
        if question.comment_error:
            errors.append(FieldError(f"{question.key}-comment", f"Question {number}. {question.comment_error}"))
        if question.chosen:
            given.append(Given(entry.key, Readiness(question.chosen), comment))
    return Typed(tuple(questions), tuple(given), tuple(errors))


def _question(number: int, entry: ConditionEntry, chosen: str, comment: str, *, checked: bool = False) -> Question:
    too_long = len(comment) > LONGEST_COMMENT
    return Question(
        key=f"q{number}",
        number=number,
        title=entry.title,
        text=entry.question,
        why=entry.why,
        chosen=chosen,
        comment=comment,
        error="Choose the answer that comes closest, or “I do not know”." if checked and not chosen else "",
        comment_error=f"Shorten what you add to {LONGEST_COMMENT} letters." if checked and too_long else "",
    )
