"""The same pictures for a phone: drawn at the width of its screen, so that their letters are not shrunk with them."""

from collections.abc import Sequence

from audit.findings import Finding, Range
from reports.charts.metrics import text_width, wrapped
from reports.charts.svg import Axis, Palette, chart, circle, diamond, line, path, rect, text
from reports.wording import Wording

WIDTH = 340.0
NAME = 13.0
LEADING = 17.0
NAME_ROOM = 262.0
BAR = 20.0
BETWEEN = 12.0
EDGE = 6.0
LEGEND_ROOM = 42.0
WIDER_LETTERS = 1.2
"""A page is set in the letters of the reader's device; those may be wider than the report's."""
LEGEND = ("fixing only this one: likely range, middle", "its share when all are fixed", "Middle")


def ranked_leaks_narrow(
    findings: Sequence[Finding], wording: Wording, palette: Palette, key: str = "leaks-narrow"
) -> str:
    """Each leak's name above its bar: a band from P10 to P90, a dot at P50, a diamond at its share."""
    lows = [min(0.0, f.alone.p10, f.share_money) for f in findings]
    highs = [max(f.alone.p90, f.share_money) for f in findings]
    axis = Axis(min(lows, default=0.0), max(highs, default=1.0), EDGE, WIDTH - EDGE)
    shapes, top = _legend(palette), LEGEND_ROOM
    for finding in findings:
        row, top = _row(finding, top, axis, wording, palette)
        shapes.extend(row)
    return chart(key, WIDTH, top, _title(findings, wording), _description(), shapes)


def _legend(palette: Palette) -> list[str]:
    return [
        rect(EDGE, 2, 24, 10, palette.tint),
        circle(EDGE + 12, 7, 4.5, palette.primary),
        text(EDGE + 32, 11, LEGEND[0], palette.muted, 12),
        diamond(EDGE + 12, 26, 5, palette.paper, palette.accent),
        text(EDGE + 32, 30, LEGEND[1], palette.muted, 12),
    ]


def _row(finding: Finding, top: float, axis: Axis, wording: Wording, palette: Palette) -> tuple[list[str], float]:
    """The shapes of a leak whose room begins at `top`, and where the next one's begins."""
    lines = wrapped(f"{finding.rank}. {finding.title}", NAME, NAME_ROOM, 2)
    y = top + LEADING * len(lines) + BAR / 2
    low, high = axis.at(finding.alone.p10), axis.at(finding.alone.p90)
    likely = wording.money_short(finding.alone.p50)
    shapes = [text(0, top + LEADING * (i + 1) - 4, words, palette.ink, NAME) for i, words in enumerate(lines)]
    shapes += [
        text(WIDTH, top + LEADING - 4, likely, palette.ink, NAME, "end", bold=True),
        line(axis.left, y, axis.right, y, palette.line),
        rect(low, y - 5, high - low, 10, palette.tint),
        circle(axis.at(finding.alone.p50), y, 4.5, palette.primary),
        diamond(axis.at(finding.share_money), y, 5, palette.paper, palette.accent),
    ]
    return shapes, y + BAR / 2 + BETWEEN


def _title(findings: Sequence[Finding], wording: Wording) -> str:
    if not findings:
        return "Ranked leaks: none could be priced."
    first = findings[0]
    return (
        f"Bar chart of {len(findings)} leaks ranked by what fixing only that one is worth in a year. "
        f"Largest: {first.title[:200]}, {wording.money_range(first.alone)}. The table below has the numbers."
    )


def _description() -> str:
    return "For each leak a band for its likely range, a dot at the middle, and a diamond at its share of fixing all."


def total_scale_narrow(total: Range, wording: Wording, palette: Palette, key: str = "scale-narrow") -> str:
    """A scale from zero; a band from P10 to P90, its ends named below; a plumb line at P50."""
    axis = Axis(min(0.0, total.p10), max(total.p90 * 1.12, 1.0), EDGE, WIDTH - EDGE)
    x, low, high = axis.at(total.p50), axis.at(total.p10), axis.at(total.p90)
    shapes = [
        line(axis.left, 32, axis.right, 32, palette.muted, 1),
        rect(low, 26, high - low, 12, palette.tint),
        line(x, 0, x, 36, palette.ink, 1.5),
        path(f"M{x - 5:.1f} 36L{x + 5:.1f} 36L{x:.1f} 49Z", fill=palette.ink),
        circle(axis.at(0.0), 32, 3, palette.muted),
        *_amounts(axis, total, wording, palette),
    ]
    title = (
        f"Scale from zero: the total lies between {wording.money(total.p10)} and {wording.money(total.p90)}, "
        f"most likely near {wording.money(total.p50)}."
    )
    return chart(key, WIDTH, 70, title, "A band for the likely range with a plumb line at the middle.", shapes)


def _amounts(axis: Axis, total: Range, wording: Wording, palette: Palette) -> list[str]:
    """The ends of the band to its left and right where there is room, else below it; zero where it stays clear."""
    zero, low, high = (wording.money_short(amount) for amount in (0.0, total.p10, total.p90))
    low_room, high_room, zero_room = (text_width(words, NAME) * WIDER_LETTERS for words in (low, high, zero))
    x, y = axis.at(total.p10), 64
    beside = x - low_room >= 0
    fits = axis.at(total.p90) + high_room <= WIDTH
    shapes = [
        text(x, y, low, palette.ink, NAME, "end" if beside else "start"),
        text(axis.at(total.p90) if fits else WIDTH, y, high, palette.ink, NAME, "start" if fits else "end"),
    ]
    left = axis.at(0.0) - EDGE
    clear = beside and left + zero_room < x - low_room
    return [*shapes, text(left, y, zero, palette.muted, NAME)] if clear else shapes
