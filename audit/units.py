"""The units that formulas are checked in.

Periods are never converted into each other: whether a year has 48 or 52 weeks depends on what is counted,
so a formula says it with a calendar constant. Every unit is therefore a dimension of its own.
"""

import re
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache

import pint
from pint.util import UnitsContainer

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
)

STANDING = ("hour", "minute", "second", "day", "week", "month", "year", "person")
# Names that no thing can have; the units library reads the last one as a plain number.
RESERVED = (*STANDING, "dimensionless")
_PART = r"[A-Za-z][A-Za-z0-9_]*(?:\s*\*\*\s*[1-9])?"
_TEXT = re.compile(rf"(?:1|{_PART})(?:\s*[*/]\s*{_PART})*")
_LONGEST_TEXT = 80

Unit = UnitsContainer
PLAIN = UnitsContainer({})


class UnitError(ValueError):
    """A unit that does not exist, or a formula whose units do not fit; the message says which."""


class Units:
    """The units of one playbook: the standing ones, its currency and its own things."""

    def __init__(self, currency: str, things: tuple[str, ...]) -> None:
        """Define them. Raises UnitError for a thing that is named like a standing unit."""
        for thing in things:
            if thing in RESERVED:
                raise UnitError(f"{thing!r} is a unit already; leave it out of things")
        self._known = _Known(currency, things)

    def read(self, text: str) -> Unit:
        """Return the unit that `text` names, such as "USD/month" or "1". Raises UnitError."""
        return _read(self._known, text.strip())


class _Known:
    """A registry that holds nothing but this playbook's units; equal ones are shared."""

    def __init__(self, currency: str, things: tuple[str, ...]) -> None:
        self.names = tuple(dict.fromkeys((*STANDING, currency, *things)))
        self.registry = _registry(self.names)

    def __hash__(self) -> int:
        return hash(self.names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.names == self.names


@lru_cache(maxsize=64)
def _registry(names: tuple[str, ...]) -> pint.UnitRegistry[float]:
    registry: pint.UnitRegistry[float] = pint.UnitRegistry(None)
    for name in names:
        registry.define(f"{name} = [{name}]")
    return registry


@lru_cache(maxsize=4_096)
def _read(known: _Known, text: str) -> Unit:
    if text == "1":
        return PLAIN
    if len(text) > _LONGEST_TEXT or not _TEXT.fullmatch(text):
        raise UnitError(f"{text[:40]!r} is not a unit; write one such as hour/week, or 1 for a share")
    for word in re.findall(r"[A-Za-z_][A-Za-z0-9_]*", text):
        if word not in known.names:
            near = get_close_matches(word, known.names, 1, 0.6)
            meant = f"; did you mean {near[0]}?" if near else f"; there are {', '.join(known.names)}"
            raise UnitError(f"there is no unit {word!r}{meant}")
    return known.registry.parse_units_as_container(text)


def unit_text(unit: Unit) -> str:
    """Return a unit in words, "1" for a plain number."""
    powers = {name: float(str(power)) for name, power in sorted(unit.items())}
    above = [_power(name, power) for name, power in powers.items() if power > 0]
    below = [_power(name, -power) for name, power in powers.items() if power < 0]
    return "/".join([" * ".join(above) or "1", *below])


def _power(name: str, power: float) -> str:
    return name if power == 1 else f"{name}**{power:g}"


class Special(Enum):
    """What a formula can come out as that is no unit. No text: the author may name a thing "zero"."""

    ZERO = 0
    CONDITION = 1


ZERO = Special.ZERO
CONDITION = Special.CONDITION
Kind = Unit | Special


def unit_of(node: Node, names: dict[str, Unit], curves: dict[str, tuple[Unit, Unit]]) -> Kind:
    """Return the unit of a formula's value: ZERO for the literal 0, CONDITION for a comparison.

    `names` has the unit of each name, `curves` the units of each curve's x and value. Raises UnitError
    where two sides do not fit, KeyError for a name that is in neither.
    """
    match node:
        case Number(value):
            return ZERO if value == 0 else PLAIN
        case Name(key):
            return names[key]
        case Negation(of):
            return _number(of, names, curves)
        case Comparison(_, left, right):
            _same("compares", left, right, names, curves)
            return CONDITION
        case Curve(key, x):
            x_unit, value_unit = curves[key]
            given = _number(x, names, curves)
            if given not in (x_unit, ZERO):
                raise UnitError(f"the curve {key} is read at {_words(given)}; it takes {unit_text(x_unit)}")
            return value_unit
        case Operation(sign, left, right):
            return _operation(sign, left, right, names, curves)
        case Call(function, arguments):
            return _call(function, arguments, names, curves)


def _number(node: Node, names: dict[str, Unit], curves: dict[str, tuple[Unit, Unit]]) -> Kind:
    unit = unit_of(node, names, curves)
    if unit == CONDITION:
        raise UnitError(f"{written(node)} is a comparison; it belongs in if_(condition, then, else)")
    return unit


def _same(verb: str, left: Node, right: Node, names: dict[str, Unit], curves: dict[str, tuple[Unit, Unit]]) -> Kind:
    one, other = _number(left, names, curves), _number(right, names, curves)
    if one == ZERO:
        return other
    if other not in (one, ZERO):
        raise UnitError(f"{verb} {written(left)} in {_words(one)} with {written(right)} in {_words(other)}")
    return one


def _operation(
    sign: str, left: Node, right: Node, names: dict[str, Unit], curves: dict[str, tuple[Unit, Unit]]
) -> Kind:
    if sign in {"+", "-"}:
        return _same("adds" if sign == "+" else "subtracts", left, right, names, curves)
    one, other = _number(left, names, curves), _number(right, names, curves)
    if sign == "**":
        return _power_unit(one, other, right)
    if one == ZERO:
        return ZERO
    if isinstance(one, Special) or isinstance(other, Special):
        if sign == "/":
            raise UnitError("divides by 0")
        return ZERO
    joined: Unit = one * other if sign == "*" else one / other
    return joined


def _power_unit(one: Kind, other: Kind, exponent: Node) -> Kind:
    if other not in (PLAIN, ZERO):
        raise UnitError(f"the power {written(exponent)} is in {_words(other)}; a power is a plain number")
    if one in (PLAIN, ZERO) or exponent == Number(0.0):
        return PLAIN
    if not isinstance(exponent, Number) or isinstance(one, Special):
        raise UnitError("only a plain number can be raised to a power that is worked out")
    raised: Unit = one**exponent.value
    return raised


def _call(
    function: str, arguments: tuple[Node, ...], names: dict[str, Unit], curves: dict[str, tuple[Unit, Unit]]
) -> Kind:
    numbers = arguments
    if function == "if_":
        if unit_of(arguments[0], names, curves) != CONDITION:
            raise UnitError("the first argument of if_ is a comparison, such as leads > 0")
        numbers = arguments[1:]
    unit: Kind = ZERO
    for argument in numbers:
        other = _number(argument, names, curves)
        if unit == ZERO:
            unit = other
        elif other not in (unit, ZERO):
            raise UnitError(f"{function} mixes {_words(unit)} with {_words(other)}")
    return unit


def _words(unit: Kind) -> str:
    if isinstance(unit, Special):
        return "a comparison" if unit == CONDITION else "zero"
    text = unit_text(unit)
    return "a plain number" if text == "1" else text
