"""The same loop for a phone: four boxes below each other, and the way back along their side."""

from audit.findings import Loop
from reports.charts.loop import DESCRIPTION, KNOWN_STATE, MOST_LINES, stations, title_of
from reports.charts.metrics import wrapped
from reports.charts.narrow import LEADING, NAME, WIDER_LETTERS, WIDTH
from reports.charts.svg import Palette, chart, circle, number, path, rect, text

LEFT = 28.0
HEAD = 34.0
FOOT = 10.0
BETWEEN = 24.0
MARGIN = 12.0
RAIL = 10.0
SMALLER = 12.0


def loop_narrow(loop: Loop, palette: Palette, key: str = "loop-narrow") -> str:
    """As `loop_diagram`, at the width of a phone."""
    room = (WIDTH - LEFT - 2 * MARGIN) / WIDER_LETTERS
    shapes: list[str] = []
    middles, top = [], 2.0
    for i, (name, words) in enumerate(stations(loop)):
        lines = wrapped(words, NAME, room, MOST_LINES)
        height = HEAD + LEADING * len(lines) + FOOT
        colour = palette.accent if i == len(stations(loop)) - 1 else palette.primary
        if i:
            shapes.append(_arrow(top - BETWEEN + 3, top - 3, palette))
        shapes += [
            rect(LEFT, top, WIDTH - LEFT - 1, height, palette.paper, colour, 3),
            circle(LEFT + MARGIN + 9, top + 19, 10, colour),
            text(LEFT + MARGIN + 9, top + 23.5, str(i + 1), palette.paper, NAME, "middle", bold=True),
            text(LEFT + MARGIN + 26, top + 23.5, name, palette.muted, NAME),
        ]
        shapes += [
            text(LEFT + MARGIN, top + HEAD + 13 + j * LEADING, part, palette.ink, NAME) for j, part in enumerate(lines)
        ]
        middles.append(top + height / 2)
        top += height + BETWEEN
    bottom = top - BETWEEN
    shapes.append(_way_back(middles[-1], middles[0], palette))
    shapes.append(text(LEFT, bottom + 18, KNOWN_STATE, palette.muted, SMALLER))
    return chart(key, WIDTH, bottom + 24, title_of(loop), DESCRIPTION, shapes)


def _arrow(start: float, end: float, palette: Palette) -> str:
    x, neck = LEFT + (WIDTH - LEFT) / 2, number(end - 6)
    head = f"H{number(x - 4)}L{number(x)} {number(end)}L{number(x + 4)} {neck}"
    return path(f"M{number(x - 0.7)} {number(start)}V{neck}{head}H{number(x + 0.7)}V{number(start)}Z", fill=palette.ink)


def _way_back(last: float, first: float, palette: Palette) -> str:
    end = LEFT - 2
    d = (
        f"M{number(end)} {number(last)}H{number(RAIL)}V{number(first)}H{number(end - 3)}"
        f"M{number(end - 5)} {number(first - 4)}L{number(end)} {number(first)}L{number(end - 5)} {number(first + 4)}"
    )
    return path(d, stroke=palette.ink, width=1.4)
