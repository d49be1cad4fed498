"""From the metric to dollars, by the playbook's own model: so that metric and money cannot disagree."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.answers import Answers
from audit.estimates import money_range
from audit.findings import Range
from audit.playbook import Playbook

Array = NDArray[np.float64]


class NoMoneyError(ValueError):
    """The model cannot put this fix's metric in dollars; the message says why, for the person who drafts."""


@dataclass(frozen=True, slots=True)
class MetricMoney:
    """What values of a fix's metric are worth to one company. `unit` is the metric's, as the playbook writes it."""

    playbook: Playbook
    unit: str

    def per_year(self, baseline: float, values: Sequence[float]) -> Array:
        """Return a year's contribution margin at each value over that at the baseline, shape (values, draws).

        Positive where the value is worth more than the baseline. Raises NoMoneyError.
        """
        raise NotImplementedError

    def range_per_year(self, baseline: float, value: float) -> Range:
        """Return the same for one value, as a range in cents."""
        return money_range(self.per_year(baseline, [value])[0])


def metric_money(playbook: Playbook, answers: Answers, fix: str, draws: int, seed: int) -> MetricMoney:
    """Return what turns a fix's metric into dollars for one company. Raises NoMoneyError."""
    raise NotImplementedError
