"""The links of a view: other orders of it, what it asks for (each can be taken away), and the views that are kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from audit.store.queue_filters import ME, NOBODY, OPEN, Answer, Clock, Due, Filters, Sort
from audit.store.tables import SavedView
from reports.wording import Wording
from web.console.queue.asked import Asked, address
from web.console.queue.choices import SORTS, Select

BUILT_IN: Final = (
    ("All", Filters()),
    ("To call now", Filters(status=OPEN, clock=Clock.RUNNING, sort=Sort.CLOCK)),
    ("Mine", Filters(owner=ME)),
    ("Nobody’s", Filters(owner=NOBODY)),
    ("Due today", Filters(due=Due.TODAY)),
    ("Unfinished", Filters(finished=Answer.NO, sort=Sort.NEWEST)),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `here` if it is what the page shows. `shared_by_others` for a view that somebody else made."""

    text: str
    url: str
    here: bool = False
    shared_by_others: bool = False


def view_links(asked: Asked, views: Sequence[SavedView], account_id: int) -> Sequence[Link]:
    """The views that come with Plumbline, and those that were saved."""
    plain = asked.filters if asked.view is None else None
    built_in = tuple(Link(name, address(filters), filters == plain) for name, filters in BUILT_IN)
    here = asked.view.id if asked.view else None
    saved = tuple(
        Link(one.name, f"{address(Filters())}?{_line(one)}", one.id == here, one.account_id != account_id)
        for one in views
    )
    return built_in + saved


def sort_links(asked: Asked) -> Sequence[Link]:
    """The same view in each order."""
    chosen = asked.filters.sort
    return tuple(
        Link(text, address(replace(asked.filters, sort=sort), asked.view), sort == chosen)
        for sort, text in SORTS.items()
    )


def chips(asked: Asked, lists: Sequence[Select], wording: Wording) -> Sequence[Link]:
    """What the view asks for; each link leads to the view without it."""
    filters = asked.filters
    found = [
        Link(f"{one.label}: {one.words}", address(filters.without(one.name), asked.view)) for one in lists if one.chosen
    ]
    dollars = _between(
        *(None if one is None else wording.money(one) for one in (filters.dollars_from, filters.dollars_to))
    )
    if dollars:
        found.append(
            Link(f"Dollars a year: {dollars}", address(filters.without("dollars_from", "dollars_to"), asked.view))
        )
    days = _between(
        *(None if one is None else wording.short_day(one) for one in (filters.arrived_from, filters.arrived_to))
    )
    if days:
        found.append(Link(f"Came in: {days}", address(filters.without("arrived_from", "arrived_to"), asked.view)))
    return tuple(found)


def _line(view: SavedView) -> str:
    return f"{view.query}&view={view.id}" if view.query else f"view={view.id}"


def _between(low: str | None, high: str | None) -> str:
    if low is not None and high is not None:
        return f"{low} to {high}"
    return f"from {low}" if low is not None else f"up to {high}" if high is not None else ""
