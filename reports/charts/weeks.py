"""Shares week by week, as upright bars from none to all."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.metrics import text_width
from reports.charts.svg import Axis, Palette, chart, line, rect, text

WIDTH = 340.0
HEIGHT = 196.0
LEFT = 40.0
TOP = 18.0
BASE = 164.0
LETTERS = 12.0
WIDEST = 34.0
BETWEEN_LABELS = 10.0
WIDER_LETTERS = 1.1


@dataclass(frozen=True, slots=True)
class WeekShare:
    """A week's share of one, None for a week that has none; `words` says the share, `name` the week."""

    name: str
    share: float | None
    words: str


def weekly_shares(
    weeks: Sequence[WeekShare],
    title: str,
    description: str,
    marks: Sequence[tuple[float, str]],
    palette: Palette,
    key: str,
) -> str:
    """Draw a bar a week, oldest first. `marks` are the shares, in words, at which a thin line is drawn across."""
    upright = Axis(0.0, 1.0, BASE, TOP)
    shapes = []
    for share, words in marks:
        y = upright.at(share)
        shapes += [line(LEFT, y, WIDTH, y, palette.line), text(LEFT - 6, y + 4, words, palette.muted, LETTERS, "end")]
    step = (WIDTH - LEFT) / max(len(weeks), 1)
    every = _every(weeks, step)
    for i, week in enumerate(weeks):
        x = LEFT + step * (i + 0.5)
        shapes += _column(week, x, min(step * 0.7, WIDEST), step, upright, palette)
        if i % every == 0:
            shapes.append(_name(week.name, x, palette))
    return chart(key, WIDTH, HEIGHT, title, description, shapes)


def _column(week: WeekShare, x: float, width: float, step: float, upright: Axis, palette: Palette) -> list[str]:
    if week.share is None:
        return []
    y = upright.at(week.share)
    shapes = [rect(x - width / 2, y, width, BASE - y, palette.primary)]
    if _room(week.words) < step:
        shapes.append(text(x, y - 4, week.words, palette.ink, LETTERS, "middle", bold=True))
    return shapes


def _name(name: str, x: float, palette: Palette) -> str:
    """The week's name below its bar, pushed inside where it would be cut off."""
    half = _room(name) / 2
    return text(min(max(x, half), WIDTH - half), BASE + 18, name, palette.muted, LETTERS, "middle")


def _every(weeks: Sequence[WeekShare], step: float) -> int:
    """One name in so many is written, so that none runs into the next."""
    widest = max((_room(week.name) for week in weeks), default=0.0) + BETWEEN_LABELS
    return max(1, -int(-widest // step))


def _room(words: str) -> float:
    return text_width(words, LETTERS, bold=True) * WIDER_LETTERS
