"""The access log: who did or looked at what, the newest first. It can be read here and changed nowhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import render_template, request, url_for
from sqlalchemy.orm import Session

from audit.store import access_log, accounts
from audit.store.access_log import Actor, Entry, Sought
from audit.store.tables import Account
from web.accounts.moments import beginning_of, day_typed, moment_words
from web.security.access import Access, access
from web.services import services

A_PAGE: Final = 50
ACCOUNT: Final = re.compile(r"account (\d{1,18})")
PERSON: Final = re.compile(r"person (\d{1,18})")
LEAD: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")
ACTORS: Final = {
    Actor.STAFF: "Somebody of staff",
    Actor.SWEEPER: "The server itself",
    Actor.COMMAND_LINE: "Somebody at the server’s command line",
    Actor.NOBODY: "Somebody who was not signed in",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What was asked for, as it stands in the fields."""

    account: str
    action: str
    subject: str
    since: str
    until: str

    def as_query(self) -> dict[str, str]:
        """The fields that are filled, as they stand in the address."""
        given = {"account": self.account, "action": self.action, "about": self.subject}
        return {name: value for name, value in {**given, "from": self.since, "to": self.until}.items() if value}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words. `url` leads to what it is about, empty where no page shows that."""

    moment: str
    who: str
    action: str
    subject: str
    url: str
    details: Sequence[str]


@access(Access.ADMINS)
def show() -> str:
    """A page of entries."""
    asked = Filter(*(_typed(name) for name in ("account", "action", "about", "from", "to")))
    zone = services().settings.team_zone
    before = request.args.get("before", "")
    with services().database.reading() as session:
        sought = _sought(asked, zone)
        found = access_log.newest(session, sought, A_PAGE + 1, int(before) if _is_number(before) else None)
        people = accounts.everybody(session)
        actions = access_log.actions(session)
        lines = _lines(session, found[:A_PAGE], zone)
    query: dict[str, Any] = asked.as_query()  # Any: url_for takes more than its types say
    older = url_for(".access_log", **query, before=found[A_PAGE - 1].row.id) if len(found) > A_PAGE else ""
    return render_template(
        "console/access_log.html",
        asked=asked,
        is_filtered=bool(asked.as_query()),
        lines=lines,
        people=people,
        actions=actions,
        older=older,
        newest=url_for(".access_log", **query) if before else "",
        zone=zone.key,
    )


def _sought(asked: Filter, zone: ZoneInfo) -> Sought:
    """What is asked for; a field that makes no sense counts as empty."""
    since, until = day_typed(asked.since), day_typed(asked.until)
    return Sought(
        account_id=int(asked.account) if _is_number(asked.account) else None,
        action=asked.action,
        subject=asked.subject,
        since=beginning_of(since, zone) if since else None,
        until=beginning_of(until + timedelta(days=1), zone) if until and until < date.max else None,
    )


def _typed(name: str) -> str:
    return "".join(letter for letter in request.args.get(name, "") if letter.isprintable()).strip()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18


def _lines(session: Session, entries: Sequence[Entry], zone: ZoneInfo) -> Sequence[Line]:
    owners = {number: accounts.find(session, number) for number in map(_account_of, entries) if number is not None}
    return [_line(entry, owners, zone) for entry in entries]


def _line(entry: Entry, owners: dict[int, Account | None], zone: ZoneInfo) -> Line:
    row = entry.row
    number = _account_of(entry)
    owner = owners.get(number) if number is not None else None
    return Line(
        moment=moment_words(row.at, zone),
        who=entry.name or ACTORS.get(Actor(row.actor), row.actor),
        action=row.action,
        subject=f"{owner.name} ({row.subject})" if owner else row.subject,
        url=url_for(".one", account=number) if owner else _url(row.subject),
        details=[f"{name.replace('_', ' ')}: {value}" for name, value in row.detail.items()],
    )


def _account_of(entry: Entry) -> int | None:
    found = ACCOUNT.fullmatch(entry.row.subject)
    return int(found[1]) if found else None


def _url(subject: str) -> str:
    """The page of a person or a lead; it says so itself if they are gone."""
    person, lead = PERSON.fullmatch(subject), LEAD.fullmatch(subject)
    if person:
        return url_for("console.people.show", person=int(person[1]))
    return url_for("console.call.show", lead=subject) if lead else ""
