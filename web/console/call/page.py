"""The screen before a call: all that a good call needs, on one page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import render_template
from sqlalchemy.orm import Session

from audit.sales.clock import ClockState, state_of
from audit.store import calls
from audit.store.tables import Role
from web.accounts.member import member
from web.console.call.agreed import Agreed, agreed_of
from web.console.call.background import (
    ConsentLine,
    HistoryLine,
    Unfinished,
    consent_lines,
    history_lines,
    source_lines,
    title_of,
    unfinished_of,
)
from web.console.call.case import Case, case_of, said, stamp
from web.console.call.portal import Portal, portal_of
from web.console.call.reports_view import Reports, reports_of
from web.console.call.story import Story, story_of
from web.console.call.who import Who, make_who
from web.console.follow_up.panel import Panel, make_panel
from web.console.noting import note_access
from web.security.access import ROLES, Access, access
from web.services import services

SAID: Final = {
    "same": "Nothing has changed: that is what the result is worked out from already.",
    "kept": "Saved. The audit goes on from there.",
    "pdf": "The PDF is being made.",
    "pdf and mail": "The PDF is being made, and its link is mailed.",
    "pdf, no mail": "The PDF is being made. This address had a mail within the hour, so no second one goes out.",
    "portal": "The invitation is on its way. Its link is good once, for seven days.",
    "portal, no mail": "The portal is open to them, but no mail server is set, so no mail goes out.",
    "portal, too soon": "No mail goes out now: this address had one a moment ago, or many today. Send it again later.",
    "portal, joined": "They have joined already.",
    "again": "It is tried again.",
    "not again": "It is being made already.",
}
"""What the page says after something was done, by code (web.console.call.case.say_next)."""


@dataclass(frozen=True, slots=True)
class CallPage:
    """All that the template reads. `open_question` is the title of one that a change has opened, with its key."""

    case: Case
    who: Who
    clock: ClockState
    story: Story | None
    unfinished: Unfinished | None
    open_question: tuple[str, str] | None
    reports: Reports
    portal: Portal | None
    agreed: Agreed | None
    history: tuple[HistoryLine, ...]
    source: tuple[tuple[str, str], ...]
    consents: tuple[ConsentLine, ...]
    arrived: str
    may_change: bool


@access(Access.READERS)
def show(lead: str) -> str:
    """A lead, before and during a call. That it was looked at is noted."""
    html, _ = render_call(lead, None, 200)
    note_access("looked at a lead", lead)
    return html


def render_call(lead: str, panel: Panel | None, status: int) -> tuple[str, int]:
    """The page of a lead with the follow-up panel as it is given, or as it stands; 404 if there is no such lead."""
    now = services().clock()
    with services().database.reading() as session:
        case = case_of(session, lead)
        shown = panel or make_panel(session, case.lead, member(), now)
        screen = _screen(session, case, now)
    told = {"screen": screen, "panel": shown, "errors": shown.errors, "lead": lead, "said": said(SAID)}
    html = render_template("console/call.html", **told)
    return html, status


def may_change(role: Role) -> bool:
    """Whether somebody of that role may work on leads."""
    return role in ROLES[Access.SELLERS]


def _screen(session: Session, case: Case, now: datetime) -> CallPage:
    settings = services().settings
    waiting = case.found.progress.next if case.newest else None
    audit_id = case.audit.id
    return CallPage(
        case=case,
        who=make_who(case.lead, case.contact, now),
        clock=state_of(settings.clock_rules.hours, case.lead, now),
        story=story_of(case.newest, services().shelf.get(case.newest.playbook_hash)) if case.newest else None,
        unfinished=unfinished_of(case, now),
        open_question=(waiting, title_of(case.playbook, waiting)) if waiting else None,
        reports=reports_of(session, case, now, sends_mail=settings.sends_mail),
        portal=portal_of(session, case, now),
        agreed=agreed_of(session, case),
        history=history_lines(case, calls.history(session, audit_id), now),
        source=source_lines(case),
        consents=consent_lines(calls.consents(session, audit_id), now),
        arrived=stamp(case.lead.arrived_at, now),
        may_change=may_change(member().role),
    )
