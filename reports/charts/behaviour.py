"""One number over time: before the start and since, against the baseline, its ordinary swing, and the target.

A process behaviour chart of individual values: a dot a period, the mean of the baseline, and the limits of its
ordinary swing. Shapes say everything that colours say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.charts import behaviour_marks as marks
from reports.charts.course import Course, Moment
from reports.charts.metrics import fitted, text_width
from reports.charts.svg import Axis, Palette, chart, line, rect, text, ticks
from reports.wording import Wording

TALLY = 5
"""Ticks on the upright axis, about."""

PUSHED_INSIDE = 1.1
"""A page is set in the letters of the reader's device; those may be wider than the report's."""


@dataclass(frozen=True, slots=True)
class Size:
    """Of the picture and its letters; `right` is the room for the names of the lines."""

    width: float
    height: float
    letters: float
    right: float
    dot: float


WIDE = Size(640.0, 320.0, 9.5, 104.0, 3.4)
NARROW = Size(340.0, 300.0, 12.0, 96.0, 3.4)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things stand: the upright axis, and the middle of each period from left to right."""

    size: Size
    upright: Axis
    left: float
    right: float
    first: float
    step: float

    def x(self, place: float) -> float:
        return self.first + self.step * place


def behaviour_chart(course: Course, wording: Wording, palette: Palette, key: str, size: Size = WIDE) -> str:
    """Draw the course. A dot a period, a gap where one is missing, a break at the start."""
    names = [marks.BEFORE] if course.before else []
    names += marks.names_of(course.since) + ([marks.SWING] if course.lower is not None else [])
    legend, top = marks.legend(names, size.width, size.letters, palette)
    labels = _ticks(course)
    frame = _frame(course, size, top + size.letters * 4.6, labels, wording)
    shapes = [
        *legend,
        text(0, frame.upright.right - size.letters * 2.5, _unit(course, wording), palette.muted, size.letters),
        *_band(course, frame, palette),
        *_grid(labels, frame, course.unit, wording, palette),
        *_lines(course, frame, wording, palette),
        *_start(course, frame, palette),
        *_course(course.before, 0, frame, palette, before=True),
        *_course(course.since, _slots_before(course), frame, palette, before=False),
        *_names(course, frame, palette),
    ]
    return chart(key, size.width, size.height, course.title, course.description, shapes)


def behaviour_chart_narrow(course: Course, wording: Wording, palette: Palette, key: str) -> str:
    """The same for a phone."""
    return behaviour_chart(course, wording, palette, key, NARROW)


def _slots_before(course: Course) -> int:
    """Where there are no values before the start, two periods' room shows the baseline."""
    return len(course.before) or 2


def _values(course: Course) -> list[float]:
    shown = [one.value for one in (*course.before, *course.since) if one.value is not None]
    limits = [limit for limit in (course.lower, course.upper) if limit is not None]
    return [*shown, *limits, course.mean, course.target]


def _ticks(course: Course) -> list[float]:
    """Round values that span everything; from zero where that does not squeeze the rest."""
    values = _values(course)
    low, high = min(values), max(values)
    low = 0.0 if 0 < low < 0.6 * high else low
    high = 0.0 if 0.6 * low < high < 0 else high
    if high - low < 1e-9 * max(abs(low), abs(high)) or high == low:
        room = abs(high) / 10 or 1.0
        low, high = low - room, high + room
    return ticks(low, high, TALLY)


def _frame(course: Course, size: Size, top: float, labels: Sequence[float], wording: Wording) -> _Frame:
    widest = max(text_width(wording.number_exactly(mark, course.unit), size.letters) for mark in labels)
    left, right = min(widest * PUSHED_INSIDE, size.width * 0.3) + 7, size.width - size.right
    slots = _slots_before(course) + max(len(course.since), 1)
    step = (right - left) / slots
    upright = Axis(labels[0], labels[-1], size.height - size.letters * 2.2, top)
    return _Frame(size, upright, left, right, left + step / 2, step)


def _unit(course: Course, wording: Wording) -> str:
    words = wording.unit(course.unit)
    return words or ("share of all" if course.unit in ("", "1") else wording.currency)


def _grid(labels: Sequence[float], frame: _Frame, unit: str, wording: Wording, palette: Palette) -> list[str]:
    shapes = []
    for mark in labels:
        y, words = frame.upright.at(mark), wording.number_exactly(mark, unit)
        words = fitted(words, frame.size.letters, frame.left - 6)
        shapes += [
            line(frame.left, y, frame.right, y, palette.line, 0.7),
            text(frame.left - 6, y + frame.size.letters * 0.35, words, palette.muted, frame.size.letters, "end"),
        ]
    return shapes


