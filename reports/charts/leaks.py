"""The ranked leaks: what closing each alone is worth, and its share of closing all."""

from collections.abc import Sequence

from audit.findings import Finding
from reports.charts.metrics import fitted
from reports.charts.scale import money_grid
from reports.charts.svg import LABEL, SMALL, Axis, Palette, chart, circle, diamond, rect, text, ticks
from reports.wording import Wording

WIDTH = 640.0
NAME_ROOM = 204.0
TOP = 42.0
LEGEND = ("alone: eight draws in ten, and the middle", "share of closing all", "Alone, likely")


def ranked_leaks(
    findings: Sequence[Finding],
    wording: Wording,
    palette: Palette,
    key: str = "leaks",
    legend: tuple[str, str, str] = LEGEND,
) -> str:
    """One row a leak: a band from P10 to P90 and a dot at P50 for its value alone, a diamond for its share.

    `legend` says so in other words: of the band, of the diamond, and above the figures.
    """
    row = 21.0 if len(findings) <= 14 else 17.0
    lows = [min(0.0, f.alone.p10, f.share_money) for f in findings]
    highs = [max(f.alone.p90, f.share_money) for f in findings]
    marks = ticks(min(lows, default=0.0), max(highs, default=1.0))
    axis = Axis(marks[0], marks[-1], NAME_ROOM + 14, WIDTH - 66)
    bottom = TOP + row * len(findings)
    shapes = [*_legend(palette, legend), *money_grid(marks, axis, TOP, bottom, wording, palette)]
    for i, finding in enumerate(findings):
        shapes.extend(_row(finding, TOP + row * (i + 0.5), axis, wording, palette))
    return chart(key, WIDTH, bottom + 4, _title(findings, wording), _description(), shapes)


def _title(findings: Sequence[Finding], wording: Wording) -> str:
    if not findings:
        return "Ranked leaks: none could be priced."
    first = findings[0]
    return (
        f"Bar chart of {len(findings)} leaks ranked by what closing each alone is worth in a year. "
        f"Largest: {first.title[:200]}, {wording.money_range(first.alone)}. The table below has the numbers."
    )


def _description() -> str:
    return "For each leak a band from P10 to P90, a dot at the median, and a diamond at its share of closing all."


def _legend(palette: Palette, words: tuple[str, str, str]) -> list[str]:
    left = NAME_ROOM + 14
    return [
        rect(left, 4, 22, 8, palette.tint), circle(left + 11, 8, 3.6, palette.primary),
        text(left + 28, 11.5, words[0], palette.muted, SMALL),
        diamond(left + 234, 8, 4, palette.paper, palette.accent),
        text(left + 243, 11.5, words[1], palette.muted, SMALL),
        text(WIDTH, 11.5, words[2], palette.muted, SMALL, "end"),
    ]  # fmt: skip


def _row(finding: Finding, y: float, axis: Axis, wording: Wording, palette: Palette) -> list[str]:
    low, high = axis.at(finding.alone.p10), axis.at(finding.alone.p90)
    name = fitted(f"{finding.rank}  {finding.title}", LABEL, NAME_ROOM)
    return [
        text(0, y + 3.5, name, palette.ink),
        rect(low, y - 4, high - low, 8, palette.tint),
        circle(axis.at(finding.alone.p50), y, 3.6, palette.primary),
        diamond(axis.at(finding.share_money), y, 4, palette.paper, palette.accent),
        text(WIDTH, y + 3.5, wording.money_short(finding.alone.p50), palette.ink, LABEL, "end", bold=True),
    ]
