"""The marks of a process behaviour chart, and what each means: told apart by shape, not only by colour."""

from collections.abc import Sequence
from typing import Final, Protocol

from reports.charts.metrics import text_width
from reports.charts.svg import Palette, circle, path, rect, text

BEFORE: Final = "before the start"
SINCE: Final = "since the start"
MISSING: Final = "missing"
CORRECTED: Final = "corrected"
BETTER: Final = "signal, better"
WORSE: Final = "signal, worse"
SWING: Final = "ordinary swing"
DOT: Final = 3.4


class Marked(Protocol):
    """A period as far as its marks go."""

    @property
    def value(self) -> float | None: ...
    @property
    def corrected(self) -> bool: ...
    @property
    def signal(self) -> bool | None: ...


def names_of(periods: Sequence[Marked]) -> list[str]:
    """Which marks a legend has to explain."""
    there = {
        SINCE: any(one.value is not None for one in periods),
        MISSING: any(one.value is None for one in periods),
        CORRECTED: any(one.corrected for one in periods),
        BETTER: any(one.signal is True for one in periods),
        WORSE: any(one.signal is False for one in periods),
    }
    return [name for name, shown in there.items() if shown]


def value_before(x: float, y: float, radius: float, palette: Palette) -> str:
    """A value before the start: hollow."""
    return circle(x, y, radius, palette.paper, palette.ink, 1.2)


def value_since(x: float, y: float, radius: float, palette: Palette) -> str:
    """A value since: full."""
    return circle(x, y, radius, palette.primary)


def missing(x: float, y: float, radius: float, palette: Palette) -> str:
    """No value: a cross at the foot of the chart."""
    a, b, c, d = x - radius, y - radius, x + radius, y + radius
    return path(f"M{a:.1f} {b:.1f}L{c:.1f} {d:.1f}M{a:.1f} {d:.1f}L{c:.1f} {b:.1f}", stroke=palette.accent, width=1.3)


def corrected(x: float, y: float, radius: float, palette: Palette) -> str:
    """A value that was changed later: a square around it."""
    reach = radius + 2.4
    return path(
        f"M{x - reach:.1f} {y - reach:.1f}h{2 * reach:.1f}v{2 * reach:.1f}h{-2 * reach:.1f}Z",
        stroke=palette.ink,
        width=0.9,
    )


def signal(x: float, y: float, radius: float, palette: Palette, *, better: bool) -> str:
    """What ordinary swing would hardly do: a triangle above for the better, below for the worse."""
    away = radius + 4
    tip, foot = (y - away, y - away - 5.5) if better else (y + away, y + away + 5.5)
    fill = palette.primary if better else palette.accent
    return path(f"M{x - 4:.1f} {foot:.1f}L{x + 4:.1f} {foot:.1f}L{x:.1f} {tip:.1f}Z", fill=fill)


def legend(names: Sequence[str], width: float, letters: float, palette: Palette) -> tuple[list[str], float]:
    """The marks with their meanings, in as many lines as they need; and how far down they reach."""
    shapes: list[str] = []
    x, y, leading = 0.0, letters, letters * 1.7
    for name in names:
        room = 16 + text_width(name, letters) * 1.1
        if x and x + room > width:
            x, y = 0.0, y + leading
        shapes += [_sample(name, x + 6, y - letters * 0.35, palette), text(x + 15, y, name, palette.muted, letters)]
        x += room + 14
    return shapes, y if names else 0.0


def _sample(name: str, x: float, y: float, palette: Palette) -> str:
    match name:
        case "before the start":
            return value_before(x, y, DOT, palette)
        case "missing":
            return missing(x, y, DOT, palette)
        case "corrected":
            return value_since(x, y, DOT - 0.6, palette) + corrected(x, y, DOT - 0.6, palette)
        case "signal, better":
            return signal(x, y + 10, DOT, palette, better=True)
        case "signal, worse":
            return signal(x, y - 10, DOT, palette, better=False)
        case "ordinary swing":
            return rect(x - 6, y - 4, 12, 8, palette.tint)
    return value_since(x, y, DOT, palette)
