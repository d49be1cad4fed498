"""Whether a number runs away from its target again, although nobody would yet say that it has slipped."""

from collections.abc import Sequence
from itertools import pairwise
from math import fsum
from typing import Final

from audit.recovery.counting import measured_in_words
from audit.recovery.judging import Bar

_WORSENING: Final = 6
"""So many in a row, each worse than the one before: rule 3 of Nelson (1984), Journal of Quality Technology 16:237."""

_ONE_SIDE: Final = 8


def drift_of(bar: Bar, since_reached: Sequence[float]) -> str:
    """Return a sentence about the values since the target was reached, oldest first; empty where nothing is wrong.

    The first of them are those on which it was reached.
    """
    if _all_worsen(bar, since_reached[-_WORSENING:]):
        return (
            f"Since the target was reached the number has begun to slide: {measured_in_words(_WORSENING, bar.cadence)} "
            "in a row, each worse than the one before."
        )
    if _on_the_bad_side(bar, since_reached):
        return (
            f"Since the target was reached the number has begun to slide: {measured_in_words(_ONE_SIDE, bar.cadence)} "
            "in a row worse than its average since then."
        )
    return ""


def _is_worse(bar: Bar, value: float, than: float) -> bool:
    return value > than if bar.better == "lower" else value < than


def _all_worsen(bar: Bar, newest: Sequence[float]) -> bool:
    return len(newest) == _WORSENING and all(_is_worse(bar, value, last) for last, value in pairwise(newest))


def _on_the_bad_side(bar: Bar, values: Sequence[float]) -> bool:
    mean, newest = fsum(values) / len(values), values[-_ONE_SIDE:]
    return len(newest) == _ONE_SIDE and all(_is_worse(bar, value, mean) for value in newest)
