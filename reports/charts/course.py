"""What a chart of one number over time is drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """One period. `value` is None where it is missing; `signal` is whether a signal there is for the better."""

    name: str
    value: float | None
    corrected: bool = False
    signal: bool | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """What is drawn: the periods before the start and since, oldest first, and the lines that they are held against.

    `lower` and `upper` are None where the baseline is too short for an ordinary swing. `start` names the start.
    """

    title: str
    description: str
    unit: str
    before: Sequence[Moment]
    since: Sequence[Moment]
    start: str
    mean: float
    target: float
    lower: float | None = None
    upper: float | None = None
