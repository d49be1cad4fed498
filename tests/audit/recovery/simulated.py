"""Companies that never were, of which it is known what really happened to their number."""

from dataclasses import dataclass
from math import exp, sqrt
from statistics import median

import numpy as np

from audit.recovery.judging import Bar, turns
from audit.recovery.periods import Cadence
from audit.recovery.swing import swing_of

YEAR = {Cadence.MONTH: 12, Cadence.WEEK: 52}
LOG_SIGMA = 0.5


@dataclass(frozen=True)
class Noise:
    """How a number swings by itself, in standard deviations. `skew`: +1 has its long tail on the better side."""

    name: str
    rho: float = 0.0
    skew: int = 0

    def drawn(self, random, shape):
        """Values of mean nothing and standard deviation one, a row a company in the order of time."""
        plain = random.standard_normal(shape)
        if self.skew:
            size = exp(LOG_SIGMA**2 / 2)
            plain = (np.exp(LOG_SIGMA * plain) - size) / (size * sqrt(exp(LOG_SIGMA**2) - 1)) * self.skew
        for place in range(1, shape[1] if self.rho else 0):
            plain[:, place] = self.rho * plain[:, place - 1] + sqrt(1 - self.rho**2) * plain[:, place]
        return plain


NORMAL = Noise("normal")
ALIKE = Noise("each like the last (0.3)", rho=0.3)
LUCKY = Noise("lognormal, lucky tail", skew=1)
UNLUCKY = Noise("lognormal, unlucky tail", skew=-1)
NOISES = (NORMAL, ALIKE, LUCKY, UNLUCKY)


@dataclass(frozen=True)
class Found:
    """In how many companies "reached" was said within the year, and after how many periods in half of those."""

    companies: int
    reached: int
    median_periods: float | None

    @property
    def rate(self):
        return self.reached / self.companies

    @property
    def interval(self):
        """The 95 % interval of the rate (Wilson 1927)."""
        z, n, p = 1.959964, self.companies, self.rate
        middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def found(cadence, noise, effect, sigma, before, companies, seed, pick=None):
    """A year of companies whose true change is `effect` of the gap, with swings of `sigma` of the gap.

    The target lies the gap above the average of `before` baseline values, as two people would agree on it. `pick`
    chooses which of the values before the start are the baseline.
    """
    random = np.random.default_rng(seed)
    old = 4 * before if pick else before
    drawn = noise.drawn(random, (companies, old + YEAR[cadence])) * sigma
    baselines, years = drawn[:, :old], drawn[:, old:] + effect
    if pick:
        baselines = pick(baselines, before)
    places = [
        _first(cadence, baseline, year) for baseline, year in zip(baselines.tolist(), years.tolist(), strict=True)
    ]
    reached = [place + 1 for place in places if place is not None]
    return Found(companies, len(reached), median(reached) if reached else None)


def worst_stretch(values, before):
    """The worst so many in a row: what a company picks that starts when it hurts most."""
    means = np.lib.stride_tricks.sliding_window_view(values, before, axis=1)
    return means[np.arange(len(values)), means.mean(axis=2).argmin(axis=1)]


def _first(cadence, baseline, year):
    bar = Bar("higher", sum(baseline) / len(baseline) + 1, swing_of(baseline, cadence), cadence)
    turn = next(turns(bar, year), None)
    return turn.place if turn else None
