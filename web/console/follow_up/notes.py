"""Notes: written, changed, removed, and had back."""

from typing import Final

from flask import abort, request

from audit.store import notes
from audit.store.tables import Note
from web.console.follow_up.acting import Answer, RefusedError, Turn, act, check_length
from web.field_errors import FieldError
from web.security.access import Access, access

LONGEST_NOTE: Final = 5000


@access(Access.SELLERS)
def write(lead: str) -> Answer:
    """Keep a note. It stands in nobody's way: no version is asked for."""
    text = _text()

    def work(turn: Turn) -> None:
        _check(text, "note-text")
        notes.write(turn.session, turn.lead, text, turn.by, turn.now)

    return act(lead, "note", work)


@access(Access.SELLERS)
def change(lead: str, note: int) -> Answer:
    """Replace a note's words."""
    text = _text()

    def work(turn: Turn) -> None:
        found = _found(turn, note)
        if found.text != text:
            _check(text, f"note-{note}-text")
            turn.check_note(found)
            notes.change(turn.session, found, text, turn.by, turn.now)

    return act(lead, f"note {note}", work)


@access(Access.SELLERS)
def remove(lead: str, note: int) -> Answer:
    """Put a note aside."""

    def work(turn: Turn) -> None:
        found = _found(turn, note)
        if found.removed_at is None:
            turn.check_note(found)
            notes.remove(turn.session, found, turn.by, turn.now)

    return act(lead, f"note {note} removed", work, again="Remove it all the same")


@access(Access.SELLERS)
def have_back(lead: str, note: int) -> Answer:
    """Take a note back that was put aside."""

    def work(turn: Turn) -> None:
        found = _found(turn, note)
        if found.removed_at is not None:
            turn.check_note(found)
            notes.have_back(turn.session, found, turn.by, turn.now)

    return act(lead, f"note {note} back", work, again="Have it back all the same")


def _found(turn: Turn, note: int) -> Note:
    return notes.find(turn.session, turn.lead.audit_id, note, to_change=True) or abort(404)


def _text() -> str:
    """What was typed: lines are kept, other control characters are not."""
    typed = request.form.get("text", "").replace("\r\n", "\n")
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in typed).strip()


def _check(text: str, field_id: str) -> None:
    errors = [*check_length(field_id, text, LONGEST_NOTE, "the note")]
    if not text:
        errors.append(FieldError(field_id, "Write something first."))
    if errors:
        raise RefusedError(*errors)
