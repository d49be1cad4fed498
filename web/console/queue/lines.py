"""A lead as a line of the queue: everything in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from flask import url_for

from audit.findings import Range
from audit.sales.clock import Light, minutes_in_words, state_of
from audit.sales.statuses import ENDED, Status
from audit.store.queue import Row
from audit.store.tables import Lead
from reports.wording import Wording, two_digits
from web.console.follow_up.moments import in_words
from web.console.follow_up.wording import short_label
from web.console.queue.choices import fix_title
from web.offered import first_offered, offered
from web.services import services

LIGHTS: Mapping[Light, str] = {
    Light.GREEN: "ok",
    Light.AMBER: "amber",
    Light.RED: "red",
    Light.ANSWERED: "done",
    Light.ANSWERED_LATE: "late",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the queue. Texts are empty where there is nothing to say; money is a year's worth.

    `likely` and `between` are the total's, or with `of_leak` those of the leak that the list is about.
    """

    id: str
    url: str
    company: str
    contact: str
    likely: str
    between: str
    of_leak: bool
    finished: bool
    leak: str
    leak_worth: str
    fix: str
    light: str
    clock: str
    status: str
    ended: bool
    owner: str
    owner_id: int | None
    next_step: str
    next_step_when: str
    overdue: bool
    source: str
    age: str
    arrived: str
    tags: tuple[str, ...]
    is_sample: bool

    @property
    def seen(self) -> str:
        """The lead with the owner that it is shown with, as web.console.queue.assign reads it."""
        return f"{self.id}:{self.owner_id or ''}"

    @property
    def name(self) -> str:
        """What to call it."""
        return self.company or self.contact or "Company not given"


def lines_of(rows: Sequence[Row], now: datetime, leak: str) -> Sequence[Line]:
    """Put rows into words; `leak` is the one that the list is about, or empty."""
    return tuple(_line(row, now, of_leak=bool(leak)) for row in rows)


def wording_of(lead: Lead) -> Wording:
    """How the lead's money is written: in its currency, by the customs of its playbook."""
    head = offered().get(lead.playbook, first_offered()).head
    return _wording(head.locale, lead.currency or head.currency)


def ago(moment: datetime, now: datetime) -> str:
    """How long ago, roughly: `12 min`, `5 h`, `3 days`, `7 weeks`, `2 years`."""
    passed = max(now - moment, timedelta())
    if passed < timedelta(days=1):
        minutes = passed // timedelta(minutes=1)
        return minutes_in_words(minutes if minutes < 60 else minutes // 60 * 60)
    for days, one, longest in ((1, "day", 14), (7, "week", 112), (30, "month", 730), (365, "year", 0)):
        if passed < timedelta(days=longest) or not longest:
            count = passed.days // days
            return f"1 {one}" if count == 1 else f"{count} {one}s"
    raise AssertionError("the last span has no end")


def _line(row: Row, now: datetime, *, of_leak: bool) -> Line:
    lead, settings = row.lead, services().settings
    rules = settings.clock_rules
    words, clock = wording_of(lead), state_of(rules.hours, lead, now)
    status, zone = Status(lead.status), rules.hours.zone
    return Line(
        id=lead.public_id,
        url=url_for("console.call.show", lead=lead.public_id),
        company=lead.company,
        contact=lead.contact_name or lead.email,
        likely=_likely(row, words, of_leak=of_leak),
        between=_between(lead, words),
        of_leak=of_leak,
        finished=lead.finished,
        leak=row.leak,
        leak_worth="" if row.leak_p50 is None else _money(words, two_digits(row.leak_p50)),
        fix=fix_title(lead.first_fix) if lead.first_fix else "",
        light=LIGHTS.get(clock.light, ""),
        clock=clock.words if clock.light in LIGHTS else "",
        status=short_label(status),
        ended=status in ENDED,
        owner=row.owner,
        owner_id=lead.owner_id,
        next_step=lead.next_step,
        next_step_when=in_words(lead.next_step_at, now, zone) if lead.next_step_at else "",
        overdue=lead.next_step_at is not None and lead.next_step_at < now,
        source=lead.source,
        age=ago(lead.arrived_at, now),
        arrived=in_words(lead.arrived_at, now, zone),
        tags=row.tags,
        is_sample=lead.is_sample,
    )


def _likely(row: Row, words: Wording, *, of_leak: bool) -> str:
    worth = row.leak_p50 if of_leak else row.lead.total_p50
    return "" if worth is None else _money(words, two_digits(worth))


def _between(lead: Lead, words: Wording) -> str:
    low, high = lead.total_p10, lead.total_p90
    return "" if low is None or high is None else _range(words, two_digits(low), two_digits(high))


# Amounts are shown to two digits, so that there are few of them; wording each anew took half of a page's time.
@lru_cache(maxsize=2_048)
def _money(words: Wording, rounded: float) -> str:
    return words.money(rounded)


@lru_cache(maxsize=8_192)
def _range(words: Wording, low: float, high: float) -> str:
    return words.money_range_short(Range(low, low, high))


@lru_cache(maxsize=32)
def _wording(locale: str, currency: str) -> Wording:
    return Wording(locale, currency)
