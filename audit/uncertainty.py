"""What makes the total uncertain: the tornado, and what to measure next."""

import numpy as np
from numpy.typing import NDArray

from audit.attribution import gain
from audit.estimates import cents, ends, rounded
from audit.findings import Question, Swing
from audit.formulas import NotComputableError
from audit.inputs import Inputs
from audit.leaks import Evaluated
from audit.model import today, wholly
from audit.sensitivity import ranked, swung

Array = NDArray[np.float64]

MOST_SWINGS = 8
MOST_QUESTIONS = 5
_DEFAULT_WAY = "Count it over the last three months."


def tornado(evaluated: Evaluated, inputs: Inputs) -> tuple[Swing, ...]:
    """Return the inputs that swing the total most, widest first. Empty if the total cannot be computed throughout."""
    trial = swung(inputs, sorted(evaluated.unsure))
    leaks = tuple(evaluated.money.alone)
    if not trial.names or not leaks:
        return ()
    try:
        now = today(evaluated.program, trial.given)
        totals = gain(evaluated.program, trial.given, now, wholly(leaks))
    except NotComputableError:
        return ()
    ends = np.broadcast_to(totals, (2 * len(trial.names),)).reshape(-1, 2)
    widest = np.argsort(-np.abs(ends[:, 1] - ends[:, 0]), kind="stable")[:MOST_SWINGS]
    return tuple(
        _swing(evaluated, inputs, trial.names[place], ends[place])
        for place in widest
        if ends[place][0] != ends[place][1]
    )


def _swing(evaluated: Evaluated, inputs: Inputs, name: str, totals: Array) -> Swing:
    entry = evaluated.inputs[name]
    low, high = ends(inputs.estimates[name]) if name in inputs.estimates else (0.1, 0.9)
    return Swing(
        key=name,
        title=entry.title,
        unit=entry.unit if name in inputs.estimates else "",
        input_low=rounded(low),
        input_high=rounded(high),
        total_at_low=cents(float(totals[0])),
        total_at_high=cents(float(totals[1])),
    )


def firm_up(evaluated: Evaluated) -> tuple[Question, ...]:
    """Return what to measure next: the inputs that explain most of the total's variance."""
    return tuple(
        Question(name, evaluated.inputs[name].title, rounded(share), _way(evaluated, name))
        for name, share in ranked(evaluated.explained[""], MOST_QUESTIONS)
    )


def _way(evaluated: Evaluated, name: str) -> str:
    question = evaluated.playbook.question(name)
    if question is not None:
        return question.how_to_measure
    return evaluated.playbook.benchmarks[name].how_to_measure or _DEFAULT_WAY
