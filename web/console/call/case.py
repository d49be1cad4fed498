"""A lead as the pages of a call open it: the audit, how far it has come, its newest result, and whom to call."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import abort
from flask import session as cookie
from sqlalchemy.orm import Session

from audit.playbook import Playbook
from audit.store import leads, people, revisions
from audit.store.tables import AuditRow, Contact, Lead, Revision
from web.quiz.opened import Opened, opened
from web.services import services

_SAID: Final = "call_said"


@dataclass(frozen=True, slots=True)
class Case:
    """One lead. `newest` is None before there is a result, `contact` while nobody has said who they are."""

    lead: Lead
    found: Opened
    newest: Revision | None
    contact: Contact | None

    @property
    def audit(self) -> AuditRow:
        """The audit's own row."""
        return self.found.audit

    @property
    def playbook(self) -> Playbook:
        """The playbook as it was when the audit began."""
        return self.found.progress.playbook

    @property
    def number(self) -> int:
        """The number of the newest result, 0 before there is one."""
        return self.newest.number if self.newest else 0

    @property
    def called(self) -> str:
        """What the lead is called on a page: the company, else the person, else that neither is known."""
        return self.lead.company or self.lead.contact_name or self.lead.email or "Nobody has left a name"


def case_of(session: Session, lead: str, *, to_change: bool = False) -> Case:
    """The lead of that public id, its audit held against changes by others if it is `to_change`. 404 if there is none.

    The audit is held before its lead is read, as the quiz does it.
    """
    if leads.find(session, lead) is None:
        abort(404)
    found = opened(session, lead, to_change=to_change)
    row = leads.of_audit(session, found.audit.id)
    if row is None:
        abort(404)
    audit_id = found.audit.id
    return Case(row, found, revisions.latest(session, audit_id), people.contact_of(session, audit_id))


def stamp(moment: datetime, now: datetime) -> str:
    """A moment on the team's wall: `today 09:30`, `2 Mar 09:30`, with the year where it is not this one."""
    zone = services().settings.team_zone
    there, today = moment.astimezone(zone), now.astimezone(zone)
    if there.date() == today.date():
        return f"today {there:%H:%M}"
    year = "" if there.year == today.year else f" {there.year}"
    return f"{there.day} {there:%b}{year} {there:%H:%M}"


def say_next(code: str) -> None:
    """Have the next page of this browser say what was done; `code` is one of its words."""
    cookie[_SAID] = code


def said(words: Mapping[str, str]) -> str:
    """What the page before left to be said, in these words; empty for nothing."""
    return words.get(str(cookie.pop(_SAID, "")), "")
