"""The tornado: how far each unsure input moves the total."""

from collections.abc import Sequence

from audit.findings import Swing
from reports.charts.metrics import fitted
from reports.charts.scale import money_grid
from reports.charts.svg import LABEL, SMALL, Axis, Palette, chart, line, rect, text, ticks
from reports.wording import Wording

WIDTH = 640.0
NAME_ROOM = 232.0
END_ROOM = 64.0
TOP = 42.0
ROW = 22.0


def tornado(swings: Sequence[Swing], likely: float, wording: Wording, palette: Palette, key: str = "tornado") -> str:
    """One bar an input, from the total with it at its P10 to that with it at its P90; `likely` is the middle line."""
    ends = [total for s in swings for total in (s.total_at_low, s.total_at_high)] + [likely]
    marks = ticks(min(ends), max(ends), 4)
    axis = Axis(min(ends), max(ends), NAME_ROOM + END_ROOM, WIDTH - END_ROOM)
    bottom = TOP + ROW * len(swings)
    shapes = [
        *_legend(palette),
        *money_grid([m for m in marks if axis.low <= m <= axis.high], axis, TOP, bottom, wording, palette),
    ]
    for i, swing in enumerate(swings):
        shapes.extend(_row(swing, likely, TOP + ROW * (i + 0.5), axis, wording, palette))
    shapes.append(line(axis.at(likely), TOP - 6, axis.at(likely), bottom, palette.ink, 1.2))
    return chart(key, WIDTH, bottom + 4, _title(swings, wording), _description(), shapes)


def _title(swings: Sequence[Swing], wording: Wording) -> str:
    if not swings:
        return "Tornado chart: no input moves the total."
    first = swings[0]
    low, high = sorted((first.total_at_low, first.total_at_high))
    return (
        "Tornado chart of the inputs that move the yearly total most. "
        f"Widest: {first.title[:200]}, which moves it from "
        f"{wording.money(low)} to {wording.money(high)}. The table below has the numbers."
    )


def _description() -> str:
    return "For each input a bar from the total with the input low (outlined) to the total with it high (solid)."


def _legend(palette: Palette) -> list[str]:
    left = NAME_ROOM + END_ROOM
    return [
        rect(left, 4, 18, 8, palette.paper, palette.primary),
        text(left + 24, 11.5, "input at its low end", palette.muted, SMALL),
        rect(left + 130, 4, 18, 8, palette.primary),
        text(left + 154, 11.5, "input at its high end", palette.muted, SMALL),
    ]


def _row(swing: Swing, likely: float, y: float, axis: Axis, wording: Wording, palette: Palette) -> list[str]:
    base, low, high = axis.at(likely), axis.at(swing.total_at_low), axis.at(swing.total_at_high)
    at_low, at_high = _ends(swing, wording)
    left, right = (at_low, at_high) if low <= high else (at_high, at_low)
    return [
        text(0, y + 3.5, fitted(swing.title, LABEL, NAME_ROOM), palette.ink),
        rect(min(base, high), y - 5, abs(high - base), 10, palette.primary, palette.primary),
        rect(min(base, low), y - 5, abs(low - base), 10, palette.paper, palette.primary),
        text(min(low, high, base) - 6, y + 3.5, fitted(left, SMALL, END_ROOM - 8), palette.muted, SMALL, "end"),
        text(max(low, high, base) + 6, y + 3.5, fitted(right, SMALL, END_ROOM - 8), palette.muted, SMALL),
    ]


def _ends(swing: Swing, wording: Wording) -> tuple[str, str]:
    """The input's ends in words; a curve (no unit) has none."""
    if not swing.unit:
        return "low", "high"
    return wording.bare(swing.input_low, swing.unit), wording.bare(swing.input_high, swing.unit)
