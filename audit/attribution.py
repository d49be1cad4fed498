"""What each leak is worth: alone, and as its share of closing all of them.

The share is the Shapley value (Shapley 1953): a leak's gain averaged over all orders in which the leaks could
be closed. It is additive over the summands of the value, and leaks that never meet in a summand do not
interact, so it is summed exactly per summand, over only the leaks that move that summand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb

import numpy as np
from numpy.typing import NDArray

from audit.formulas import CurveDraws, NotComputableError
from audit.model import Given, World, closed, wholly
from audit.program import Program, Term

Array = NDArray[np.float64]

# Interacting leaks double the work each: 4,096 states at twelve.
MOST_INTERACTING = 12
# States times draws worked on at once: what stays in the processor's cache.
_CELLS = 2**17


@dataclass(frozen=True, slots=True)
class Attribution:
    """Dollars a year in every draw, each of shape (draws,) or (1,).

    `alone` and `share` are by leak, `joint` is closing all of them; the shares add up to `joint` in every draw.
    `unpriced` says why a leak has no dollars; such leaks count nowhere.
    """

    alone: Mapping[str, Array]
    share: Mapping[str, Array]
    joint: Array
    unpriced: Mapping[str, str]


def attribute(program: Program, given: Given, now: World, leaks: Sequence[str]) -> Attribution:
    """Put every leak in dollars. Never raises for numbers that cannot be computed: it says which and why."""
    found: dict[str, tuple[Array, Array]] = {}
    unpriced: dict[str, str] = dict.fromkeys(leaks, _NOWHERE)
    for group in program.groups:
        wanted = tuple(leak for leak in group if leak in unpriced)
        gains, reasons = _group(program, given, now, wanted)
        found |= gains
        unpriced = {leak: reasons.get(leak, why) for leak, why in unpriced.items() if leak not in gains}
    in_order = [leak for leak in leaks if leak in found]
    joint = sum((found[leak][1] for leak in in_order), start=np.zeros(1))
    alone = {leak: found[leak][0] for leak in in_order}
    return Attribution(alone, {leak: found[leak][1] for leak in in_order}, joint, unpriced)


_NOWHERE = "it changes nothing that the value depends on"


def _group(
    program: Program, given: Given, now: World, leaks: tuple[str, ...]
) -> tuple[dict[str, tuple[Array, Array]], dict[str, str]]:
    """Return the gains of one group, and why any of its leaks has none."""
    try:
        return _group_gains(program, given, now, leaks), {}
    except NotComputableError as error:
        reasons = {leak: why for leak in leaks if (why := _why_unpriced(program, given, now, leak))}
        rest = tuple(leak for leak in leaks if leak not in reasons)
        if not reasons or not rest:
            return {}, dict.fromkeys(leaks, str(error)) | reasons
    gains, more = _group(program, given, now, rest)
    return gains, reasons | more


def _why_unpriced(program: Program, given: Given, now: World, leak: str) -> str:
    try:
        gain(program, given, now, wholly((leak,)))
    except NotComputableError as error:
        return str(error)
    return ""


def gain(program: Program, given: Given, now: World, coverage: Mapping[str, Array]) -> Array:
    """Return what the value gains, in a year, when leaks are closed to the extent of `coverage`.

    Shape as the coverage and the draws broadcast. Raises NotComputableError.
    """
    terms = [term for term in program.terms if term.leaks & coverage.keys()]
    only = frozenset[str]().union(*(term.needs for term in terms))
    then = closed(program, given, now, coverage, only)
    total = np.zeros(1)
    for term in terms:
        total = total + (then.value(term.formula) - now.value(term.formula))
    return total


def _group_gains(program: Program, given: Given, now: World, leaks: tuple[str, ...]) -> dict[str, tuple[Array, Array]]:
    """Return each leak's gain alone and its share, from the value in every state of its group."""
    terms = [term for term in program.terms if term.leaks & set(leaks)]
    pieces: list[list[tuple[Array, Array]]] = [[] for _ in leaks]
    draws = _draws(given)
    block = max(1, min(draws, _CELLS >> len(leaks)))
    for one_given, one_now in _blocks(given, now, draws, block):
        for piece, gains in zip(pieces, _block_gains(program, one_given, one_now, terms, leaks), strict=True):
            piece.append(gains)
    if block >= draws:
        return {leak: piece[0] for leak, piece in zip(leaks, pieces, strict=True)}
    sizes = [min(block, draws - start) for start in range(0, draws, block)]
    return {
        leak: (_joined([alone for alone, _ in piece], sizes), _joined([share for _, share in piece], sizes))
        for leak, piece in zip(leaks, pieces, strict=True)
    }


