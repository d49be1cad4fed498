"""Scales of money: the total as a plumb line on one, and the grid that charts of money hang from."""

from collections.abc import Sequence

from audit.findings import Range
from reports.charts.svg import SMALL, Axis, Palette, chart, circle, line, path, rect, text
from reports.wording import Wording

WIDTH = 640.0


def total_scale(total: Range, wording: Wording, palette: Palette, key: str = "scale") -> str:
    """A scale from zero; a band from P10 to P90; a plumb line at P50."""
    low = min(0.0, total.p10)
    axis = Axis(low, max(total.p90 * 1.06, low + 1.0), 0.5, WIDTH - 0.5)
    x = axis.at(total.p50)
    shapes = [
        line(axis.left, 40, axis.right, 40, palette.muted, 0.8),
        rect(axis.at(total.p10), 35, axis.at(total.p90) - axis.at(total.p10), 10, palette.tint),
        line(x, 0, x, 47, palette.ink, 1.2),
        path(f"M{x - 5:.1f} 47L{x + 5:.1f} 47L{x:.1f} 60Z", fill=palette.ink),
        circle(axis.at(0.0), 40, 2.5, palette.muted),
        text(axis.at(0.0), 60, wording.money_short(0), palette.muted, 10),
    ]
    title = (
        f"Scale from zero: the total lies between {wording.money(total.p10)} and {wording.money(total.p90)}, "
        f"most likely near {wording.money(total.p50)}."
    )
    return chart(key, WIDTH, 66, title, "A band from P10 to P90 with a plumb line at the median.", shapes)


def money_grid(
    marks: Sequence[float], axis: Axis, top: float, bottom: float, wording: Wording, palette: Palette
) -> list[str]:
    """A thin upright line at each mark, with its amount above `top`."""
    shapes = []
    for mark in marks:
        x = axis.at(mark)
        shapes.append(line(x, top - 6, x, bottom, palette.line, 0.7))
        shapes.append(text(x, top - 11, wording.money_short(mark), palette.muted, SMALL, "middle"))
    return shapes
