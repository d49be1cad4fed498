"""A tree back to text, as written or with the numbers filled in."""

from collections.abc import Mapping

from audit.formulas.syntax import Call, Comparison, Curve, Name, Negation, Node, Number, Operation

_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 4}
_NEGATION_BINDS = 3
_COMPARISON_BINDS = 0
_DIGITS = 6
# A number that needs more decimals is written with a power of ten.
_MOST_DECIMALS = 15
_SIGNS = {"*": "×", "/": "÷", "-": "−", "**": "^", "<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}


def number_text(value: float) -> str:
    """Return a number with thousands separators and six significant digits, whole numbers in full."""
    if value == int(value):
        return f"{int(value):,}"
    magnitude = int(f"{value:e}".partition("e")[2])
    decimals = max(0, _DIGITS - 1 - magnitude)
    if decimals > _MOST_DECIMALS:
        return f"{value:.{_DIGITS}g}"
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


def written(node: Node) -> str:
    """Return the formula with its names, in mathematical signs and no needless brackets."""
    return _text(node, {}, 0)


def filled(node: Node, values: Mapping[str, float], curves: Mapping[str, float] | None = None) -> str:
    """Return the formula with each name in `values` replaced by its number.

    `curves` gives the value read off each curve; a name or a curve that is in neither stays as it is.
    """
    return _text(node, {**values, **{f"curve {key}": value for key, value in (curves or {}).items()}}, 0)


def _text(node: Node, values: Mapping[str, float], outer: int) -> str:
    match node:
        case Number(value):
            return number_text(value)
        case Name(key):
            return _known(values[key], outer) if key in values else key
        case Curve(key, x):
            read = values.get(f"curve {key}")
            at = f"{key} at {_text(x, values, 0)}"
            return f"[{at}]" if read is None else f"[{at}: {number_text(read)}]"
        case Negation(of):
            return _bracketed(f"−{_text(of, values, _NEGATION_BINDS)}", _NEGATION_BINDS, outer)
        case Operation(sign, left, right):
            binds = _BINDS[sign]
            # Minus, division and powers do not associate to the right, so their right side binds closer.
            right_binds = binds + 1 if sign in {"-", "/"} else binds
            left_binds = binds + 1 if sign == "**" else binds
            text = f"{_text(left, values, left_binds)} {_SIGNS.get(sign, sign)} {_text(right, values, right_binds)}"
            return _bracketed(text, binds, outer)
        case Comparison(sign, left, right):
            # Each side binds closer, so that a comparison inside another keeps its brackets.
            text = f"{_text(left, values, 1)} {_SIGNS.get(sign, sign)} {_text(right, values, 1)}"
            return _bracketed(text, _COMPARISON_BINDS, outer)
        case Call(function, arguments):
            name = "if" if function == "if_" else function
            return f"{name}({', '.join(_text(argument, values, 0) for argument in arguments)})"


def _known(value: float, outer: int) -> str:
    text = number_text(value).replace("-", "−")
    return f"({text})" if value < 0 and outer > 1 else text


def _bracketed(text: str, binds: int, outer: int) -> str:
    return f"({text})" if binds < outer else text
