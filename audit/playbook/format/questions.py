"""questions.toml."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from audit.playbook.format.parts import Finite, Key, Part, Text


class Band(Part):
    """One radio button that stands for a range of numbers; `likely` defaults to the middle."""

    key: Key
    text: Text
    low: Finite
    high: Finite
    likely: Finite | None = None

    @model_validator(mode="after")
    def in_order(self) -> Self:
        middle = self.likely if self.likely is not None else self.low
        if not self.low <= middle <= self.high:
            raise ValueError("low, likely and high must be in rising order")
        return self


class Option(Part):
    """One choice that stands for no number. `preset` names a preset of presets.toml."""

    key: Key
    text: Text
    preset: Key | None = None


class QuestionEntry(Part):
    """One question.

    `number` is typed, `bands` are radios with a range each, `choice` is one of the options,
    `checklist` any of them. `not_sure` names the benchmark to fall back on; for a choice or a
    checklist, `may_skip` offers "not sure" and leaves what depends on it unknown.
    `ask_when` maps an earlier question to the options or bands that make this one appear, and
    `when_not_asked` is the number the formulas read otherwise.
    """

    key: Key
    kind: Literal["number", "bands", "choice", "checklist"]
    text: Text
    hint: Text
    title: Text
    unit: str = ""
    lowest: Finite = 0
    highest: Finite = 1e12
    not_sure: Key | None = None
    may_skip: bool = False
    ask_when: dict[Key, tuple[Key, ...]] = Field(default_factory=dict)
    when_not_asked: Finite | None = None
    how_to_measure: Text = "Count it over the last three months."
    band: tuple[Band, ...] = ()
    option: tuple[Option, ...] = ()


class QuestionsFile(Part):
    """questions.toml: the questions in the order in which they are asked."""

    question: Annotated[tuple[QuestionEntry, ...], Field(min_length=1)]
