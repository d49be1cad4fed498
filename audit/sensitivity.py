"""Which unsure inputs move a result.

The share of variance that one input explains by itself is its first-order Sobol index, estimated from the
draws that are there anyway (Plischke, Borgonovo and Smith 2013, European Journal of Operational Research
226:536): the draws are cut into slices along the input, and the variance between the slices' means is set
against the whole. Kelley's correction (1935, PNAS 21:554) takes out what chance alone would give.
The tornado swings one input from its P10 to its P90 with the others at their likely values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.estimates import ends, in_order
from audit.inputs import Inputs
from audit.model import Given

Array = NDArray[np.float64]

_SLICES = 16


def variance_shares(results: Array, names: Sequence[str], draws: int, seed: int) -> Array:
    """Return the share of each result's variance that each input explains, 0 to 1.

    `results` has shape (results, draws); the answer has shape (names, results).
    """
    slices = min(_SLICES, max(2, draws // 8))
    size = draws // slices
    kept = slices * size
    centred = results - results.mean(axis=1, keepdims=True)
    whole = np.square(centred).mean(axis=1)
    between = np.empty((len(names), len(results)))
    for place, name in enumerate(names):
        sliced = np.take(centred, in_order(name, draws, seed)[:kept], axis=1).reshape(-1, slices, size)
        means = np.add.reduce(sliced, axis=2) / size
        between[place] = np.square(means).sum(axis=1) / slices
    varies = whole > 0
    unexplained = 1.0 - between / np.where(varies, whole, 1.0)
    corrected = 1.0 - unexplained * (draws - 1) / (draws - slices)
    return np.where(varies, np.clip(corrected, 0.0, 1.0), 0.0)


@dataclass(frozen=True, slots=True)
class Trial:
    """A designed set of draws: in draws 2i and 2i + 1, the i-th of `names` is at its P10 and its P90."""

    names: tuple[str, ...]
    given: Given


def swung(inputs: Inputs, names: Sequence[str]) -> Trial:
    """Return the trial that swings each of `names`, curves as a whole, with the others at their likely values."""
    draws = 2 * len(names)
    values = {name: np.array((estimate.likely,)) for name, estimate in inputs.estimates.items()}
    curves = {name: inputs.likely_curve(name, max(draws, 1)) for name in inputs.curves}
    for place, name in enumerate(names):
        swing = slice(2 * place, 2 * place + 2)
        if name in curves:
            curves[name].y[:, swing] = [ends(estimate) for _, estimate in inputs.curves[name]]
        else:
            values[name] = np.full(draws, inputs.estimates[name].likely, dtype=np.float64)
            values[name][swing] = ends(inputs.estimates[name])
    return Trial(tuple(names), Given(values, curves))


def ranked(shares: Mapping[str, float], most: int, least: float = 0.01) -> Sequence[tuple[str, float]]:
    """Return the inputs that explain most, at most `most` of them, each at least `least`."""
    kept = [(name, share) for name, share in shares.items() if share >= least]
    return sorted(kept, key=lambda pair: (-pair[1], pair[0]))[:most]
