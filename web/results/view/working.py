"""How a number was worked out, step by step, with every name spelled out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from audit.findings import Audit, Step
from reports.phrases import sentence_case
from web.results.view.told import Told

NAME = re.compile(r"(?<!\w)[a-z][a-z0-9_]*(?!\w|\()")
CURVE = re.compile(r"\[[a-z][a-z0-9_]* at ")
FUNCTION = re.compile(r"\bif_\(")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a formula: the name of a quantity, or what stands between names."""

    text: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """A quantity: its formula in words, the same in today's numbers, and what it comes to today and once fixed.

    `changed` is the formula once the leak is fixed, empty where the leak leaves it alone. `filled` is empty where
    it would repeat the result.
    """

    title: str
    unit: str
    formula: tuple[Part, ...]
    filled: str
    changed: tuple[Part, ...]
    changed_filled: str
    today: str
    closed: str
    moves: bool


def named(audit: Audit) -> dict[str, str]:
    """From each name that a formula can hold to its title."""
    steps = [*audit.shared_working, *(step for finding in audit.findings for step in finding.working)]
    titles = {entry.key: entry.title for entry in audit.inputs} | {step.key: step.title for step in steps}
    return {key: sentence_case(title) for key, title in titles.items()}


def make_steps(told: Told, steps: Sequence[Step], names: dict[str, str]) -> tuple[StepView, ...]:
    """The steps in order; `names` as from `named`."""
    return tuple(_step(told, step, names) for step in steps)


def _step(told: Told, step: Step, names: dict[str, str]) -> StepView:
    words = told.words
    today, closed = words.worked(step.today, step.unit), words.worked(step.closed, step.unit)
    nothing_new = {step.changed_formula, closed}
    return StepView(
        title=step.title,
        unit=words.unit(step.unit),
        formula=spelled_out(step.formula, names),
        filled=_in_numbers(step.filled),
        changed=spelled_out(step.changed_formula, names) if step.changed_formula not in {"", closed} else (),
        changed_filled=_in_numbers(step.changed_filled) if step.changed_filled not in nothing_new else "",
        today=today,
        closed=closed,
        moves=today != closed,
    )


def spelled_out(formula: str, names: dict[str, str]) -> tuple[Part, ...]:
    """A formula with titles in place of names; a name without a title keeps its words."""
    text = _signs(formula)
    parts: list[Part] = []
    end = 0
    for match in NAME.finditer(text):
        if match.start() > end:
            parts.append(Part(text[end : match.start()], is_name=False))
        parts.append(Part(names.get(match[0], match[0].replace("_", " ")), is_name=True))
        end = match.end()
    return tuple([*parts, Part(text[end:], is_name=False)] if end < len(text) else parts)


def _in_numbers(filled: str) -> str:
    """A formula with its numbers filled in. A curve is read at a point; its name stands in the formula above."""
    return _signs(CURVE.sub("[at ", filled))


def _signs(formula: str) -> str:
    """The signs of print: × and − for * and -."""
    spaced = formula.replace("**", "^").replace(" * ", " × ").replace(" - ", " − ")
    return FUNCTION.sub("if(", spaced)
