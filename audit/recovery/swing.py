"""The ordinary swing of a metric, from what it did before the work began: limits for single values.

A process behaviour chart of individual values and moving ranges (XmR; Shewhart 1931, Economic Control of Quality of
Manufactured Product; Wheeler 1993, Understanding Variation): the mean of the values, and on either side of it a
multiple of the mean moving range, which is the mean distance from one value to the next. The usual multiple is 2.66:
three standard deviations, where the mean distance between two values of a normal distribution is 1.128 of them, and
3 / 1.128 = 2.66. It takes the limits as known. From a dozen values they are not, so limits made of few values are
wider here (for limits from few values see Roes, Does and Schurink 1993, Journal of Quality Technology 25:188).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, isclose
from types import MappingProxyType
from typing import Final

from audit.recovery.periods import Cadence

LEAST_VALUES: Final = 6
"""With fewer values before the start nothing is said about the ordinary swing."""

_USUAL: Final = 2.66

_WIDENED: Final[Mapping[Cadence, Mapping[int, float]]] = MappingProxyType(
    {
        Cadence.MONTH: {
            6: 3.9,
            7: 3.6,
            8: 3.4,
            9: 3.3,
            10: 3.2,
            11: 3.15,
            12: 3.1,
            14: 3.0,
            16: 2.9,
            18: 2.8,
            20: 2.75,
            24: _USUAL,
        },
        Cadence.WEEK: {
            6: 4.5,
            7: 4.15,
            8: 3.9,
            9: 3.75,
            10: 3.6,
            11: 3.5,
            12: 3.4,
            14: 3.25,
            16: 3.15,
            18: 3.05,
            20: 2.95,
            24: 2.85,
            30: 2.75,
            52: _USUAL,
        },
    }
)
"""By number of baseline values, the multiple of the mean moving range at which a year without any change is taken for
"reached" in at most about one company of twenty, wherever the target is: simulated with normal, lognormal and
autocorrelated noise (0.3). `make bench` tries it again. A year of weeks has more occasions for chance than a year of
months, so its limits are wider."""


@dataclass(frozen=True, slots=True)
class Swing:
    """Where single values lie while nothing changes: `mean` - `width` to `mean` + `width`, in the metric's unit."""

    mean: float
    moving_range: float
    factor: float

    @property
    def width(self) -> float:
        """How far a value swings to either side."""
        return self.factor * self.moving_range

    def above(self, value: float) -> bool:
        """Whether a value is above the upper limit; a value that only rounding lifts over it is not."""
        return value > self.mean + self.width and not _same(value, self.mean + self.width)

    def below(self, value: float) -> bool:
        """Whether a value is below the lower limit."""
        return value < self.mean - self.width and not _same(value, self.mean - self.width)


def swing_of(values: Sequence[float], cadence: Cadence) -> Swing | None:
    """Return the ordinary swing of values in the order of time; None where there are fewer than LEAST_VALUES."""
    if len(values) < LEAST_VALUES:
        return None
    moves = [abs(value - last) for last, value in pairwise(values)]
    return Swing(
        mean=fsum(values) / len(values),
        moving_range=fsum(moves) / len(moves),
        factor=_factor(len(values), cadence),
    )


def _factor(count: int, cadence: Cadence) -> float:
    return min(factor for least, factor in _WIDENED[cadence].items() if least <= count)


def _same(value: float, limit: float) -> bool:
    return isclose(value, limit, rel_tol=1e-9)
