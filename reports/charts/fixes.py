"""The fixes in time: when each breaks even, and the order in which to build them."""

from collections.abc import Mapping, Sequence

from audit.findings import FixResult, OpenRange, RoadmapStep
from reports.charts.metrics import fitted
from reports.charts.svg import LABEL, SMALL, Axis, Palette, chart, diamond, line, number, path, rect, text, ticks
from reports.wording import WEEKS_PER_MONTH, Wording

WIDTH = 640.0
NAME_ROOM = 244.0
LEFT = NAME_ROOM + 12
RIGHT = WIDTH - 74
TOP = 36.0
ROW = 21.0


def break_even_timeline(
    fixes: Sequence[FixResult],
    first: str | None,
    horizon_months: int,
    wording: Wording,
    palette: Palette,
    key: str = "timeline",
) -> str:
    """One row a fix: a band from P10 to P90 of its break-even, a tick at P50; `first` is in the accent colour."""
    finite = [m for f in fixes for m in (f.break_even_months.p50, f.break_even_months.p90) if m is not None]
    longest = min(max([horizon_months, *finite]), 2.0 * horizon_months)
    marks = _month_marks(longest)
    axis = Axis(0.0, longest, LEFT, RIGHT)
    bottom = TOP + ROW * len(fixes)
    shapes = _month_grid(marks, axis, bottom, palette)
    shapes.append(line(axis.at(horizon_months), TOP - 6, axis.at(horizon_months), bottom, palette.ink, 1.0, "3 3"))
    for i, fix in enumerate(fixes):
        shapes.extend(_fix_row(fix, TOP + ROW * (i + 0.5), axis, wording, palette, first=fix.key == first))
    return chart(
        key, WIDTH, bottom + 4, _timeline_title(fixes, first, wording), _timeline_description(horizon_months), shapes
    )


def _timeline_title(fixes: Sequence[FixResult], first: str | None, wording: Wording) -> str:
    named = next((f for f in fixes if f.key == first), None)
    lead = f"The first fix, {named.title[:200]}: {wording.break_even(named.break_even_months)}. " if named else ""
    return (
        f"Timeline of when each of {len(fixes)} fixes breaks even, in months from today. {lead}"
        "The table below has the numbers."
    )


def _timeline_description(horizon_months: int) -> str:
    return (
        "For each fix a band from P10 to P90 and a tick at the median; "
        f"a dashed line marks the horizon of {horizon_months} months."
    )


def _month_marks(longest: float) -> list[float]:
    return [m for m in ticks(0.0, longest, 6 if longest > 3 else 3) if m <= longest * 1.001]


def _month_grid(marks: Sequence[float], axis: Axis, bottom: float, palette: Palette) -> list[str]:
    shapes = [text(axis.left, 11.5, "Months from today", palette.muted, SMALL)]
    for mark in marks:
        x = axis.at(mark)
        shapes.append(line(x, TOP - 6, x, bottom, palette.line, 0.7))
        shapes.append(text(x, TOP - 10, number(mark), palette.muted, SMALL, "middle"))
    return shapes


def _fix_row(fix: FixResult, y: float, axis: Axis, wording: Wording, palette: Palette, *, first: bool) -> list[str]:
    name = text(
        0,
        y + 3.5,
        fitted(fix.title, LABEL, NAME_ROOM, bold=first),
        palette.ink if fix.eligible else palette.muted,
        bold=first,
    )
    span = fix.break_even_months
    middle = text(
        WIDTH, y + 3.5, wording.middle(span), palette.ink if fix.eligible else palette.muted, LABEL, "end", bold=first
    )
    if span.p10 is None:
        return [name, middle, line(axis.left, y, axis.right, y, palette.line, 1.0, "2 4")]
    return [name, middle, *_band(span.p10, span, y, axis, palette, first=first)]


def _band(soonest: float, span: OpenRange, y: float, axis: Axis, palette: Palette, *, first: bool) -> list[str]:
    end = axis.high if span.p90 is None else span.p90
    colour, ground = (palette.accent, palette.tint) if first else (palette.primary, palette.tint)
    shapes = [rect(axis.at(soonest), y - 4, axis.at(end) - axis.at(soonest), 8, ground)]
    if span.p90 is None or span.p90 > axis.high:
        x = axis.at(end)
        shapes.append(
            path(f"M{number(x)} {number(y - 4)}L{number(x + 6)} {number(y)}L{number(x)} {number(y + 4)}Z", fill=ground)
        )
    if span.p50 is not None and span.p50 <= axis.high:
        x = axis.at(span.p50)
        shapes.append(rect(x - 2, y - 6.5, 4, 13, colour))
    return shapes


