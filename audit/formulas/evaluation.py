"""A tree to numbers, for all draws at once.

What cannot be computed (a division by zero, the root of a negative number) is NaN while a formula runs,
so that `if_` can step round it, and a NotComputableError with the reason if it is still there at the end.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from audit.formulas.printing import written
from audit.formulas.syntax import (
    Call,
    Comparison,
    Curve,
    Name,
    Negation,
    Node,
    Number,
    Operation,
    children,
    names_in,
)

Array = NDArray[np.float64]
Values = Mapping[str, Array]


class NotComputableError(ArithmeticError):
    """The formula has no value for these numbers; the message says why, in words."""


@dataclass(frozen=True, slots=True)
class CurveDraws:
    """A curve in every draw: `x` has shape (points,), `y` has shape (points, draws)."""

    x: Array
    y: Array

    def at(self, x: Array) -> Array:
        """Interpolate linearly, flat beyond both ends. `x` has shape (..., draws) or (..., 1)."""
        lowest, highest = x.min(), x.max()
        value: Array = self.y[0]
        for left in range(len(self.x) - 1):
            if highest <= self.x[left]:
                break
            if lowest >= self.x[left + 1]:
                value = self.y[left + 1]
                continue
            way = (x - self.x[left]) / (self.x[left + 1] - self.x[left])
            way = np.minimum(np.maximum(way, 0.0), 1.0)
            value = value + way * (self.y[left + 1] - self.y[left])
        return value if np.isfinite(lowest) else np.where(np.isnan(x), np.nan, value)


Curves = Mapping[str, CurveDraws]
Run = Callable[[Values, Curves], Array]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A formula that is ready to run: its tree, its text, the names it reads, whether it can fail to have a value.

    `curves` has each curve that it reads, by key, with the function that reads it off.
    """

    node: Node
    text: str
    names: frozenset[str]
    curves: tuple[tuple[str, "Run"], ...]
    fallible: bool
    run: Run


def prepare(node: Node) -> Prepared:
    """Return the formula ready to run: the tree is turned into functions once, and not walked for every draw."""
    curves = tuple((curve.key, _runner(curve)) for curve in _curves(node))
    return Prepared(node, written(node), names_in(node), curves, _fallible(node), _runner(node))


def _curves(node: Node) -> tuple[Curve, ...]:
    own = (node,) if isinstance(node, Curve) else ()
    return own + tuple(curve for child in children(node) for curve in _curves(child))


def evaluate(formula: Prepared, values: Values, curves: Curves) -> Array:
    """Return the formula's value, at least one-dimensional, finite everywhere.

    The arrays in `values` broadcast together and have the draws on the last axis. Raises NotComputableError
    with the reason where any draw has no value, KeyError for an unknown name.
    """
    with arithmetic():
        return evaluate_inside(formula, values, curves)


def arithmetic() -> np.errstate:
    """Return the context in which formulas run: an overflow stops them, a missing value is looked for afterwards."""
    return np.errstate(over="raise", divide="ignore", invalid="ignore", under="ignore")


def evaluate_inside(formula: Prepared, values: Values, curves: Curves) -> Array:
    """Do as `evaluate` does, for callers inside `arithmetic()` already: entering it takes longer than a sum."""
    try:
        value = formula.run(values, curves)
    except FloatingPointError as error:
        raise NotComputableError(f"{formula.text} grows beyond what a number can hold") from error
    if formula.fallible and np.isnan(value).any():
        raise NotComputableError(_reason(formula.node, values, curves))
    return value


def _fallible(node: Node) -> bool:
    """Whether finite numbers can leave it without a value: only divisions and powers can."""
    own = isinstance(node, Operation) and node.sign in {"/", "**"}
    return own or any(_fallible(child) for child in children(node))


def _runner(node: Node) -> Run:
    match node:
        case Name(key):
            return lambda values, _: values[key]
        case Number(number):
            constant = np.array((number,))
            return lambda _, __: constant
        case Negation(of):
            inner = _runner(of)
            return lambda values, curves: np.negative(inner(values, curves))
        case Operation(sign, left, right):
            return _joined(_OPERATIONS[sign], left, right)
        case Comparison(sign, left, right):
            return _joined(lambda one, other: _comparison(sign, one, other), left, right)
        case Curve(key, x):
            at = _runner(x)
            return lambda values, curves: curves[key].at(at(values, curves))
        case Call(function, arguments):
            runs, join = [_runner(argument) for argument in arguments], _FUNCTIONS[function]
            return lambda values, curves: join([run(values, curves) for run in runs])


def _joined(join: Callable[[Array, Array], Array], left: Node, right: Node) -> Run:
    one, other = _runner(left), _runner(right)
    return lambda values, curves: join(one(values, curves), other(values, curves))


def _divided(left: Array, right: Array) -> Array:
    return _finite(np.divide(left, right))


def _raised(left: Array, right: Array) -> Array:
    # NumPy takes 1 ** NaN and NaN ** 0 for 1; here what has no value keeps having none.
    return np.where(np.isnan(left) | np.isnan(right), np.nan, _finite(np.power(left, right)))


def _finite(value: Array) -> Array:
    finite = np.isfinite(value)
    return value if finite.all() else np.where(finite, value, np.nan)


_OPERATIONS: Mapping[str, Callable[[Array, Array], Array]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": _divided,
    "**": _raised,
}
_COMPARE = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}


def _comparison(sign: str, left: Array, right: Array) -> Array:
    """Return 1, 0, or NaN where a side has no value: a comparison must not hide that."""
    known = ~(np.isnan(left) | np.isnan(right))
    return np.where(known, _COMPARE[sign](left, right), np.nan)


def _if(given: list[Array]) -> Array:
    condition, then, otherwise = given
    return np.where(np.isnan(condition), np.nan, np.where(condition != 0.0, then, otherwise))


def _clamp(given: list[Array]) -> Array:
    value, low, high = given
    return np.minimum(np.maximum(value, low), high)


_FUNCTIONS: Mapping[str, Callable[[list[Array]], Array]] = {
    "if_": _if,
    "clamp": _clamp,
    "min": lambda given: reduce(np.minimum, given),
    "max": lambda given: reduce(np.maximum, given),
}


def _reason(node: Node, values: Values, curves: Curves) -> str:
    """Return why a formula has no value: the innermost part that lost it, in words."""
    for child in children(node):
        if np.isnan(_runner(child)(values, curves)).any():
            return _reason(child, values, curves)
    if isinstance(node, Operation) and node.sign == "/":
        return f"{written(node.left)} would be divided by {written(node.right)}, which is zero"
    return f"{written(node)} has no value for these numbers"
