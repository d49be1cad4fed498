"""Low, likely, high to draws, and draws back to three quantiles.

Draws are a Latin hypercube: each input takes the middle of each of `draws` equal slices of its distribution
once, in an order of its own (McKay, Beckman and Conover 1979, Technometrics 21:239). The order comes from
SHAKE-256 of the seed and the input's name, so it is the same on every machine and in every version of every
library, and changing one input leaves the draws of all others alone.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import shake_256
from math import ceil

import numpy as np
from numpy.typing import NDArray

from audit.findings import OpenRange, Range

Array = NDArray[np.float64]


class Shape(StrEnum):
    """How likely the values between low and high are."""

    TRIANGULAR = "triangular"
    UNIFORM = "uniform"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number that is known to lie between `low` and `high`, exact where the two are equal."""

    low: float
    likely: float
    high: float
    shape: Shape = Shape.TRIANGULAR

    @property
    def exact(self) -> bool:
        """Whether there is nothing to draw."""
        return self.low == self.high


def exactly(value: float) -> Estimate:
    """Return the estimate of a number that is known."""
    return Estimate(value, value, value)


@lru_cache(maxsize=1_024)
def order(name: str, draws: int, seed: int) -> NDArray[np.intp]:
    """Return which slice of its distribution the input `name` takes in each draw: a permutation of 0..draws-1."""
    bits = shake_256(f"{seed}:{name}".encode()).digest(8 * draws)
    permutation = np.frombuffer(bits, dtype="<u8").argsort(kind="stable")
    permutation.flags.writeable = False
    return permutation


@lru_cache(maxsize=1_024)
def in_order(name: str, draws: int, seed: int) -> NDArray[np.intp]:
    """Return the draws sorted by the input `name`, lowest first: the inverse of `order`."""
    along = np.argsort(order(name, draws, seed), kind="stable")
    along.flags.writeable = False
    return along


@lru_cache(maxsize=1_024)
def draw(name: str, estimate: Estimate, draws: int, seed: int) -> Array:
    """Return the input's draws, shape (draws,), or (1,) for an exact number. They are shared: do not write to them.

    The distribution is triangular between low and high with its peak at likely, or uniform, by inversion.
    """
    drawn = np.array((estimate.likely,)) if estimate.exact else quantile(estimate, uniforms(name, draws, seed))
    drawn.flags.writeable = False
    return drawn


@lru_cache(maxsize=1_024)
def uniforms(name: str, draws: int, seed: int) -> Array:
    """Return the input's place in its distribution in each draw, shape (draws,), each strictly in 0..1."""
    place = (order(name, draws, seed) + 0.5) / draws
    place.flags.writeable = False
    return place


def quantile(estimate: Estimate, place: Array) -> Array:
    """Return the value of the estimate at each `place` in 0..1, same shape."""
    low, peak, high = estimate.low, estimate.likely, estimate.high
    width = high - low
    if width == 0:
        return np.full_like(place, low)
    if estimate.shape is Shape.UNIFORM:
        return low + width * place
    rising = low + np.sqrt(place * width * (peak - low))
    falling = high - np.sqrt((1 - place) * width * (high - peak))
    return np.where(place * width < peak - low, rising, falling)


@lru_cache(maxsize=1_024)
def ends(estimate: Estimate) -> tuple[float, float]:
    """Return P10 and P90 of the estimate itself, without draws."""
    low, high = quantile(estimate, np.array((0.1, 0.9))).tolist()
    return low, high


_LEVELS = (0.1, 0.5, 0.9)


def quantiles(values: Array) -> tuple[float, float, float]:
    """Return P10, P50 and P90 of the draws (shape (draws,) or (1,)), infinity where a quantile is infinite.

    The inverted empirical distribution, without interpolation (Hyndman and Fan 1996, type 1): it is one of
    the draws, so a time that may never come has quantiles too.
    """
    if len(values) == 1:
        return (float(values[0]),) * 3
    low, middle, high = np.sort(values)[_ranks(len(values))].tolist()
    return low, middle, high


@lru_cache(maxsize=64)
def _ranks(draws: int) -> list[int]:
    return [max(0, ceil(level * draws) - 1) for level in _LEVELS]


@lru_cache(maxsize=1_024)
def drawn_quantiles(name: str, estimate: Estimate, draws: int, seed: int) -> tuple[float, float, float]:
    """Return P10, P50 and P90 of the draws of one input."""
    return quantiles(draw(name, estimate, draws, seed))


def likely_above(values: Array, threshold: float) -> bool:
    """Whether P50 of the draws is above `threshold`; counting is several times faster than finding P50."""
    return int(np.count_nonzero(values <= threshold)) < ceil(0.5 * len(values))


def money_range(values: Array) -> Range:
    """Return P10, P50 and P90 of an amount of money, to the cent."""
    return Range(*(cents(value) for value in quantiles(values)))


def number_range(values: Array) -> Range:
    """Return P10, P50 and P90 of any finite figure, to six decimals: beyond that machines may differ."""
    return Range(*(rounded(value) for value in quantiles(values)))


def open_range(values: Array) -> OpenRange:
    """Return P10, P50 and P90 of a time, `None` where it is infinite."""
    return OpenRange(*(rounded(value) if np.isfinite(value) else None for value in quantiles(values)))


def cents(value: float) -> float:
    """Return an amount rounded to the cent, never minus zero."""
    return round(value, 2) + 0.0


def rounded(value: float) -> float:
    """Return a figure rounded to six decimals, never minus zero."""
    return round(value, 6) + 0.0


def apportion(total: float, parts: Array, steps_per_unit: int) -> list[float]:
    """Split `total` in proportion to `parts`, in whole steps that add up to it exactly.

    The largest-remainder method; 100 steps per unit split money into whole cents. All zero where the parts
    add up to nothing.
    """
    whole = float(parts.sum())
    if whole == 0 or not len(parts):
        return [0.0] * len(parts)
    steps = round(total * steps_per_unit)
    exact = parts / whole * steps
    floors = np.floor(exact)
    missing = int(steps - floors.sum())
    largest = np.argsort(floors - exact, kind="stable")[:missing]
    floors[largest] += 1
    return [float(amount) / steps_per_unit for amount in floors]
