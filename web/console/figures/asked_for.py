"""Which time and which audits somebody wants figures of: read from the address, checked, and offered as choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from audit.one_line import one_line
from audit.sales.typed_day import read_day
from audit.store.figures.scope import Scope
from web.field_errors import FieldError

PERIODS: Final = (7, 30, 90)
USUAL: Final = 30
LONGEST_DAYS: Final = 366
NO_SOURCE: Final = "(none)"
"""What stands in the address for audits that came without a source."""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What figures are shown: `first` to `last` are the team's days. `days` is 7, 30 or 90, 0 for days of one's own.

    `since`, `until` are what was typed. What was wrong stands in `errors`, and the usual is shown in its place.
    """

    days: int
    first: date
    last: date
    since: str
    until: str
    source: str
    playbook: str
    with_samples: bool
    errors: tuple[FieldError, ...]

    @property
    def filters(self) -> dict[str, str]:
        """The filters as they stand in the address, without the time."""
        wanted = {"source": self.source, "playbook": self.playbook, "samples": "1" if self.with_samples else ""}
        return {name: value for name, value in wanted.items() if value}

    def scope(self, zone: ZoneInfo) -> Scope:
        """The audits that the figures are about."""
        name, _, version = self.playbook.partition(" ")
        return Scope(
            since=_midnight(self.first, zone),
            until=_midnight(self.last + timedelta(days=1), zone),
            source={"": None, NO_SOURCE: ""}.get(self.source, self.source),
            playbook=name or None,
            version=version or None,
            with_samples=self.with_samples,
        )


def asked_for(sent: Mapping[str, str], today: date, playbooks: Sequence[tuple[str, str]]) -> AskedFor:
    """Read an address. `playbooks` are the names and versions that there are."""
    days, wrong_period = _days(sent.get("period", ""))
    first, last = today - timedelta(days=days - 1), today
    since, until = sent.get("from", "").strip(), sent.get("to", "").strip()
    errors = list(wrong_period)
    if (since or until) and (since, until) != (first.isoformat(), last.isoformat()):
        own, wrong = _own_days(since, until, today)
        errors += wrong
        if own:
            days, (first, last) = 0, own
    playbook = " ".join(sent.get("playbook", "").split())
    if playbook and playbook not in playbook_choices(playbooks):
        errors.append(FieldError("playbook", f"There is no playbook {playbook[:60]}. Please choose one of the list."))
        playbook = ""
    return AskedFor(
        days=days,
        first=first,
        last=last,
        since=since if errors else first.isoformat(),
        until=until if errors else last.isoformat(),
        source=one_line(sent.get("source", ""))[:80],
        playbook=playbook,
        with_samples=sent.get("samples") == "1",
        errors=tuple(errors),
    )


def playbook_choices(playbooks: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """The choices of playbooks: each with all of its versions, then version by version; what it is called by value."""
    choices: dict[str, str] = {}
    for name, version in playbooks:
        choices.setdefault(name, f"{name}, all versions")
        choices[f"{name} {version}"] = f"{name} {version}"
    return choices


def _days(period: str) -> tuple[int, Sequence[FieldError]]:
    if not period:
        return USUAL, ()
    if period in {str(days) for days in PERIODS}:
        return int(period), ()
    return USUAL, [FieldError("from", "Please choose 7, 30 or 90 days, or give a first and a last day.")]


def _own_days(since: str, until: str, today: date) -> tuple[tuple[date, date] | None, Sequence[FieldError]]:
    """The days that were typed, or what is wrong with them. Without a last day it is today."""
    first, last = read_day(since), read_day(until) if until else today
    errors = [
        FieldError(name, f"Please give the {place} day as year-month-day, as in {today.isoformat()}.")
        for name, place, day in (("from", "first", first), ("to", "last", last))
        if day is None
    ]
    if first is None or last is None:
        return None, errors
    if first > last:
        return None, [FieldError("to", "The last day has to come after the first.")]
    if (last - first).days >= LONGEST_DAYS:
        return None, [FieldError("from", "Please choose one year at most.")]
    return (first, last), ()


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)
