"""A file of answers, and the files in examples/."""

from typing import Annotated, Literal

from pydantic import Field

from audit.playbook.format.parts import Finite, Key, Part, Text


class CompanyEntry(Part):
    """The company an audit is about."""

    name: Text
    contact: str = ""
    role: str = ""


Given = str | int | float | bool | tuple[str | int | float, ...]


class AnswersFile(Part):
    """A file of answers.

    `answers` maps a question to what was said: a number as typed, the key of a band or an option,
    a list of options, or "not sure". `assumptions` replaces a benchmark by a number of one's own,
    exact or as [low, likely, high]. `readiness` maps a condition to yes, partly or no.
    """

    company: CompanyEntry
    playbook: str = ""
    answers: dict[str, Given] = Field(default_factory=dict)
    assumptions: dict[str, Given] = Field(default_factory=dict)
    readiness: dict[str, Given] = Field(default_factory=dict)


class Expectation(Part):
    """What an example company's audit must say. `first_fix` is a fix or "none"."""

    first_fix: str
    largest_leak: str
    total: Finite
    within: Annotated[float, Field(gt=0, le=1)] = 0.01
    decision: Literal["fix", "tie", "none"]
    contradictions: tuple[Key, ...] = ()
    why: Text


class ExampleFile(AnswersFile):
    """examples/<name>.toml: a whole invented company; `expect.within` is relative."""

    story: Text
    expect: Expectation
