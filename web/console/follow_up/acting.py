"""Changing a lead: locked, its version looked at, written; or the page once more, with all that was typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.one_line import one_line
from audit.store import leads
from audit.store.tables import Lead, Note
from web.accounts.member import Member, member
from web.console.call.page import render_call
from web.console.follow_up.attempt import Attempt
from web.console.follow_up.panel import make_panel
from web.field_errors import FieldError
from web.services import services

Answer = Response | tuple[str, int]
NEVER_KEPT: Final = frozenset({"csrf_token", "version"})
MOST_MISSED: Final = 5


class RefusedError(Exception):
    """What was sent cannot be; nothing is changed. `errors` say how to mend it."""

    def __init__(self, *errors: FieldError) -> None:
        super().__init__("; ".join(error.field_id for error in errors))
        self.errors = errors


class OvertakenError(Exception):
    """Somebody else was quicker; nothing is changed. `missed` as Attempt has it, and `note_id`."""

    def __init__(self, missed: int = 0, note_id: int | None = None) -> None:
        super().__init__("somebody else was quicker")
        self.missed = missed
        self.note_id = note_id


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn at a lead, which nobody else can change until it is over."""

    session: Session
    lead: Lead
    member: Member
    now: datetime

    @property
    def by(self) -> int:
        """The number of the account that does it."""
        return self.member.account_id

    def check_version(self) -> None:
        """Raise OvertakenError if the lead was changed since the form was shown."""
        seen = typed_version()
        if seen != self.lead.version:
            missed = self.lead.version - seen if 0 < seen < self.lead.version else 0
            raise OvertakenError(min(missed, MOST_MISSED))

    def check_note(self, note: Note) -> None:
        """Raise OvertakenError if the note was changed since the form was shown."""
        if typed_version() != note.version:
            raise OvertakenError(note_id=note.id)


def act(
    lead: str,
    form: str,
    work: Callable[[Turn], None],
    *,
    again: str = "",
    first: Callable[[Session, str], object] | None = None,
) -> Answer:
    """Do the work on a lead and lead back to its page; 404 if there is no such lead.

    Where the work raises RefusedError or OvertakenError, nothing is kept, and the page comes once more with what was
    typed into the form of that name (422 and 409). `again` as Attempt has it. `first` holds what has to be held before
    the lead is.
    """
    who, now = member(), services().clock()
    try:
        with services().database.writing() as session:
            if first is not None:
                first(session, lead)
            row = leads.find(session, lead, to_change=True) or abort(404)
            work(Turn(session, row, who, now))
    except RefusedError as refused:
        return _once_more(lead, Attempt(form, request.path, _typed(), refused.errors), 422)
    except OvertakenError as overtaken:
        attempt = Attempt(
            form=form,
            action=request.path,
            values=_typed(),
            overtaken=True,
            missed=overtaken.missed,
            note_id=overtaken.note_id,
            again=again,
        )
        return _once_more(lead, attempt, 409)
    return redirect(url_for("console.call.show", lead=lead, _anchor="follow-up"), 303)


def typed_version() -> int:
    """The version that the form was made from; 0, which none ever has, if it says none."""
    typed = request.form.get("version", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


def line(field: str) -> str:
    """What was typed into a field, as one line without control characters."""
    return one_line(request.form.get(field, ""))


def check_length(field_id: str, typed: str, longest: int, what: str) -> Sequence[FieldError]:
    """What to say of a text that is too long."""
    return [FieldError(field_id, f"Shorten {what} to {longest} letters.")] if len(typed) > longest else ()


def _typed() -> dict[str, str]:
    return {name: value for name, value in request.form.items() if name not in NEVER_KEPT}


def _once_more(lead: str, attempt: Attempt, status: int) -> tuple[str, int]:
    now = services().clock()
    with services().database.reading() as session:
        row = leads.find(session, lead) or abort(404)
        panel = make_panel(session, row, member(), now, attempt)
    return render_call(lead, panel, status)
