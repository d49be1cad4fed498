"""One reader for each kind of question: what was said to it becomes an answer, or the problem with it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from audit.answering.expected import Expected, NumberError
from audit.answering.numbers import LONGEST, Reading, read_number
from audit.answering.numerals import plain
from audit.answering.problems import Problem, nearest, one_of, shown
from audit.findings import Basis
from audit.playbook.format import Band, Option, QuestionEntry

NOT_SURE = "not sure"

LONGEST_CHOICE = 2_000
"""Characters of a choice: an author's text for an option is no longer."""

Choosable = TypeVar("Choosable", Band, Option)

_NOT_SURE_WORDS = {
    NOT_SURE,
    "not_sure",
    "i'm not sure",
    "im not sure",
    "i am not sure",
    "unsure",
    "don't know",
    "dont know",
    "i don't know",
    "i do not know",
    "unknown",
    "no idea",
    "?",
}
_NOTHING_CHOSEN = {"none", "none of these", "nothing"}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was understood. `low`, `likely` and `high` are in the question's unit, else 0.

    `given` is what was said, in the respondent's words: as typed, or the text of what was chosen. `chosen`
    holds the keys of the chosen options or of the band.
    """

    question: str
    basis: Basis
    given: str
    low: float
    likely: float
    high: float
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """The playbook's currency and locale: what a bare amount is in, and which mark stands before decimals."""

    currency: str
    locale: str


def is_not_sure(given: object) -> bool:
    """Whether this says that the respondent does not know."""
    if not isinstance(given, str) or len(given) > LONGEST:
        return False
    return " ".join(plain(given).lower().rstrip(". !").split()) in _NOT_SURE_WORDS


def may_be_not_sure(question: QuestionEntry) -> bool:
    """Whether "not sure" is one of the question's answers."""
    return question.not_sure is not None or question.may_skip


def expected_number(question: QuestionEntry, setting: Setting) -> Expected:
    """The number that a `number` or `bands` question asks for.

    Bands that all lie within 0 to 1 say that it is a share.
    """
    lowest, highest = question.lowest, question.highest
    if question.band:
        lowest = min(lowest, *(band.low for band in question.band))
    if question.band and question.unit == "1" and all(band.high <= 1 for band in question.band):
        highest = min(highest, 1)
    return Expected(question.unit, lowest, highest, setting.currency, setting.locale)


def accepted(question: QuestionEntry, setting: Setting) -> str:
    """What the question accepts, in words."""
    what = _ACCEPTED[question.kind](question, setting)
    return f'{what}, or "{NOT_SURE}"' if may_be_not_sure(question) else what


def understand(question: QuestionEntry, given: object, setting: Setting) -> Answer | Problem:
    """Read what was said. "Not sure" comes back with zeros, for the playbook's benchmark to replace."""
    if is_not_sure(given):
        if may_be_not_sure(question):
            return Answer(question.key, Basis.NOT_SURE, NOT_SURE, 0, 0, 0, ())
        return _problem(question, given, setting, f"Give an answer; “{NOT_SURE}” is not one of them here.")
    try:
        return _READERS[question.kind](question, given, setting)
    except NumberError as refusal:
        return _problem(question, given, setting, str(refusal))


def missing(question: QuestionEntry, setting: Setting) -> Problem:
    """The problem of a question that was asked and has no answer."""
    or_not_sure = f", or write “{NOT_SURE}”" if may_be_not_sure(question) else ""
    return _problem(question, "", setting, f"Answer this question{or_not_sure}.")


def _problem(question: QuestionEntry, given: object, setting: Setting, message: str) -> Problem:
    return Problem(question.key, shown(given), accepted(question, setting), message)


def _read_number(question: QuestionEntry, given: object, setting: Setting) -> Answer:
    reading = read_number(given, expected_number(question, setting))
    return _numeric(question, reading, shown(given), ())


