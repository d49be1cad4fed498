"""The fields of a what-if: the numbers that move the result most and the answers, as they are and as typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.answering.kinds import NOT_SURE, may_be_not_sure
from audit.answers import Problem, presets_chosen, read_answer, read_assumption
from audit.inputs import names_of
from audit.one_line import one_line
from audit.playbook import Playbook
from audit.playbook.format import AnswersFile, Given, QuestionEntry
from audit.provenance import is_replaceable, published_line
from audit.record import Record
from web.field_errors import FieldError
from web.quiz.forms import NOT_SURE_WORDS
from web.quiz.labels import label_of
from web.quiz.progress import Progress
from web.results.view.assumption import make_assumption

FIRST_SHOWN: Final = 6
LONGEST: Final = 80
NUMBER: Final = "number-"
ANSWER: Final = "answer-"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `kept` is what is in force, `typed` what the page shows; `options` is empty for what is typed.

    `today` says what is in force in words, `published` the benchmark (empty for an answer). `names` are those under
    which an own number for it counts.
    """

    key: str
    name: str
    title: str
    sign: str
    kept: str
    typed: str
    options: tuple[tuple[str, str], ...]
    today: str
    published: str
    names: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether something else is typed than what is in force."""
        return self.typed != self.kept

    @property
    def is_answer(self) -> bool:
        """Whether it stands for an answer, not for a benchmark."""
        return self.name.startswith(ANSWER)


@dataclass(frozen=True, slots=True)
class Fields:
    """All fields: the numbers that move the result most, the other numbers, the answers."""

    first: tuple[Field, ...]
    others: tuple[Field, ...]
    answers: tuple[Field, ...]

    @property
    def changed(self) -> tuple[Field, ...]:
        """Those in which something else is typed than what is in force."""
        return tuple(one for one in (*self.first, *self.others, *self.answers) if one.changed)


def make_fields(playbook: Playbook, progress: Progress, record: Record, sent: Mapping[str, str] | None) -> Fields:
    """The fields for a result; `sent` is what was typed, None for a page that nobody has filled in yet."""
    swapped = presets_chosen(playbook, progress.walked.relevant)
    ranked = _by_effect(record)
    keys = [key for key in ranked if is_replaceable(playbook, key)]
    rest = [one.key for one in record.audit.inputs if one.key not in keys and is_replaceable(playbook, one.key)]
    numbers = [_number(playbook, key, swapped, record.answers.assumptions, sent) for key in (*keys, *rest)]
    questions = [question for question in playbook.questions if question.key in record.answers.answers]
    answers = [_answer(playbook, one, record, sent) for one in questions if one.kind != "checklist"]
    return Fields(tuple(numbers[:FIRST_SHOWN]), tuple(numbers[FIRST_SHOWN:]), tuple(answers))


def problems_of(playbook: Playbook, fields: Fields) -> Sequence[FieldError]:
    """What is wrong with what was typed, one sentence for each field."""
    found = [(one, _problem(playbook, one)) for one in fields.changed]
    return [FieldError(one.name, problem.message) for one, problem in found if problem is not None]


def supposed(base: AnswersFile, fields: Fields) -> AnswersFile:
    """The answers with what was typed put in; a number that was emptied counts as published again."""
    changed = fields.changed
    answers = {**base.answers, **{one.key: one.typed for one in changed if one.is_answer}}
    numbers = [one for one in changed if not one.is_answer]
    gone = {name for one in numbers for name in one.names}
    own: dict[str, Given] = {key: given for key, given in base.assumptions.items() if key not in gone}
    own |= {one.key: one.typed for one in numbers if one.typed}
    return base.model_copy(update={"answers": answers, "assumptions": dict(sorted(own.items()))})


def _problem(playbook: Playbook, field: Field) -> Problem | None:
    if not field.is_answer:
        read = read_assumption(playbook, field.key, field.typed) if field.typed else None
        return read if isinstance(read, Problem) else None
    question = playbook.question(field.key)
    if question is None:
        return None
    if field.options and field.typed not in dict(field.options):
        return Problem(field.key, "", "", "Choose one of the answers.")
    if not field.typed:
        return Problem(field.key, "", "", "Type a number; a rough one will do.")
    said = read_answer(playbook, question, field.typed)
    return said if isinstance(said, Problem) else None


def _by_effect(record: Record) -> list[str]:
    """The inputs that move the total or one of the largest leaks, what moves most first."""
    audit = record.audit
    drivers = [driver.key for finding in audit.findings[:3] for driver in finding.drivers]
    return list(dict.fromkeys([*(one.key for one in audit.firm_up), *drivers, *(one.key for one in audit.tornado)]))


def _number(
    playbook: Playbook, key: str, swapped: Mapping[str, str], own: Mapping[str, Given], sent: Mapping[str, str] | None
) -> Field:
    names = tuple(dict.fromkeys(names_of(key, swapped)))
    given = next((name for name in names if name in own), None)
    kept = _line(str(own[given])) if given else ""
    read = read_assumption(playbook, given, own[given]) if given else None
    published = published_line(playbook, key, swapped)
    view = make_assumption(playbook, published, None if isinstance(read, Problem) else read, "")
    name = f"{NUMBER}{key}"
    return Field(
        key=key,
        name=name,
        title=view.title,
        sign=view.sign,
        kept=kept,
        typed=_line(sent.get(name, kept)) if sent is not None else kept,
        options=(),
        today=f"own number: {view.own}" if view.own else "",
        published=view.published,
        names=names,
    )


def _answer(playbook: Playbook, question: QuestionEntry, record: Record, sent: Mapping[str, str] | None) -> Field:
    kept = _line(str(record.answers.answers[question.key]))
    name = f"{ANSWER}{question.key}"
    options = {band.key: band.text for band in question.band} | {one.key: one.text for one in question.option}
    if options and may_be_not_sure(question):
        options[NOT_SURE] = NOT_SURE_WORDS
    if options and kept not in options:
        options = {kept: kept, **options}  # a number where a page offers ranges, as a file of answers may have it
    label = label_of(playbook, question) if question.kind == "number" else None
    return Field(
        key=question.key,
        name=name,
        title=label.text if label else question.title,
        sign=label.sign if label else "",
        kept=kept,
        typed=_line(sent.get(name, kept)) if sent is not None else kept,
        options=tuple(options.items()),
        today=options.get(kept, kept),
        published="",
    )


def _line(text: str) -> str:
    """What was typed, on one line and no longer than a number is."""
    return one_line(text[: 4 * LONGEST])[:LONGEST]