def _block_gains(
    program: Program, given: Given, now: World, terms: Sequence[Term], leaks: tuple[str, ...]
) -> list[tuple[Array, Array]]:
    """Evaluate all states at once: every leak is an axis of length two, open and closed, before the draws."""
    axes = len(leaks)
    coverage = {
        leak: np.array((0.0, 1.0)).reshape([2 if place == axis else 1 for place in range(axes)] + [1])
        for axis, leak in enumerate(leaks)
    }
    then = closed(program, given, now, coverage, frozenset[str]().union(*(term.needs for term in terms)))
    alone = [np.zeros(1) for _ in leaks]
    share = [np.zeros(1) for _ in leaks]
    for term in terms:
        mine = [axis for axis, leak in enumerate(leaks) if leak in term.leaks]
        states = np.broadcast_to(
            value := then.value(term.formula),
            [2 if axis in mine else 1 for axis in range(axes)] + [value.shape[-1]],
        ).reshape(2 ** len(mine), -1)
        # einsum stays in one thread: matrix products start threads, which costs more than they save here.
        shares = np.einsum("ls,sd->ld", shapley_weights(len(mine)), states)
        for place, axis in enumerate(mine):
            alone[axis] = alone[axis] + (states[1 << (len(mine) - 1 - place)] - states[0])
            share[axis] = share[axis] + shares[place]
    return list(zip(alone, share, strict=True))


@lru_cache(maxsize=32)
def shapley_weights(players: int) -> Array:
    """Return the matrix, shape (players, 2**players), that takes the value of every coalition to the shares.

    Coalitions are counted in binary, the first player in the highest bit.
    """
    states = np.arange(2**players)
    closed_by = (states[None, :] >> np.arange(players - 1, -1, -1)[:, None]) & 1
    size = closed_by.sum(axis=0)
    by_size = np.array([1.0 / (players * comb(players - 1, others)) for others in range(players)])
    with_it = by_size[np.maximum(size - 1, 0)]
    without_it = by_size[np.minimum(size, players - 1)]
    weights: Array = np.where(closed_by == 1, with_it, -without_it)
    weights.flags.writeable = False
    return weights


def _draws(given: Given) -> int:
    arrays = [*given.values.values(), *(curve.y for curve in given.curves.values())]
    return max((array.shape[-1] for array in arrays), default=1)


def _blocks(given: Given, now: World, draws: int, block: int) -> Iterator[tuple[Given, World]]:
    """Cut inputs and today's world into runs of draws that are worked out one after the other."""
    if block >= draws:
        yield given, now
        return
    for start in range(0, draws, block):
        part = slice(start, start + block)
        values = {key: _cut(array, part) for key, array in now.values.items()}
        curves = {key: CurveDraws(curve.x, _cut(curve.y, part)) for key, curve in given.curves.items()}
        inputs = {key: values[key] for key in given.values}
        yield Given(inputs, curves), World(values, curves, now.unknown)


def _cut(array: Array, part: slice) -> Array:
    return array[..., part] if array.shape[-1] > 1 else array


def _joined(pieces: Sequence[Array], sizes: Sequence[int]) -> Array:
    return np.concatenate([np.broadcast_to(piece, (size,)) for piece, size in zip(pieces, sizes, strict=True)])
