"""The plan for elsewhere: as a file for calendars (RFC 5545), and as a list for spreadsheets."""

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from typing import Final

from icalendar import Calendar, Event

from audit.harmless_cell import harmless
from audit.one_line import one_line
from audit.recovery.plan import AdaptedPlan, Block, Milestone

CALENDAR_TYPE: Final = "text/calendar"
LIST_TYPE: Final = "text/csv"
COLUMNS: Final = ("Date", "Week", "Block", "Step", "Who", "Why it was added")
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlanFile:
    """Whose plan it is. `agreement` is its public id, which makes each entry the same one when it is taken in again.

    `now` is aware: a calendar keeps the entry that was made last. `link` leads to the plan. Of one that was stopped
    (`is_stopped`) all entries are cancelled.
    """

    agreement: str
    fix_title: str
    link: str
    now: datetime
    is_stopped: bool = False


def calendar_of(plan: AdaptedPlan, entry: PlanFile) -> bytes:
    """Return the plan as whole-day entries: one for each block with its steps, one for each milestone."""
    calendar = Calendar.new(
        prodid="-//Plumbline//Plan//EN",
        method="PUBLISH",
        uid=f"plan-{entry.agreement}@plumbline",
        subcomponents=[
            *(_of_block(block, entry) for block in plan.blocks),
            *(_of_milestone(one, entry) for one in plan.milestones),
        ],
    )
    return bytes(calendar.to_ical())


def list_of(plan: AdaptedPlan) -> bytes:
    """Return the plan as CSV in UTF-8, with the mark by which Excel knows it; no cell can act as a formula."""
    lines: list[tuple[str, int, str, str, str, str]] = []
    for block in plan.blocks:
        name = f"{block.weeks}: {block.title}"
        lines += [
            (block.starts_on.isoformat(), block.first_week, name, step.text, step.who, step.added)
            for step in block.steps
        ]
    for one in plan.milestones:
        lines.append((one.on.isoformat(), one.week, "Milestone", one.text, one.who, ""))
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in line] for line in sorted(lines, key=lambda line: line[0]))
    return file.getvalue().encode("utf-8-sig")


def _of_block(block: Block, entry: PlanFile) -> Event:
    steps = [f"{i}. {one_line(step.text)}" for i, step in enumerate(block.steps, start=1)]
    event = _event(block.key, f"{block.weeks}: {block.title} ({entry.fix_title})", "\n".join(steps), entry)
    event.start, event.end = block.starts_on, block.ends_on + _DAY  # the first day after it
    return event


def _of_milestone(one: Milestone, entry: PlanFile) -> Event:
    event = _event(one.key, f"{one.text} ({entry.fix_title})", "", entry)
    event.start, event.end = one.on, one.on + _DAY
    return event


def _event(key: str, title: str, steps: str, entry: PlanFile) -> Event:
    event = Event.new(
        uid=f"plan-{entry.agreement}-{key}@plumbline",
        sequence=int(entry.now.timestamp()) // 60,
        stamp=entry.now,
        summary=one_line(title),
        description=f"{steps}\n\n{entry.link}" if steps else entry.link,
        url=entry.link,
    )
    if entry.is_stopped:
        event.add("status", "CANCELLED")
    event.add("transp", "TRANSPARENT")  # it takes nobody's time that day
    return event
