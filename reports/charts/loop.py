"""The loop that a fix closes, drawn: a trigger fires, work happens, a result lands, a human acts."""

from audit.findings import Loop
from reports.charts.metrics import wrapped
from reports.charts.svg import LABEL, SMALL, Palette, chart, circle, number, path, rect, text

WIDTH = 640.0
BOX = 142.0
GAP = 24.0
TOP = 10.0
HEIGHT = 92.0
RETURN = 22.0
SIZE = 11.0
LEADING = 14.0


def loop_diagram(loop: Loop, palette: Palette, key: str = "loop") -> str:
    """Four boxes from trigger to human, and the way back that makes it a loop."""
    stations = (
        ("Trigger", loop.trigger),
        ("Work", loop.work),
        ("Result lands", loop.lands),
        ("A human acts", loop.acts),
    )
    shapes: list[str] = []
    for i, (name, words) in enumerate(stations):
        left = i * (BOX + GAP)
        shapes.extend(_box(i, left, name, words, palette))
        if i:
            shapes.append(_arrow(left - GAP + 2, left - 3, palette))
    shapes.append(_way_back(palette))
    shapes.append(
        text(
            WIDTH / 2,
            TOP + HEIGHT + RETURN - 5,
            "and the next one starts from a known state",
            palette.muted,
            SMALL,
            "middle",
        )
    )
    return chart(
        key,
        WIDTH,
        TOP + HEIGHT + RETURN + 4,
        _title(loop),
        "Four boxes joined by arrows, with an arrow from the last back to the first.",
        shapes,
    )


def _title(loop: Loop) -> str:
    return (
        f"The loop. Trigger: {loop.trigger[:300]}. Work: {loop.work[:300]}. "
        f"Result lands: {loop.lands[:300]}. A human acts: {loop.acts[:300]}."
    )


def _box(i: int, left: float, name: str, words: str, palette: Palette) -> list[str]:
    human = i == 3
    shapes = [rect(left + 0.5, TOP, BOX - 1, HEIGHT, palette.paper, palette.accent if human else palette.primary, 3)]
    shapes.append(circle(left + 18, TOP + 18, 8.5, palette.accent if human else palette.primary))
    shapes.append(text(left + 18, TOP + 21.5, str(i + 1), palette.paper, LABEL, "middle", bold=True))
    shapes.append(text(left + 32, TOP + 21.5, name, palette.muted, LABEL))
    for j, part in enumerate(wrapped(words, SIZE, BOX - 20, 4)):
        shapes.append(text(left + 10, TOP + 43 + j * LEADING, part, palette.ink, SIZE))
    return shapes


def _arrow(start: float, end: float, palette: Palette) -> str:
    y, neck = TOP + HEIGHT / 2, number(end - 6)
    head = f"V{number(y - 4)}L{number(end)} {number(y)}L{neck} {number(y + 4)}"
    return path(f"M{number(start)} {number(y - 0.7)}H{neck}{head}V{number(y + 0.7)}H{number(start)}Z", fill=palette.ink)


def _way_back(palette: Palette) -> str:
    first, last, low = BOX / 2, 3 * (BOX + GAP) + BOX / 2, TOP + HEIGHT + RETURN
    top = TOP + HEIGHT + 2
    d = (
        f"M{number(last)} {number(top)}V{number(low)}H{number(first)}V{number(top + 4)}"
        f"M{number(first - 4)} {number(top + 6)}L{number(first)} {number(top)}L{number(first + 4)} {number(top + 6)}"
    )
    return path(d, stroke=palette.ink, width=1.4)
