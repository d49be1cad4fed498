"""From terms and measurements to the proof."""

from collections.abc import Sequence
from datetime import date

from audit.recovery.money import MetricMoney
from audit.recovery.proof import Proof, Reading
from audit.recovery.terms import Terms


def prove(terms: Terms, readings: Sequence[Reading], money: MetricMoney, as_of: date, stopped: bool = False) -> Proof:  # noqa: FBT001, FBT002
    """Return what the readings say about the terms on the day `as_of`."""
    raise NotImplementedError
