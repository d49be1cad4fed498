"""Bars for the console, as wide as a phone: names above their bars, so that they can be as long as they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.metrics import text_width, wrapped
from reports.charts.svg import Palette, chart, line, rect, text

WIDTH = 340.0
NAME = 13.0
LEADING = 17.0
BAR = 10.0
BETWEEN = 11.0
GAP = 14.0
WIDER_LETTERS = 1.1
"""A page is set in the letters of the reader's device; those may be wider than the report's."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length (any unit, not below zero), and the value in words. `strong` ones stand out."""

    name: str
    value: float
    words: str
    strong: bool = False


def bar_list(bars: Sequence[Bar], title: str, description: str, palette: Palette, key: str, full: float = 0.0) -> str:
    """Draw the bars one below the other, from zero. `full` is the value that fills the width; else the largest is.

    `title` is read out in place of the picture, so it says what the figures come to; `key` makes ids unique.
    """
    longest = full or max((bar.value for bar in bars), default=0.0) or 1.0
    shapes, top = [], 0.0
    for bar in bars:
        row, top = _row(bar, top, longest, palette)
        shapes.extend(row)
    return chart(key, WIDTH, max(top, LEADING), title, description, shapes)


def _row(bar: Bar, top: float, longest: float, palette: Palette) -> tuple[list[str], float]:
    """The shapes of a bar whose room begins at `top`, and where the next one's begins."""
    room = WIDTH - text_width(bar.words, NAME, bold=True) * WIDER_LETTERS - GAP
    lines = wrapped(bar.name, NAME, room / WIDER_LETTERS, 2)
    base = top + LEADING * max(len(lines), 1)
    length = WIDTH * min(max(bar.value / longest, 0.0), 1.0)
    shapes = [text(0, top + LEADING * (i + 1) - 4, words, palette.ink, NAME) for i, words in enumerate(lines)]
    shapes += [
        text(WIDTH, top + LEADING - 4, bar.words, palette.ink, NAME, "end", bold=True),
        line(0, base + BAR / 2 + 2, WIDTH, base + BAR / 2 + 2, palette.line),
    ]
    if length > 0:
        shapes.append(rect(0, base + 2, length, BAR, palette.accent if bar.strong else palette.primary, radius=1.5))
    return shapes, base + BAR + BETWEEN