def _read_bands(question: QuestionEntry, given: object, setting: Setting) -> Answer | Problem:
    band = _named(question.band, given)
    if band is not None:
        likely = band.likely if band.likely is not None else (band.low + band.high) / 2
        return Answer(question.key, Basis.BAND, band.text, band.low, likely, band.high, (band.key,))
    try:
        reading = read_number(given, expected_number(question, setting))
    except NumberError as refusal:
        meant_a_band = isinstance(given, str) and given.strip()[:1].isalpha()
        message = _choose_message(question.band, given) if meant_a_band else str(refusal)
        return _problem(question, given, setting, message)
    nearest_band = min(question.band, key=lambda band: _distance(band, reading.likely))
    return _numeric(question, reading, shown(given), (nearest_band.key,))


def _distance(band: Band, value: float) -> float:
    return max(band.low - value, value - band.high, 0)


def _numeric(question: QuestionEntry, reading: Reading, given: str, chosen: tuple[str, ...]) -> Answer:
    basis = Basis.EXACT if reading.exact else Basis.BAND
    return Answer(question.key, basis, given, reading.low, reading.likely, reading.high, chosen)


def _read_choice(question: QuestionEntry, given: object, setting: Setting) -> Answer | Problem:
    option = _named(question.option, given)
    if option is None:
        return _problem(question, given, setting, _choose_message(question.option, given))
    return Answer(question.key, Basis.CHOSEN, option.text, 0, 0, 0, (option.key,))


def _read_checklist(question: QuestionEntry, given: object, setting: Setting) -> Answer | Problem:
    options = _listed(question.option, given)
    if options is None:
        wrong = next((item for item in _items(given) if _named(question.option, item) is None), given)
        return _problem(question, wrong, setting, _choose_message(question.option, wrong))
    ticked = [option for option in question.option if option in options]
    words = "; ".join(option.text for option in ticked) or "none of these"
    return Answer(question.key, Basis.CHOSEN, words, 0, 0, 0, tuple(option.key for option in ticked))


def _listed(options: Sequence[Option], given: object) -> list[Option] | None:
    """The options that were named, or `None` if one of the names is not an option."""
    named = [_named(options, item) for item in _items(given)]
    found = [option for option in named if option is not None]
    if len(found) == len(named):
        return found
    nothing = isinstance(given, str) and plain(given[:LONGEST]).strip().lower() in _NOTHING_CHOSEN
    return [] if nothing else None


def _items(given: object) -> Sequence[object]:
    if isinstance(given, (tuple, list)):
        return given
    if isinstance(given, str) and len(given) <= 2_000:
        return [item for item in given.split(",") if item.strip()]
    return (given,)


def _named(choices: Sequence[Choosable], given: object) -> Choosable | None:
    """The band or option of that key or text; `true` and `false` are yes and no."""
    if isinstance(given, bool):
        given = "yes" if given else "no"
    if not isinstance(given, str) or len(given) > LONGEST_CHOICE:
        return None
    said = _folded(given)
    by_key = (choice for choice in choices if choice.key == said)
    by_text = (choice for choice in choices if _folded(choice.text) == said)
    return next(by_key, None) or next(by_text, None)


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", plain(text).strip().strip(".").lower())


def _choose_message(choices: Sequence[Band | Option], given: object) -> str:
    keys = [choice.key for choice in choices]
    near = nearest(given, keys) if isinstance(given, str) else None
    meant = f"; did you mean {near}?" if near else "."
    return f"Choose {one_of(keys)}{meant}"


def _keys(options: Sequence[Option]) -> str:
    return ", ".join(option.key for option in options)


_READERS: dict[str, Callable[[QuestionEntry, object, Setting], Answer | Problem]] = {
    "number": _read_number,
    "bands": _read_bands,
    "choice": _read_choice,
    "checklist": _read_checklist,
}
_ACCEPTED: dict[str, Callable[[QuestionEntry, Setting], str]] = {
    "number": lambda question, setting: expected_number(question, setting).accepted(),
    "bands": lambda question, _: f"{one_of(band.key for band in question.band)}, or the number itself",
    "choice": lambda question, _: one_of(option.key for option in question.option),
    "checklist": lambda question, _: f"a list of any of {_keys(question.option)}, or []",
}
