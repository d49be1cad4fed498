"""Text to a checked tree. Whatever is not in the language is refused here, before anything runs."""

import ast
import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

LONGEST_TEXT = 500
DEEPEST_TREE = 40
LARGEST_NUMBER = 1e15

_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<name>[a-z][a-z0-9_]*)"
    r"|(?P<number>\d+(?:_\d+)*(?:\.\d+)?(?:e[+-]?\d{1,3})?)"
    r"|(?P<sign>\*\*|<=|>=|==|!=|[-+*/(),<>])"
)
_OPERATIONS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
# How many arguments each function takes: at least, at most.
FUNCTIONS = {"min": (2, 12), "max": (2, 12), "clamp": (3, 3), "if_": (3, 3), "curve": (2, 2)}


class FormulaError(ValueError):
    """The text is not a formula; the message says what is wrong and what would be accepted."""


@dataclass(frozen=True, slots=True)
class Number:
    """A literal."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """An input or a quantity, by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class Negation:
    """Minus in front of something."""

    of: "Node"


@dataclass(frozen=True, slots=True)
class Operation:
    """Two sides joined by one of + - * / **."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides joined by one of < <= > >= == !=."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """min, max, clamp or if_, with its arguments."""

    function: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """The value of a benchmark's curve at `x`."""

    key: str
    x: "Node"


Node = Number | Name | Negation | Operation | Comparison | Call | Curve


def parse(text: str) -> Node:
    """Return the tree of a formula.

    Raises FormulaError, within milliseconds, for any text that is not one: too long, too deep, an unknown
    character, or anything but numbers, names, arithmetic, comparisons and the five functions.
    """
    if len(text) > LONGEST_TEXT:
        raise FormulaError(f"the formula has {len(text)} characters; {LONGEST_TEXT} are allowed")
    line = " ".join(_tokens(text))
    if not line:
        raise FormulaError("the formula is empty")
    try:
        tree = ast.parse(line, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(f"cannot be read as arithmetic: {text.strip()[:80]}") from error
    return _node(tree.body, 1)


def _tokens(text: str) -> Iterator[str]:
    """Yield the words of the language. Joined by spaces they leave the parser nothing else to find."""
    position = 0
    kinds: list[tuple[str, int]] = []
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise FormulaError(f"the character {text[position]!r} is not part of the formula language")
        word, kind, position = match.group(), str(match.lastgroup), match.end()
        kinds.append((kind, position))
        if kind == "name" and keyword.iskeyword(word):
            raise FormulaError(f"{word!r} cannot be used in a formula; for a choice write if_(condition, then, else)")
        if kind != "space":
            yield word
    for (before, _), (after, end) in pairwise(kinds):
        if before == "number" and after in {"name", "number"}:
            raise FormulaError(f"a number runs into a name before character {end}; put an operator between them")


def _node(tree: ast.expr, depth: int) -> Node:
    if depth > DEEPEST_TREE:
        raise FormulaError(f"more than {DEEPEST_TREE} steps deep; split it into named quantities")
    match tree:
        case ast.Constant(value=value):
            return Number(_number(value))
        case ast.Name(id=key) if key not in FUNCTIONS:
            return Name(key)
        case ast.Name(id=key):
            raise FormulaError(f"{key} is a function: write {key}(...)")
        case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=operand):
            inner = _node(operand, depth + 1)
            return Negation(inner) if isinstance(sign, ast.USub) else inner
        case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
            return _call(function, arguments, depth)
    return _joined(tree, depth)


def _joined(tree: ast.expr, depth: int) -> Node:
    match tree:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            return Operation(_OPERATIONS[type(op)], _node(left, depth + 1), _node(right, depth + 1))
        case ast.Compare(left=left, ops=[sign], comparators=[right]) if type(sign) in _COMPARISONS:
            return Comparison(_COMPARISONS[type(sign)], _node(left, depth + 1), _node(right, depth + 1))
        case ast.Compare():
            raise FormulaError("one comparison at a time: write a < b, not a < b < c")
    raise FormulaError("only numbers, names, + - * / **, comparisons and min, max, clamp, if_, curve are allowed")


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FormulaError(f"{value!r} is not a number")
    if not abs(value) <= LARGEST_NUMBER:
        raise FormulaError("a number is too large; the largest is a thousand million million")
    return float(value)


def _call(function: str, arguments: list[ast.expr], depth: int) -> Node:
    if function not in FUNCTIONS:
        raise FormulaError(f"there is no function {function!r}; there are {', '.join(sorted(FUNCTIONS))}")
    least, most = FUNCTIONS[function]
    if not least <= len(arguments) <= most:
        counted = str(least) if least == most else f"{least} to {most}"
        raise FormulaError(f"{function} takes {counted} arguments, not {len(arguments)}")
    if function == "curve":
        key = arguments[0]
        if not isinstance(key, ast.Name):
            raise FormulaError("the first argument of curve is the name of a benchmark with points")
        return Curve(key.id, _node(arguments[1], depth + 1))
    return Call(function, tuple(_node(argument, depth + 1) for argument in arguments))


def children(node: Node) -> tuple[Node, ...]:
    """Return the parts of a node, left to right."""
    match node:
        case Negation(of):
            return (of,)
        case Operation(_, left, right) | Comparison(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case Curve(_, x):
            return (x,)
    return ()


def names_in(node: Node) -> frozenset[str]:
    """Return every input or quantity that the formula reads, curves left out."""
    if isinstance(node, Name):
        return frozenset((node.key,))
    return frozenset().union(*(names_in(child) for child in children(node)))


def curves_in(node: Node) -> frozenset[str]:
    """Return every curve that the formula reads."""
    own = frozenset((node.key,)) if isinstance(node, Curve) else frozenset[str]()
    return own.union(*(curves_in(child) for child in children(node)))
