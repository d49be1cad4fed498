"""What the follow-up panel shows, ready to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web.console.follow_up.attempt import Attempt
from web.console.follow_up.wording import Line
from web.field_errors import FieldError


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class StatusShown:
    """The status in words, the open ones to choose, and why a lead ends, under the ending status's words.

    `value` is the status with its reason as a choice has it.
    """

    words: str
    value: str
    ended: bool
    steps: tuple[Choice, ...]
    endings: tuple[tuple[str, tuple[Choice, ...]], ...]


@dataclass(frozen=True, slots=True)
class OwnerShown:
    """Who has the lead: a name and its value among the choices, or both empty for nobody."""

    name: str
    value: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class StepShown:
    """The next step; `due` in words, empty for none. `proposed`, `day` and `clock` are what the fields hold.

    `has_file`: there is a file for a calendar, also where it only takes the last step out again.
    """

    text: str
    proposed: str
    due: str
    overdue: bool
    day: str
    clock: str
    has_file: bool


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A note. `changed` says when it was changed last, empty for never."""

    id: int
    text: str
    who: str
    when: str
    changed: str
    version: int


@dataclass(frozen=True, slots=True)
class UndoShown:
    """What can be undone: "You set the status to Contacted (today 09:34)."."""

    activity_id: int
    words: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The follow-up of one lead. `version` goes along with every form. `contact` is none while nobody gave an address.

    `zones` are time zones to choose from. Where a form did not go through, `attempt` has it and `meanwhile` what
    others did. `notes_in_sight`: older notes wait behind a line to open.
    """

    lead: str
    version: int
    may_change: bool
    status: StatusShown
    owner: OwnerShown
    step: StepShown
    first_touch: str
    undo: UndoShown | None
    tags: Sequence[str]
    known_tags: Sequence[str]
    contact: Mapping[str, str] | None
    zones: Sequence[str]
    notes: Sequence[NoteShown]
    removed_notes: Sequence[NoteShown]
    lines: Sequence[Line]
    attempt: Attempt | None = None
    meanwhile: Sequence[str] = ()
    notes_in_sight: int = 3

    @property
    def errors(self) -> Sequence[FieldError]:
        """What is wrong with what was sent."""
        return self.attempt.errors if self.attempt else ()

    @property
    def version_to_send(self) -> int:
        """What a form that was overtaken sends once more: the present version of what it is about."""
        about = self.attempt.note_id if self.attempt else None
        return next((note.version for note in (*self.notes, *self.removed_notes) if note.id == about), self.version)

    @property
    def rescued(self) -> str:
        """What was typed into a note that somebody else removed meanwhile: it stands as a new one. Mostly empty."""
        if self.attempt is None or not any(self.tried(f"note {note.id}") for note in self.removed_notes):
            return ""
        return self.attempt.values.get("text", "")

    def tried(self, form: str) -> bool:
        """Whether it was this form that did not go through."""
        return self.attempt is not None and self.attempt.form == form

    def kept(self, form: str, field: str, present: str) -> str:
        """What a field holds: what was typed, where its form did not go through, else what is so at present."""
        if self.attempt is None or self.attempt.form != form:
            return present
        return self.attempt.values.get(field, present)

    def error(self, field_id: str) -> str:
        """What is wrong with a field; empty for nothing."""
        return next((error.message for error in self.errors if error.field_id == field_id), "")
