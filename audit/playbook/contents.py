"""A playbook that was read: `Contents` is what the files say, `Playbook` has also passed every check."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from audit.formulas import Prepared
from audit.metric_model import MetricModel
from audit.playbook.format import (
    BenchmarkFile,
    ContradictionEntry,
    ExampleFile,
    FixFile,
    LeakFile,
    LoopsFile,
    PlaybookFile,
    PresetEntry,
    QuantityEntry,
    QuestionEntry,
    ReadinessFile,
)
from audit.program import Program

NUMERIC_KINDS = frozenset(("number", "bands"))
# Where a leak's sentence takes the number of a name.
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All files of a folder. `content_hash` is SHA-256 over their paths and bytes, in hexadecimal.

    `unread` names the benchmarks, leaks, fixes and examples whose file has faults of its own.
    """

    folder: Path
    unread: frozenset[str]
    content_hash: str
    head: PlaybookFile
    questions: tuple[QuestionEntry, ...]
    benchmarks: Mapping[str, BenchmarkFile]
    quantities: Mapping[str, QuantityEntry]
    leaks: Mapping[str, LeakFile]
    fixes: Mapping[str, FixFile]
    readiness: ReadinessFile
    loops: LoopsFile
    contradictions: tuple[ContradictionEntry, ...]
    presets: Mapping[str, PresetEntry]
    examples: Mapping[str, ExampleFile]

    @property
    def numeric_questions(self) -> tuple[QuestionEntry, ...]:
        """The questions whose answer is a number that formulas can read."""
        return tuple(question for question in self.questions if question.kind in NUMERIC_KINDS)

    @property
    def calendar(self) -> Mapping[str, float]:
        """The calendar constants by name."""
        return {key: float(value) for key, value in self.head.calendar.model_dump().items()}

    def question(self, key: str) -> QuestionEntry | None:
        """Return the question of that key, or `None`."""
        return next((question for question in self.questions if question.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook(Contents):
    """A playbook that can be run.

    `unit_texts` has the unit of every name that stands for a number, as the author wrote it.
    `inputs_of` has, for each leak, the inputs that its dollars alone depend on; `used_by` the leaks of each such
    input. (A leak's share depends on the inputs of all leaks in its group.)
    `metric_models` has, for each fix, the model that puts its metric in dollars.
    """

    program: Program
    unit_texts: Mapping[str, str]
    contradiction_formulas: Mapping[str, Prepared]
    inputs_of: Mapping[str, frozenset[str]]
    used_by: Mapping[str, tuple[str, ...]]
    metric_models: Mapping[str, MetricModel]


def contents_of(contents: Contents) -> dict[str, object]:
    """Return the fields of the contents, to build a Playbook from."""
    return {field.name: getattr(contents, field.name) for field in fields(Contents)}


def choices(question: QuestionEntry) -> tuple[str, ...]:
    """Return the keys a respondent can choose among, bands or options; empty for a typed number."""
    return (*(band.key for band in question.band), *(option.key for option in question.option))
