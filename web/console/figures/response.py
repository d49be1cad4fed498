"""How long companies wait for a first call: in time or late, week by week."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from audit.sales.clock import ClockRules
from audit.store.figures.response import Wait
from audit.store.figures.spread import median, nine_in_ten
from reports.charts import WeekShare, weekly_shares
from reports.wording import Wording
from web.console.figures.asked_for import AskedFor
from web.console.figures.parts import NOTHING, Figure, Table, Telling, waiting_in_words
from web.results.view.told import drawn

MARKS = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Answered:
    """Response clocks by how they ended. `early`: before amber; `in_time`: after it but before red; `late`: after red.

    `overdue` has turned red without a touch; `running` can still be answered in time. `minutes` counts the business
    minutes to the first touch.
    """

    early: int
    in_time: int
    late: int
    overdue: int
    running: int
    minutes: Counter[float]

    @property
    def clocks(self) -> int:
        """All clocks that started."""
        return self.decided + self.running

    @property
    def decided(self) -> int:
        """Those that were answered, and those that cannot be in time any more."""
        return self.early + self.in_time + self.late + self.overdue

    @property
    def good(self) -> int:
        """Those that were answered before they turned red."""
        return self.early + self.in_time


@dataclass(frozen=True, slots=True)
class Response:
    """`lead` says the whole in a sentence or two."""

    lead: str
    figure: Figure


def make_response(
    waits: Sequence[Wait], rules: ClockRules, asked: AskedFor, now: datetime, telling: Telling
) -> Response | None:
    """Put the waits of the days that were asked for into words; None if no clock started in them."""
    if not waits:
        return None
    whole = answered(waits, rules, now)
    by_week = _by_week(waits, rules, asked.first, asked.last)
    weeks = [(monday, answered(found, rules, now)) for monday, found in by_week.items()]
    return Response(_lead(whole, telling), _figure(weeks, whole, rules, telling))


def answered(waits: Sequence[Wait], rules: ClockRules, now: datetime) -> Answered:
    """Sort clocks by how they ended, as of now."""
    ends = Counter(_end(wait, now) for wait in waits)
    touched = [(wait.clock_from, wait.first_touch_at) for wait in waits if wait.first_touch_at is not None]
    minutes = Counter(rules.hours.minutes_between(since, until) for since, until in touched)
    return Answered(**{end: ends[end] for end in ("early", "in_time", "late", "overdue", "running")}, minutes=minutes)


def _end(wait: Wait, now: datetime) -> str:
    touched = wait.first_touch_at
    if touched is None:
        return "running" if now < wait.red_at else "overdue"
    if touched < wait.amber_at:
        return "early"
    return "in_time" if touched < wait.red_at else "late"


def _by_week(waits: Sequence[Wait], rules: ClockRules, first: date, last: date) -> dict[date, list[Wait]]:
    """The waits by the Monday of the week in which their clock started, by the team's days; every week is there."""
    monday = first - timedelta(days=first.weekday())
    weeks: dict[date, list[Wait]] = {}
    while monday <= last:
        weeks[monday] = []
        monday += timedelta(days=7)
    for wait in waits:
        day = wait.clock_from.astimezone(rules.hours.zone).date()
        weeks[day - timedelta(days=day.weekday())].append(wait)
    return weeks


def _lead(whole: Answered, telling: Telling) -> str:
    started = f"{telling.count(whole.clocks)} response clock{'' if whole.clocks == 1 else 's'} started."
    if not whole.decided:
        return f"{started} None is decided yet: they can all still be answered in time."
    share = telling.share(whole.good, whole.decided)
    in_time = f"Of the {telling.count(whole.decided)} that are decided, {share} were answered in time."
    if not whole.minutes:
        return f"{started} {in_time}"
    half, most = waiting_in_words(median(whole.minutes)), waiting_in_words(nine_in_ten(whole.minutes))
    return f"{started} {in_time} Half of the first touches came within {half}, nine in ten within {most}."


def _figure(weeks: Sequence[tuple[date, Answered]], whole: Answered, rules: ClockRules, telling: Telling) -> Figure:
    words = Wording(telling.locale, "USD")
    shares = [
        WeekShare(
            words.day_of_year(monday),
            week.good / week.decided if week.decided else None,
            telling.share(week.good, week.decided),
        )
        for monday, week in weeks
    ]
    title = (
        f"Chart of the share answered in time, week by week; of all {telling.share(whole.good, whole.decided)}. "
        "The table has the numbers."
    )
    marks = [(mark, telling.percent(mark)) for mark in MARKS]
    description = "One upright bar for each week of the table; weeks without a decided clock have none."
    chart = weekly_shares(shares, title, description, marks, telling.palette, "weeks")
    columns = (
        "Week from",
        "Clocks",
        f"Under {rules.amber_minutes} min",
        f"{rules.amber_minutes} to {rules.red_minutes} min",
        "Later",
        "Not answered",
        "In time",
        "Half within",
        "Nine in ten within",
    )
    rows = tuple((words.short_day(monday), *_cells(week, telling)) for monday, week in weeks)
    table = Table("First touches by week", columns, rows, ("All", *_cells(whole, telling)))
    return Figure("weeks", "By week", "Answered in time", drawn(chart), table)


def _cells(week: Answered, telling: Telling) -> tuple[str, ...]:
    counts = (week.clocks, week.early, week.in_time, week.late, week.overdue + week.running)
    if not week.clocks:
        return (*("0",) * len(counts), *(NOTHING,) * 3)
    half, most = waiting_in_words(median(week.minutes)), waiting_in_words(nine_in_ten(week.minutes))
    return (*map(telling.count, counts), telling.share(week.good, week.decided), half, most)
