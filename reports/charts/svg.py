"""The few shapes that the charts are made of, as SVG text. All words are escaped here."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

FONT = "Inter, 'Helvetica Neue', Arial, sans-serif"
LABEL = 10.0
SMALL = 9.0


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a chart, each `#rrggbb`. `primary` and `accent` are the brand's, corrected for contrast."""

    ink: str = "#1c1f1e"
    muted: str = "#5d6462"
    line: str = "#d9dcd8"
    primary: str = "#123c3a"
    accent: str = "#b4491f"
    tint: str = "#c9d6d3"
    paper: str = "#ffffff"


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def text(
    x: float, y: float, words: str, fill: str, size: float = LABEL, anchor: str = "start", *, bold: bool = False
) -> str:
    """A label whose baseline starts (or ends, or is centred) at x, y."""
    extra = (f' text-anchor="{anchor}"' if anchor != "start" else "") + (' font-weight="600"' if bold else "")
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}"{extra}>{escape(words)}</text>'
    )


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1.0, dash: str = "") -> str:
    """A straight line."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}" stroke="{stroke}" '
        f'stroke-width="{number(width)}" fill="none"{dashes}/>'
    )


def path(d: str, fill: str = "none", stroke: str = "none", width: float = 1.0, dash: str = "") -> str:
    """Any path."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{number(width)}"{dashes}/>'


def rect(x: float, y: float, width: float, height: float, fill: str, stroke: str = "", radius: float = 0.0) -> str:
    """A rectangle; never narrower than half a unit, so that it stays visible."""
    outline = f' stroke="{stroke}"' if stroke else ""
    corner = f' rx="{number(radius)}"' if radius else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(max(width, 0.5))}" '
        f'height="{number(height)}" fill="{fill}"{outline}{corner}/>'
    )


def circle(x: float, y: float, radius: float, fill: str, stroke: str = "none", width: float = 1.5) -> str:
    """A circle."""
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="{number(width)}"/>'
    )


def diamond(x: float, y: float, reach: float, fill: str, stroke: str) -> str:
    """A square on its corner."""
    points = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    corners = "M" + "L".join(f"{number(a)} {number(b)}" for a, b in points) + "Z"
    return path(corners, fill=fill, stroke=stroke, width=1.3)


def chart(key: str, width: float, height: float, title: str, description: str, shapes: Iterable[str]) -> str:
    """The whole picture. `key` makes its ids unique on a page; `title` is read out in its place."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{key}-title {key}-desc" '
        f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}" '
        f'font-family="{FONT}"><title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(description)}</desc>{"".join(shapes)}</svg>'
    )


@dataclass(frozen=True, slots=True)
class Axis:
    """A linear scale from values low..high to positions left..right."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """The position of `value`, kept inside the axis."""
        span = self.high - self.low
        part = (value - self.low) / span if span > 0 else 0.0
        return self.left + min(max(part, 0.0), 1.0) * (self.right - self.left)


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Round values (1, 2, 2.5 or 5 times a power of ten) that span low to high, about so many."""
    if high <= low:
        high = low + 1.0
    rough = (high - low) / about
    power = 10.0 ** floor(log10(rough))
    step = next(s * power for s in (1.0, 2.0, 2.5, 5.0, 10.0) if s * power >= rough * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [i * step for i in range(first, last + 1)]
