"""The form of a question, by its kind.

What was typed or ticked is kept as it came; whether it can be understood is `audit.answers`' to say, in the same words
for the command line and for a page. Only what a page alone can get wrong has words of its own here.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.fields.core import Field

from audit.answering.kinds import NOT_SURE, may_be_not_sure
from audit.answers import Problem, read_answer
from audit.playbook import Playbook
from audit.playbook.format import Band, Option, QuestionEntry
from audit.store.audits import Given

NONE_OF_THESE = "none of these"
NOT_SURE_WORDS = "I’m not sure"
NONE_OF_THESE_WORDS = "None of these"
"""Neither value can be the key of an option: keys have no spaces."""


class QuestionForm(FlaskForm):  # type: ignore[misc]  # the base has no types
    """One question. `answer` is its field; `given` what was said so far, shown again but for what is sent now."""

    NOT_SURE = NOT_SURE
    NONE_OF_THESE = NONE_OF_THESE
    kind: ClassVar[str]
    answer: Any
    """The field; each kind has one of its own class."""

    class Meta:
        """The app looks at every form's token before any page does (web.security.cookies)."""

        csrf = False

    def __init__(self, playbook: Playbook, question: QuestionEntry, given: Given | None = None) -> None:
        super().__init__(data=self.shown_again(given))
        self.playbook = playbook
        self.question = question
        self.may_be_not_sure = may_be_not_sure(question)
        self.prepare()

    @staticmethod
    def shown_again(given: Given | None) -> dict[str, Any]:
        """The data of the fields for an answer given before."""
        return {"answer": given}

    def prepare(self) -> None:
        """Fit the fields to the question."""

    @property
    def given(self) -> Given:
        """What was said, to be read and stored."""
        raise NotImplementedError

    def unusable(self) -> str | None:
        """What is wrong that only a page can get wrong, in words."""
        raise NotImplementedError

    def wrong(self) -> str | None:
        """The sentence that says how to mend the answer; `None` if it is understood."""
        message = self.unusable()
        if message is not None:
            return message
        read = read_answer(self.playbook, self.question, self.given)
        return read.message if isinstance(read, Problem) else None

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401  # as WTForms has it
        """Whether the answer can be used; if not, `answer.errors` holds the sentence that says why."""
        if not super().validate(extra_validators):
            return False
        message = self.wrong()
        field: Field = self.answer
        field.errors = () if message is None else (message,)
        return message is None

    def choices(self) -> Mapping[str, str]:
        """From each value that can be sent to its words, in order."""
        return {}

    def or_not_sure(self, verb: str) -> str:
        """The end of a message, where "not sure" is an answer."""
        return f", or {verb} “{NOT_SURE_WORDS}”" if self.may_be_not_sure else ""


class NumberForm(QuestionForm):
    """A typed number, or the box "I'm not sure"."""

    kind = "number"
    answer = StringField(filters=[lambda text: _printable(text) if isinstance(text, str) else ""])
    not_sure = BooleanField()

    @staticmethod
    def shown_again(given: Given | None) -> dict[str, Any]:
        not_sure = given == NOT_SURE
        return {"answer": "" if not_sure else given, "not_sure": not_sure}

    def prepare(self) -> None:
        if not self.may_be_not_sure:
            del self.not_sure

    @property
    def given(self) -> Given:
        return NOT_SURE if self._ticked else str(self.answer.data)

    @property
    def _ticked(self) -> bool:
        return self.may_be_not_sure and bool(self.not_sure.data)

    def unusable(self) -> str | None:
        typed = str(self.answer.data).strip()
        if typed and self._ticked:
            return f"Type a number or tick “{NOT_SURE_WORDS}”, not both."
        if not typed and not self._ticked:
            return f"Type a number{self.or_not_sure('tick') or '; a rough one will do'}."
        return None


class RadioForm(QuestionForm):
    """One answer of several. What is sent must be one of those on the page."""

    answer = RadioField(validate_choice=False)

    def prepare(self) -> None:
        self.answer.choices = _for_the_field(self.choices())

    def choices(self) -> Mapping[str, str]:
        not_sure = {NOT_SURE: NOT_SURE_WORDS} if self.may_be_not_sure else {}
        return {**_texts(self.entries(self.question)), **not_sure}

    def entries(self, question: QuestionEntry) -> Sequence[Band | Option]:
        """What can be chosen."""
        raise NotImplementedError

    @property
    def given(self) -> Given:
        return str(self.answer.data or "")

    def unusable(self) -> str | None:
        if self.given in self.choices():
            return None
        return f"Choose the answer that comes closest{self.or_not_sure('choose')}."


class BandsForm(RadioForm):
    """A number, chosen as one of several ranges."""

    kind = "bands"

    def entries(self, question: QuestionEntry) -> Sequence[Band | Option]:
        return question.band


class ChoiceForm(RadioForm):
    """One of several options that stand for no number."""

    kind = "choice"

    def entries(self, question: QuestionEntry) -> Sequence[Band | Option]:
        return question.option


class ChecklistForm(QuestionForm):
    """Any of the options, or "None of these", or "I'm not sure"."""

    kind = "checklist"
    answer = SelectMultipleField(validate_choice=False)

    @staticmethod
    def shown_again(given: Given | None) -> dict[str, Any]:
        if given is None:
            return {"answer": []}
        return {"answer": [given] if isinstance(given, str) else (given or [NONE_OF_THESE])}

    def prepare(self) -> None:
        self.answer.choices = _for_the_field(self.choices())

    def choices(self) -> Mapping[str, str]:
        not_sure = {NOT_SURE: NOT_SURE_WORDS} if self.may_be_not_sure else {}
        return {**_texts(self.question.option), NONE_OF_THESE: NONE_OF_THESE_WORDS, **not_sure}

    @property
    def given(self) -> Given:
        ticked = list(dict.fromkeys(self.answer.data or []))
        return NOT_SURE if ticked == [NOT_SURE] else [key for key in ticked if key != NONE_OF_THESE]

    def unusable(self) -> str | None:
        ticked = set(self.answer.data or [])
        alone = [words for value, words in self.choices().items() if value in ticked & {NONE_OF_THESE, NOT_SURE}]
        if not ticked or not ticked <= self.choices().keys():
            return f"Tick all that apply, or “{NONE_OF_THESE_WORDS}”{self.or_not_sure('tick')}."
        if alone and len(ticked) > 1:
            return f"“{alone[0]}” goes with nothing else: untick it, or untick the others."
        return None


FORMS: dict[str, type[QuestionForm]] = {form.kind: form for form in (NumberForm, BandsForm, ChoiceForm, ChecklistForm)}


def form_for(playbook: Playbook, question: QuestionEntry, given: Given | None = None) -> QuestionForm:
    """The form of the question, with what was said before or what is being sent. Needs a request."""
    return FORMS[question.kind](playbook, question, given)


def _for_the_field(choices: Mapping[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, words) for value, words in choices.items()]


def _texts(entries: Sequence[Band | Option]) -> dict[str, str]:
    return {entry.key: entry.text for entry in entries}


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)
