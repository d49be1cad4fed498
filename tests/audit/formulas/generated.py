"""Formulas made up by Hypothesis, and a second, independent reading of what the engine prints of them."""

import math
import re
from collections.abc import Callable
from functools import reduce

from hypothesis import strategies as st

NAMES = ("leads", "calls", "close_rate", "x", "y")
# Quarters print in full, so that a printed formula loses nothing.
EXACT = st.integers(-4_000, 4_000).map(lambda quarters: quarters / 4)
VALUES = st.fixed_dictionaries(dict.fromkeys(NAMES, EXACT))
_LITERALS = st.one_of(st.integers(0, 2_000_000).map(str), st.integers(1, 999).map(lambda n: f"{n / 8}"))
_SIGNS = st.sampled_from(("+", "-", "*", "/"))
_COMPARISONS = st.sampled_from(("<", "<=", ">", ">=", "==", "!="))


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    condition = st.builds(lambda a, sign, b: f"{a} {sign} {b}", inner, _COMPARISONS, inner)
    return st.one_of(
        st.builds(lambda a, sign, b: f"({a}) {sign} ({b})", inner, _SIGNS, inner),
        st.builds(lambda a, sign, b: f"{a} {sign} {b}", st.sampled_from(NAMES), _SIGNS, inner),
        st.builds(lambda a, power: f"({a}) ** {power}", inner, st.sampled_from(("2", "0.5", "(-1)", "0"))),
        st.builds(lambda a: f"-({a})", inner),
        st.builds(lambda a: f"({a})", condition),
        st.builds(
            lambda f, a: f"{f}({', '.join(a)})",
            st.sampled_from(("min", "max")),
            st.lists(inner, min_size=2, max_size=4),
        ),
        st.builds(lambda a, b, c: f"clamp({a}, {b}, {c})", inner, inner, inner),
        st.builds(lambda a, b, c: f"if_({a}, {b}, {c})", condition, inner, inner),
    )


# A comparison has the loosest grip of all, so inside anything else it stands in brackets.
FORMULAS = st.recursive(st.one_of(st.sampled_from(NAMES), _LITERALS), _grown, max_leaves=12).filter(
    lambda text: len(text) <= 500
)

_PRINTED = re.compile(
    r"\s*(?:(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<name>[a-z_]+)|(?P<sign>[-+×÷−^≤≥=≠<>(),]))"
)


def as_source(printed: str) -> str:
    """The printed formula as an author would type it."""
    typed = {"×": "*", "÷": "/", "−": "-", "^": "**", "≤": "<=", "≥": ">=", "=": "==", "≠": "!=", "if": "if_"}
    words = (next(word for word in match.groups() if word) for match in _PRINTED.finditer(printed))
    return " ".join(typed.get(word, word.replace(",", "") if len(word) > 1 else word) for word in words)


def worked_out(printed: str) -> float:
    """The value of a printed formula with numbers only, NaN where it has none."""
    reader = _Reader([next(word for word in match.groups() if word) for match in _PRINTED.finditer(printed)])
    value = reader.comparison()
    assert reader.words == [], f"left over: {reader.words} of {printed}"
    return value


class _Reader:
    """Comparisons bind loosest, then + −, then × ÷, then the minus in front, then powers, from the right."""

    def __init__(self, words: list[str]) -> None:
        self.words = words

    def take(self, *wanted: str) -> str:
        return self.words.pop(0) if self.words and self.words[0] in wanted else ""

    def comparison(self) -> float:
        left = self.sum()
        if sign := self.take(*_COMPARED):
            right = self.sum()
            return math.nan if math.isnan(left) or math.isnan(right) else float(_COMPARED[sign](left, right))
        return left

    def sum(self) -> float:
        value = self.product()
        while sign := self.take("+", "−"):
            value = value + self.product() if sign == "+" else value - self.product()
        return value

    def product(self) -> float:
        value = self.signed()
        while sign := self.take("×", "÷"):
            other = self.signed()
            value = value * other if sign == "×" else (value / other if other else math.nan)
        return value

    def signed(self) -> float:
        return -self.signed() if self.take("−") else self.power()

    def power(self) -> float:
        value = self.single()
        return raised(value, self.power()) if self.take("^") else value

    def single(self) -> float:
        word = self.words.pop(0)
        if word == "(":
            value = self.comparison()
        elif word[0].isdigit():
            return float(word.replace(",", ""))
        else:
            assert self.take("("), f"{word} is neither a number nor a function"
            arguments = [self.comparison()]
            while self.take(","):
                arguments.append(self.comparison())
            value = _CALLED[word](arguments)
        assert self.take(")")
        return value


def raised(value: float, power: float) -> float:
    """A power, NaN where there is none among the real numbers."""
    if math.isnan(value) or math.isnan(power):
        return math.nan
    try:
        result = value**power
    except ZeroDivisionError:
        return math.nan
    return math.nan if isinstance(result, complex) else result


def _least(one: float, other: float) -> float:
    return math.nan if math.isnan(one) or math.isnan(other) else min(one, other)


def _most(one: float, other: float) -> float:
    return math.nan if math.isnan(one) or math.isnan(other) else max(one, other)


def _chosen(given: list[float]) -> float:
    condition, then, otherwise = given
    return math.nan if math.isnan(condition) else then if condition else otherwise


_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "≤": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "≥": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "≠": lambda a, b: a != b,
}
_CALLED: dict[str, Callable[[list[float]], float]] = {
    "min": lambda given: reduce(_least, given),
    "max": lambda given: reduce(_most, given),
    "clamp": lambda given: _least(_most(given[0], given[1]), given[2]),
    "if": _chosen,
}