def _band(course: Course, frame: _Frame, palette: Palette) -> list[str]:
    if course.lower is None or course.upper is None:
        return []
    y, low = frame.upright.at(course.upper), frame.upright.at(course.lower)
    return [rect(frame.left, y, frame.right - frame.left, max(low - y, 1.0), palette.tint)]


def _lines(course: Course, frame: _Frame, wording: Wording, palette: Palette) -> list[str]:
    """The baseline, the limits and the target across, each with its name and value at the right."""
    found = [(course.target, "target", palette.accent, 1.6, "7 3"), (course.mean, "baseline", palette.ink, 1.0, "2 3")]
    if course.lower is not None and course.upper is not None:
        found.append((course.upper, "upper", palette.muted, 0.8, ""))
        found.append((course.lower, "lower", palette.muted, 0.8, ""))
    shapes, labels = [], []
    for value, name, colour, width, dash in found:
        y = frame.upright.at(value)
        shapes.append(line(frame.left, y, frame.right, y, colour, width, dash))
        labels.append((y, f"{name} {wording.bare(value, course.unit)}", name == "target"))
    spread = _apart([y for y, _, _ in sorted(labels)], frame)
    for y, (wanted, words, bold) in zip(spread, sorted(labels), strict=True):
        at, x = y + frame.size.letters * 0.35, frame.right + 8
        shown = fitted(words, frame.size.letters * PUSHED_INSIDE, frame.size.right - 8, bold=bold)
        shapes += [
            line(frame.right, wanted, frame.right + 6, y, palette.muted, 0.6),
            text(x, at, shown, palette.ink, frame.size.letters, bold=bold),
        ]
    return shapes


def _apart(heights: Sequence[float], frame: _Frame) -> list[float]:
    """The heights of labels, from the top, moved so that none runs into the next or below the picture."""
    least = frame.size.letters * 1.25
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + least) if placed else height)
    lowest = frame.upright.left
    for i in range(len(placed) - 1, -1, -1):
        placed[i] = min(placed[i], lowest)
        lowest = placed[i] - least
    return placed


def _start(course: Course, frame: _Frame, palette: Palette) -> list[str]:
    """A line where the work started; the dots are not joined across it."""
    x, size = frame.x(_slots_before(course) - 0.5), frame.size
    top = frame.upright.right
    half = text_width(course.start, size.letters, bold=True) * PUSHED_INSIDE / 2
    middle = min(max(x, frame.left + half), frame.right - half)
    return [
        line(x, top - size.letters * 0.6, x, frame.upright.left + 4, palette.ink, 1.2),
        text(middle, top - size.letters * 1.1, course.start, palette.ink, size.letters, "middle", bold=True),
    ]


def _course(moments: Sequence[Moment], begin: int, frame: _Frame, palette: Palette, *, before: bool) -> list[str]:
    """The dots of one side of the start, joined where no period is missing between them."""
    placed = [(frame.x(begin + i), one) for i, one in enumerate(moments)]
    shapes: list[str] = []
    for (x1, one), (x2, other) in pairwise(placed):
        if one.value is not None and other.value is not None:
            y1, y2 = frame.upright.at(one.value), frame.upright.at(other.value)
            shapes.append(line(x1, y1, x2, y2, palette.muted if before else palette.primary, 1.0))
    radius = min(frame.size.dot, max(frame.step * 0.42, 1.4))
    for x, one in placed:
        if one.value is None:
            shapes.append(marks.missing(x, frame.upright.left - radius - 1, radius, palette))
            continue
        y = frame.upright.at(one.value)
        shapes.append(marks.value_before(x, y, radius, palette) if before else marks.value_since(x, y, radius, palette))
        if one.corrected:
            shapes.append(marks.corrected(x, y, radius, palette))
        if one.signal is not None:
            shapes.append(marks.signal(x, y, radius, palette, better=one.signal))
    return shapes


def _names(course: Course, frame: _Frame, palette: Palette) -> list[str]:
    """Names of periods below, as many as do not run into each other."""
    letters, y = frame.size.letters, frame.size.height - frame.size.letters * 0.6
    named = [(i, one.name) for i, one in enumerate(course.before)]
    named += [(_slots_before(course) + i, one.name) for i, one in enumerate(course.since)]
    shapes, free = [], 0.0
    for place, name in named:
        half = text_width(name, letters) * PUSHED_INSIDE / 2
        middle = min(max(frame.x(place), half), frame.size.width - half)
        if middle - half < free:
            continue
        shapes.append(text(middle, y, name, palette.muted, letters, "middle"))
        free = middle + half + letters * 0.8
    return shapes