def roadmap(
    steps: Sequence[RoadmapStep],
    fixes: Mapping[str, FixResult],
    horizon_months: int,
    wording: Wording,
    palette: Palette,
    key: str = "roadmap",
) -> str:
    """One row a step: outlined while built, solid while it earns, a diamond at break-even; the gains add up below."""
    axis = Axis(0.0, float(horizon_months), LEFT, RIGHT)
    rows_end = TOP + ROW * len(steps)
    bottom = rows_end + 88
    shapes = _month_grid(_month_marks(horizon_months), axis, bottom, palette)
    for i, step in enumerate(steps):
        shapes.extend(_step_row(step, fixes[step.fix], TOP + ROW * (i + 0.5), axis, wording, palette))
    shapes.extend(_cumulative(steps, fixes, axis, rows_end + 14, bottom, wording, palette))
    return chart(key, WIDTH, bottom + 4, _roadmap_title(steps, wording), _roadmap_description(), shapes)


def _roadmap_title(steps: Sequence[RoadmapStep], wording: Wording) -> str:
    total = wording.money(sum(step.gain_per_month.p50 for step in steps))
    return (
        f"Roadmap of {len(steps)} fixes in order; together they bring about {total} a month. "
        "The table below has the numbers."
    )


def _roadmap_description() -> str:
    return (
        "For each fix an outlined bar while it is built, a solid bar while it earns and a diamond at break-even; "
        "below, the monthly gain as it adds up."
    )


def _live_month(step: RoadmapStep, fix: FixResult) -> float:
    return (step.starts_in_weeks + fix.weeks_to_live.p50) / WEEKS_PER_MONTH


def _step_row(step: RoadmapStep, fix: FixResult, y: float, axis: Axis, wording: Wording, palette: Palette) -> list[str]:
    start, live = axis.at(step.starts_in_weeks / WEEKS_PER_MONTH), axis.at(_live_month(step, fix))
    shapes = [
        text(0, y + 3.5, fitted(step.title, LABEL, NAME_ROOM), palette.ink),
        rect(start, y - 4.5, live - start, 9, palette.paper, palette.primary),
        rect(live, y - 4.5, axis.right - live, 9, palette.tint),
        text(
            WIDTH, y + 3.5, f"+{wording.money_short(step.gain_per_month.p50)}/mo", palette.ink, LABEL, "end", bold=True
        ),
    ]
    if step.break_even_months.p50 is not None and step.break_even_months.p50 <= axis.high:
        shapes.append(diamond(axis.at(step.break_even_months.p50), y, 5, palette.accent, palette.paper))
    return shapes


def _cumulative(
    steps: Sequence[RoadmapStep],
    fixes: Mapping[str, FixResult],
    axis: Axis,
    top: float,
    bottom: float,
    wording: Wording,
    palette: Palette,
) -> list[str]:
    """The monthly gain over time: a stair that rises when a fix goes live."""
    rises = sorted((_live_month(step, fixes[step.fix]), step.gain_per_month.p50) for step in steps)
    highest = sum(max(gain, 0.0) for _, gain in rises) or 1.0
    base, height, level = bottom, bottom - top - 12, 0.0
    d = [f"M{number(axis.left)} {number(base)}"]
    for month, gain in rises:
        x = number(axis.at(month))
        d.append(f"L{x} {number(base - height * level / highest)}")
        level += gain
        d.append(f"L{x} {number(base - height * level / highest)}")
    end_y = base - height * level / highest
    d.append(f"L{number(axis.right)} {number(end_y)}")
    area = "".join(d) + f"L{number(axis.right)} {number(base)}Z"
    return [
        path(area, fill=palette.tint),
        path("".join(d), stroke=palette.primary, width=1.5),
        line(axis.left, base, axis.right, base, palette.muted, 0.8),
        text(0, top + 14, "Together, a month", palette.ink),
        text(WIDTH, end_y + 3.5, f"{wording.money_short(level)}/mo", palette.ink, LABEL, "end", bold=True),
    ]
