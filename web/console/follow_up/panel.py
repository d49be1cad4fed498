"""The follow-up panel of a lead: what sales did with it, what is next, and the forms for both."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import get_global
from sqlalchemy.orm import Session

from audit.sales.statuses import ENDED, LABELS, REASONS, Status
from audit.store import accounts, activity, history, notes, people, tags, undoing
from audit.store.accounts import SELLERS, Account
from audit.store.contact_details import details_of
from audit.store.tables import Lead, Note
from web.accounts.member import Member
from web.console.follow_up.attempt import Attempt
from web.console.follow_up.locale import locale_of
from web.console.follow_up.moments import MORNING, in_words
from web.console.follow_up.shown import (
    Choice,
    NoteShown,
    OwnerShown,
    Panel,
    StatusShown,
    StepShown,
    UndoShown,
)
from web.console.follow_up.wording import Teller, short_label, status_words
from web.services import services

__all__ = ["Panel", "make_panel"]

MOST_LINES: Final = 60
MOST_TAGS: Final = 30
FIRST_STEP: Final = "Call again"


def make_panel(session: Session, lead: Lead, member: Member, now: datetime, attempt: Attempt | None = None) -> Panel:
    """The panel as it stands, for who is signed in; with a form that did not go through, if there is one."""
    everybody = accounts.everybody(session)
    zone = services().settings.team_zone
    teller = Teller({one.id: one.name for one in everybody}, now, zone)
    written = notes.of_lead(session, lead.audit_id)
    contact = people.contact_of(session, lead.audit_id)
    return Panel(
        lead=lead.public_id,
        version=lead.version,
        may_change=member.role in SELLERS,
        status=_status(lead),
        owner=_owner(lead, everybody),
        step=_step(lead, now, zone),
        first_touch=_first_touch(lead, teller),
        undo=_undo(session, lead, member, teller),
        tags=tags.of_lead(session, lead.audit_id),
        known_tags=tags.in_use(session, MOST_TAGS),
        contact=asdict(details_of(contact)) if contact else None,
        zones=_zones(session, lead) if contact else (),
        notes=[_note(one, teller) for one in written if one.removed_at is None],
        removed_notes=[_note(one, teller) for one in written if one.removed_at is not None],
        lines=[teller.line(event) for event in history.of_lead(session, lead.audit_id, MOST_LINES)],
        attempt=attempt,
        meanwhile=_meanwhile(session, lead, attempt, teller) if attempt else (),
    )


def _status(lead: Lead) -> StatusShown:
    now = Status(lead.status)
    endings = tuple(
        (
            LABELS[status],
            tuple(
                Choice(f"{status}:{code}", text, chosen=(now, lead.reason) == (status, code))
                for code, text in REASONS[status].items()
            ),
        )
        for status in Status
        if status in REASONS
    )
    steps = tuple(Choice(status, short_label(status), status is now) for status in Status if status not in REASONS)
    value = f"{lead.status}:{lead.reason}" if lead.reason else lead.status
    return StatusShown(status_words(lead.status, lead.reason), value, now in ENDED, steps, endings)


def _owner(lead: Lead, everybody: Sequence[Account]) -> OwnerShown:
    """Those who can work on leads, and whoever has it even if they no longer can."""
    choices = tuple(
        Choice(str(one.id), one.name, one.id == lead.owner_id)
        for one in everybody
        if one.id == lead.owner_id or (one.disabled_at is None and one.role in SELLERS)
    )
    name, value = next(((choice.text, choice.value) for choice in choices if choice.chosen), ("", ""))
    return OwnerShown(name, value, choices)


def _step(lead: Lead, now: datetime, zone: ZoneInfo) -> StepShown:
    at = lead.next_step_at
    there = at.astimezone(zone) if at else None
    return StepShown(
        text=lead.next_step,
        proposed=lead.next_step or FIRST_STEP,
        due=in_words(at, now, zone) if at else "",
        overdue=at is not None and at <= now,
        day=f"{there:%Y-%m-%d}" if there else "",
        clock=f"{there or MORNING:%H:%M}",
        has_file=lead.next_step_number > 0,
    )


def _first_touch(lead: Lead, teller: Teller) -> str:
    if lead.first_touch_at is None:
        return ""
    return f"{in_words(lead.first_touch_at, teller.now, teller.zone)} by {teller.name(lead.first_touch_by_id)}"


def _undo(session: Session, lead: Lead, member: Member, teller: Teller) -> UndoShown | None:
    row = undoing.last_of(session, lead.audit_id, member.account_id)
    if row is None:
        return None
    return UndoShown(row.id, f"You {teller.words(row)} ({in_words(row.at, teller.now, teller.zone)}).")


def _zones(session: Session, lead: Lead) -> Sequence[str]:
    """The time zones of the playbook's country, to choose from; any other can be typed."""
    country = locale_of(session, lead).replace("-", "_").rpartition("_")[2]
    known: Mapping[str, Sequence[str]] = get_global("territory_zones")
    return sorted(known.get(country, ()))


def _note(note: Note, teller: Teller) -> NoteShown:
    changed = in_words(note.changed_at, teller.now, teller.zone) if note.changed_at else ""
    when = in_words(note.made_at, teller.now, teller.zone)
    return NoteShown(note.id, note.text, teller.name(note.account_id), when, changed, note.version)


def _meanwhile(session: Session, lead: Lead, attempt: Attempt, teller: Teller) -> Sequence[str]:
    """What others did since the form was shown, the newest first."""
    if attempt.note_id is not None:
        row = activity.newest_of_note(session, lead.audit_id, attempt.note_id)
        return [teller.sentence(row)] if row else ()
    rows = activity.newest_changes(session, lead.audit_id, attempt.missed) if attempt.missed else ()
    return [teller.sentence(row) for row in rows]
