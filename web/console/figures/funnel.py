"""How far people come, from the start page to the opened PDF: on the whole, by source, and by playbook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Self

from audit.store.figures.funnel import Come, Way
from audit.store.tallies import OTHER
from reports.charts import Bar, bar_list
from web.console.figures.parts import NOTHING, Figure, Table, Telling
from web.results.view.told import drawn

MOST_ROWS = 20
STEPS = (
    ("views", "Saw the start page"),
    ("begun", "Pressed Start"),
    ("started", "Gave a first answer"),
    ("finished", "Saw their result"),
    ("mail", "Gave a mail address"),
    ("opened", "Opened the PDF"),
)
SHORT = ("Views", "Pressed Start", "First answer", "Result", "Mail given", "PDF opened")


@dataclass(frozen=True, slots=True)
class Steps:
    """How many came as far as each step."""

    views: int = 0
    begun: int = 0
    started: int = 0
    finished: int = 0
    mail: int = 0
    opened: int = 0

    def __add__(self, other: Self) -> "Steps":
        return Steps(*(getattr(self, step.name) + getattr(other, step.name) for step in fields(Steps)))


@dataclass(frozen=True, slots=True)
class Funnel:
    """The whole way, and the same by source and by playbook version. `views` says whether any were counted."""

    whole: Figure
    by_source: Figure
    by_playbook: Figure


def make_funnel(
    views: Sequence[tuple[Way, int]], come: Sequence[Come], opened: Sequence[tuple[Way, int]], telling: Telling
) -> Funnel | None:
    """Put the ways into words; None if nobody saw the start page or began an audit."""
    ways = [(way, Steps(views=count)) for way, count in views]
    ways += [(one.way, Steps(0, one.begun, one.started, one.finished, one.mail)) for one in come]
    ways += [(way, Steps(opened=count)) for way, count in opened]
    whole = sum((steps for _, steps in ways), Steps())
    if not (whole.views or whole.begun):
        return None
    return Funnel(
        _whole(whole, telling),
        _split("sources", "By source", "Source", _grouped(ways, _source), telling),
        _split("playbooks", "By playbook", "Playbook", _grouped(ways, _playbook), telling),
    )


def _whole(whole: Steps, telling: Telling) -> Figure:
    counts = [(words, getattr(whole, name)) for name, words in STEPS]
    bars = [Bar(words, count, telling.count(count)) for words, count in counts]
    told = ", ".join(f"{words.lower()} {telling.count(count)}" for words, count in counts)
    chart = bar_list(bars, f"Bar chart of how far people come: {told}.", "One bar a step.", telling.palette, "steps")
    before = [0, *(count for _, count in counts)]
    rows = tuple(
        (
            words,
            telling.count(count),
            telling.share(count, whole.views) if place else NOTHING,
            telling.share(count, before[place]) if place else NOTHING,
        )
        for place, (words, count) in enumerate(counts)
    )
    table = Table("How far people come", ("Step", "Number", "Of the views", "Of the step before"), rows)
    return Figure("steps", "How far people come", "Views and audits", drawn(chart), table)


def _split(key: str, heading: str, column: str, rows: Sequence[tuple[str, Steps]], telling: Telling) -> Figure:
    bars = [Bar(name, steps.finished, telling.count(steps.finished)) for name, steps in rows]
    most = max(rows, key=lambda row: row[1].finished)
    title = (
        f"Bar chart of finished audits {heading.lower()}. Most: {most[0][:100]}, "
        f"{telling.count(most[1].finished)}. The table has the numbers."
    )
    chart = bar_list(bars, title, "One bar for each row of the table.", telling.palette, key)
    cells = tuple(
        (
            name,
            *(telling.count(getattr(steps, step)) for step, _ in STEPS),
            telling.share(steps.finished, steps.views or steps.begun),
        )
        for name, steps in rows
    )
    columns = (column, *SHORT, "Result of views")
    return Figure(
        key, heading, "Finished audits", drawn(chart), Table(f"How far people come {heading.lower()}", columns, cells)
    )


def _grouped(ways: Sequence[tuple[Way, Steps]], named: Callable[[Way], str]) -> Sequence[tuple[str, Steps]]:
    """The steps by name, most finished first; a tail of small ones is one row."""
    found: dict[str, Steps] = {}
    for way, steps in ways:
        found[named(way)] = found.get(named(way), Steps()) + steps
    rows = sorted(found.items(), key=lambda row: (-row[1].finished, -row[1].begun, -row[1].views, row[0]))
    if len(rows) <= MOST_ROWS + 1:
        return rows
    rest = rows[MOST_ROWS:]
    return [*rows[:MOST_ROWS], (f"{len(rest)} smaller ones", sum((steps for _, steps in rest), Steps()))]


def _source(way: Way) -> str:
    return {"": "No source named", OTHER: "Unknown sources"}.get(way.source, way.source)


def _playbook(way: Way) -> str:
    return f"{way.playbook} {way.version}" if way.version else f"{way.playbook}, version not noted"
