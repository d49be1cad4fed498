"""All agreements, by state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import abort, render_template, request, url_for

from audit.recovery.periods import name_of
from audit.recovery.proof import State
from audit.store import agreement_list
from audit.store.agreement_list import Line
from reports.papers.words import STATES
from reports.wording import Wording
from web.agreements.terms_view import amount
from web.console.follow_up.moments import in_words
from web.offered import first_offered
from web.security.access import Access, access
from web.services import services

MOST_PAGES: Final = 10_000
TABS: Final[Mapping[str, State | None]] = {
    "all": None,
    **{str(state).replace(" ", "-"): state for state in State},
}
"""The tabs, by the word that the address has for each."""

SHORT: Final[Mapping[State, str]] = {**STATES, State.DRAFT: "To be signed"}


@dataclass(frozen=True, slots=True)
class Tab:
    """A state to look at, with how many agreements are in it."""

    text: str
    count: int
    url: str
    here: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An agreement as a line: everything in words. `now` is empty where nothing was measured yet."""

    url: str
    company: str
    is_sample: bool
    leak: str
    fix: str
    metric: str
    now: str
    of_period: str
    target: str
    state: str
    since: str
    owner: str
    missing: str
    waiting: str


@access(Access.READERS)
def show() -> str:
    """The list, of one state or of all."""
    name = request.args.get("state", "all")
    if name not in TABS:
        abort(404)
    number = _page_number(request.args.get("page", "1"))
    now = services().clock()
    today = now.astimezone(services().settings.team_zone).date()
    with services().database.reading() as session:
        counts = agreement_list.counts(session)
        found = agreement_list.page(session, TABS[name], number, today)
    return render_template(
        "console/agreements.html",
        tabs=_tabs(counts, name),
        rows=[_row(line) for line in found.lines],
        total=counts[state] if (state := TABS[name]) else sum(counts.values()),
        newer=_address(name, number - 1) if found.has_newer else "",
        older=_address(name, number + 1) if found.has_older else "",
    )


def _page_number(typed: str) -> int:
    known = typed.isascii() and typed.isdecimal() and len(typed) < 6 and 0 < int(typed) <= MOST_PAGES
    return int(typed) if known else abort(404)


def _address(name: str, number: int) -> str:
    place = {"state": name} if name != "all" else {}
    page = {"page": str(number)} if number > 1 else {}
    return url_for("console.agreements.everybody", **place, **page)  # type: ignore[arg-type]  # its own names are none of ours


def _tabs(counts: Mapping[State, int], here: str) -> Sequence[Tab]:
    return [
        Tab(
            text=SHORT[state] if state else "All",
            count=counts[state] if state else sum(counts.values()),
            url=_address(name, 1),
            here=name == here,
        )
        for name, state in TABS.items()
    ]


def _row(line: Line) -> Row:
    terms, now = line.terms, services().clock()
    words = Wording(first_offered().head.locale, terms.currency)
    latest = line.latest
    return Row(
        url=url_for("console.agreements.show", agreement=line.agreement.public_id),
        company=line.company,
        is_sample=line.is_sample,
        leak=terms.leak_title,
        fix=terms.fix_title,
        metric=terms.metric_title,
        now=amount(latest.value, terms, words) if latest else "",
        of_period=name_of(latest.starts_on, terms.cadence) if latest else "",
        target=amount(terms.target, terms, words),
        state=SHORT[State(line.agreement.state)],
        since=in_words(line.agreement.state_since, now, services().settings.team_zone),
        owner=terms.owner,
        missing=name_of(line.missing, terms.cadence) if line.missing else "",
        waiting=f"Version {line.newest} is not signed by both" if line.newest > line.version.row.number else "",
    )
