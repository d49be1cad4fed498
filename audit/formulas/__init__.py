"""The formula language of playbooks: arithmetic that a spreadsheet user reads at once, and nothing else."""

from audit.formulas.evaluation import (
    CurveDraws,
    NotComputableError,
    Prepared,
    arithmetic,
    evaluate,
    evaluate_inside,
    prepare,
)
from audit.formulas.printing import filled, written
from audit.formulas.syntax import FormulaError, Node, curves_in, names_in, parse

__all__ = [
    "CurveDraws",
    "FormulaError",
    "Node",
    "NotComputableError",
    "Prepared",
    "arithmetic",
    "curves_in",
    "evaluate",
    "evaluate_inside",
    "filled",
    "names_in",
    "parse",
    "prepare",
    "written",
]
