"""The shape of each file in a playbook folder, as the author writes it.

These models say what a single file may hold. What only shows across files (names, units, cycles,
worked examples) is checked in `audit.checking`.
"""

from audit.playbook.format.answers import AnswersFile, CompanyEntry, ExampleFile, Expectation, Given
from audit.playbook.format.fixes import FixFile, LoopEntry, MetricEntry, PlanEntry
from audit.playbook.format.head import BesideEntry, Brand, Calendar, PlaybookFile, PresetEntry, PresetsFile
from audit.playbook.format.model import (
    BenchmarkFile,
    ChecksFile,
    ContradictionEntry,
    CurvePoint,
    LeakExample,
    LeakFile,
    ModelFile,
    QuantityEntry,
    SourceEntry,
)
from audit.playbook.format.parts import Colour, Counted, EstimateEntry, Finite, Formula, Key, Part, Text
from audit.playbook.format.questions import Band, Option, QuestionEntry, QuestionsFile
from audit.playbook.format.standing import (
    AnsweredBy,
    ClosedLoopEntry,
    ConditionEntry,
    LoopPoints,
    LoopsFile,
    ReadinessFile,
    Reading,
)

__all__ = [
    "AnsweredBy",
    "AnswersFile",
    "Band",
    "BenchmarkFile",
    "BesideEntry",
    "Brand",
    "Calendar",
    "ChecksFile",
    "ClosedLoopEntry",
    "Colour",
    "CompanyEntry",
    "ConditionEntry",
    "ContradictionEntry",
    "Counted",
    "CurvePoint",
    "EstimateEntry",
    "ExampleFile",
    "Expectation",
    "Finite",
    "FixFile",
    "Formula",
    "Given",
    "Key",
    "LeakExample",
    "LeakFile",
    "LoopEntry",
    "LoopPoints",
    "LoopsFile",
    "MetricEntry",
    "ModelFile",
    "Option",
    "Part",
    "PlanEntry",
    "PlaybookFile",
    "PresetEntry",
    "PresetsFile",
    "QuantityEntry",
    "QuestionEntry",
    "QuestionsFile",
    "ReadinessFile",
    "Reading",
    "SourceEntry",
    "Text",
]
