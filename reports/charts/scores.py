"""Readiness and the closed-loop score: shapes that read in grey as well as in colour."""

from collections.abc import Sequence

from audit.findings import ClosedLoopScore, ConditionResult, LoopScore, Readiness, ReadinessResult
from reports.charts.metrics import fitted
from reports.charts.svg import LABEL, SMALL, Palette, chart, circle, number, path, rect, text

WIDTH = 640.0
WORDS = {Readiness.YES: "yes", Readiness.PARTLY: "partly", Readiness.NO: "no", Readiness.UNKNOWN: "not asked"}


def readiness_strip(result: ReadinessResult, palette: Palette, key: str = "readiness") -> str:
    """A disc a condition, numbered as in the table: tick is yes, half is partly, cross is no, dashed is not asked."""
    count = max(len(result.conditions), 1)
    step = WIDTH / count
    shapes: list[str] = []
    for i, condition in enumerate(result.conditions):
        x = step * (i + 0.5)
        shapes.extend(_disc(x, 16, condition.state, palette))
        weakest = condition.key == result.weakest
        shapes.append(text(x, 46, f"{i + 1}", palette.ink, LABEL, "middle", bold=True))
        words = WORDS[condition.state] + (", weakest" if weakest else "")
        shapes.append(
            text(x, 58, fitted(words, SMALL, step - 4), palette.accent if weakest else palette.muted, SMALL, "middle")
        )
    return chart(key, WIDTH, 62, _title(result), "One disc for each condition, in the order of the table.", shapes)


def _title(result: ReadinessResult) -> str:
    counts = ", ".join(
        f"{WORDS[state]} {_count(result.conditions, state)}" for state in Readiness if _count(result.conditions, state)
    )
    return f"Readiness in {len(result.conditions)} conditions: {counts}. The table below names them."


def _count(conditions: Sequence[ConditionResult], state: Readiness) -> int:
    return sum(condition.state is state for condition in conditions)


def _disc(x: float, y: float, state: Readiness, palette: Palette) -> list[str]:
    if state is Readiness.UNKNOWN:
        return [path(_ring(x, y, 13), stroke=palette.muted, width=1.2, dash="2 3")]
    if state is Readiness.YES:
        tick = f"M{number(x - 5)} {number(y)}L{number(x - 1.5)} {number(y + 4)}L{number(x + 5.5)} {number(y - 4.5)}"
        return [circle(x, y, 13, palette.primary), path(tick, stroke=palette.paper, width=2)]
    if state is Readiness.PARTLY:
        half = f"M{number(x)} {number(y - 13)}A13 13 0 0 0 {number(x)} {number(y + 13)}Z"
        return [circle(x, y, 13, palette.paper, palette.primary, 1.6), path(half, fill=palette.primary)]
    cross = "".join(f"M{number(x - a)} {number(y - 4.5)}L{number(x + a)} {number(y + 4.5)}" for a in (4.5, -4.5))
    return [circle(x, y, 13, palette.paper, palette.accent, 1.6), path(cross, stroke=palette.accent, width=2)]


def _ring(x: float, y: float, r: float) -> str:
    start, end, radius = f"{number(x - r)} {number(y)}", f"{number(x + r)} {number(y)}", number(r)
    return f"M{start}A{radius} {radius} 0 1 1 {end}A{radius} {radius} 0 1 1 {start}Z"


def closed_loops(score: ClosedLoopScore, palette: Palette, key: str = "loops") -> str:
    """Five squares a loop: full as far as the answers go, hatched where an unsure answer could still score."""
    shapes: list[str] = []
    for i, loop in enumerate(score.loops):
        shapes.extend(_loop_row(loop, 14 + 22 * i, palette, lowest=loop.key == score.lowest))
    return chart(
        key,
        WIDTH,
        22 * max(len(score.loops), 1) + 6,
        _loops_title(score),
        "Five squares for each loop; filled ones are points.",
        shapes,
    )


def _loops_title(score: ClosedLoopScore) -> str:
    lowest = next((loop for loop in score.loops if loop.key == score.lowest), None)
    tail = f" Lowest: {lowest.title[:200]}, {lowest.low} of 5." if lowest else ""
    return f"Closed-loop score: {score.low} of {score.out_of}.{tail} The table below has the points."


def _loop_row(loop: LoopScore, y: float, palette: Palette, *, lowest: bool) -> list[str]:
    colour = palette.accent if lowest else palette.primary
    shapes = [text(0, y + 3.5, fitted(loop.title, LABEL, 296, bold=lowest), palette.ink, bold=lowest)]
    for j in range(5):
        left = 312 + 42 * j
        shapes.append(
            rect(
                left,
                y - 6,
                36,
                12,
                colour if j < loop.low else palette.paper,
                colour if j < loop.high else palette.line,
            )
        )
        if loop.low <= j < loop.high:
            hatch = "".join(
                f"M{number(left + k)} {number(y + 6)}L{number(left + k + 8)} {number(y - 6)}" for k in (4, 12, 20, 26)
            )
            shapes.append(path(hatch, stroke=colour, width=0.8))
    points = f"{loop.low}" if loop.low == loop.high else f"{loop.low} to {loop.high}"
    shapes.append(
        text(WIDTH, y + 3.5, f"{points} of 5" + (", lowest" if lowest else ""), palette.ink, LABEL, "end", bold=lowest)
    )
    return shapes
