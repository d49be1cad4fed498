"""The audit as it is handed over: plain frozen values, complete without the playbook that made them.

Money is in the playbook's currency, rounded to the cent, and a year's worth unless the name says
otherwise. Shares are fractions of one. Durations carry their unit in the name. `None` in a place
that could hold a number means "never" or "not computable"; the docstring of the field says which.
"""

from audit.findings.figures import (
    Amount,
    Basis,
    Beside,
    Confidence,
    CurvePoint,
    Driver,
    Input,
    OpenRange,
    Range,
    Sentence,
    Source,
)
from audit.findings.fixes import Decision, FixResult, Loop, Metric, Plan, Recommendation, RoadmapStep
from audit.findings.leaks import Finding, Step, Unpriced
from audit.findings.standing import (
    POINTS_PER_LOOP,
    ClosedLoopScore,
    ConditionResult,
    LoopScore,
    Readiness,
    ReadinessResult,
)
from audit.findings.whole import Audit, Company, Contradiction, PlaybookStamp, Question, Swing

__all__ = [
    "POINTS_PER_LOOP",
    "Amount",
    "Audit",
    "Basis",
    "Beside",
    "ClosedLoopScore",
    "Company",
    "ConditionResult",
    "Confidence",
    "Contradiction",
    "CurvePoint",
    "Decision",
    "Driver",
    "Finding",
    "FixResult",
    "Input",
    "Loop",
    "LoopScore",
    "Metric",
    "OpenRange",
    "Plan",
    "PlaybookStamp",
    "Question",
    "Range",
    "Readiness",
    "ReadinessResult",
    "Recommendation",
    "RoadmapStep",
    "Sentence",
    "Source",
    "Step",
    "Swing",
    "Unpriced",
]
