"""The loop that a fix closes, drawn: a trigger fires, work happens, a result lands, a human acts."""

from collections.abc import Sequence

from audit.findings import Loop
from reports.charts.metrics import text_width, wrapped
from reports.charts.svg import LABEL, SMALL, Palette, chart, circle, number, path, rect, text

WIDTH = 640.0
BOX = 142.0
GAP = 24.0
TOP = 10.0
HEIGHT = 92.0
RETURN = 22.0
SIZE = 11.0
LEADING = 14.0
ROOM = BOX - 20
LINES = 4
"""So many lines of Inter have room in a box of the report."""

MOST_LINES = 9
KNOWN_STATE = "and the next one starts from a known state"
DESCRIPTION = "Four boxes joined by arrows, with an arrow from the last back to the first."


def loop_diagram(loop: Loop, palette: Palette, key: str = "loop", *, letters: float = 1.0) -> str:
    """Four boxes from trigger to human, and the way back that makes it a loop.

    `letters` is how many times wider than Inter the letters may be that it is shown in; for any but Inter the boxes
    grow with their text.
    """
    most = LINES if letters == 1.0 else MOST_LINES
    written = [(name, wrapped(words, SIZE, ROOM / letters, most)) for name, words in stations(loop)]
    height = HEIGHT + LEADING * max(0, *(len(lines) - LINES for _, lines in written))
    shapes: list[str] = []
    for i, (name, lines) in enumerate(written):
        left = i * (BOX + GAP)
        shapes.extend(_box(i, (left, height), name, lines, palette))
        if i:
            shapes.append(_arrow((left - GAP + 2, left - 3), TOP + height / 2, palette))
    shapes.append(_way_back(height, palette))
    shapes.append(text(WIDTH / 2, TOP + height + RETURN - 5, KNOWN_STATE, palette.muted, SMALL, "middle"))
    return chart(key, WIDTH, TOP + height + RETURN + 4, title_of(loop), DESCRIPTION, shapes)


def stations(loop: Loop) -> tuple[tuple[str, str], ...]:
    """The four stations of a loop with their names, in order."""
    return (
        ("Trigger", loop.trigger),
        ("Work", loop.work),
        ("Result lands", loop.lands),
        ("A human acts", loop.acts),
    )


def lines_needed(words: str) -> int:
    """How many lines of a box a text takes; there is room for LINES."""
    return len(wrapped(words, SIZE, ROOM, MOST_LINES))


def too_wide_word(words: str, letters: float) -> str:
    """The first word that is wider than a box, where letters may be that much wider than Inter; empty for none."""
    return next((word for word in words.split() if text_width(word, SIZE) * letters > ROOM), "")


def title_of(loop: Loop) -> str:
    """The loop in words, for who cannot see it."""
    return (
        f"The loop. Trigger: {loop.trigger[:300]}. Work: {loop.work[:300]}. "
        f"Result lands: {loop.lands[:300]}. A human acts: {loop.acts[:300]}."
    )


def _box(i: int, place: tuple[float, float], name: str, lines: Sequence[str], palette: Palette) -> list[str]:
    human, (left, height) = i == 3, place
    shapes = [rect(left + 0.5, TOP, BOX - 1, height, palette.paper, palette.accent if human else palette.primary, 3)]
    shapes.append(circle(left + 18, TOP + 18, 8.5, palette.accent if human else palette.primary))
    shapes.append(text(left + 18, TOP + 21.5, str(i + 1), palette.paper, LABEL, "middle", bold=True))
    shapes.append(text(left + 32, TOP + 21.5, name, palette.muted, LABEL))
    for j, part in enumerate(lines):
        shapes.append(text(left + 10, TOP + 43 + j * LEADING, part, palette.ink, SIZE))
    return shapes


def _arrow(span: tuple[float, float], y: float, palette: Palette) -> str:
    start, end = span
    neck = number(end - 6)
    head = f"V{number(y - 4)}L{number(end)} {number(y)}L{neck} {number(y + 4)}"
    return path(f"M{number(start)} {number(y - 0.7)}H{neck}{head}V{number(y + 0.7)}H{number(start)}Z", fill=palette.ink)


def _way_back(height: float, palette: Palette) -> str:
    first, last, low = BOX / 2, 3 * (BOX + GAP) + BOX / 2, TOP + height + RETURN
    top = TOP + height + 2
    d = (
        f"M{number(last)} {number(top)}V{number(low)}H{number(first)}V{number(top + 4)}"
        f"M{number(first - 4)} {number(top + 6)}L{number(first)} {number(top)}L{number(first + 4)} {number(top + 6)}"
    )
    return path(d, stroke=palette.ink, width=1.4)
