"""A form of the panel that did not go through: what was typed, what is wrong with it, who was quicker."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from web.field_errors import FieldError


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody sent. `form` is the name of the form, `action` where it was sent.

    `errors` say what to mend. `overtaken`: somebody else was quicker; `missed` is how often they changed the lead,
    `note_id` the note if it is one that they changed. `again` are the words of a button that sends it once more,
    empty where the form itself still stands with what was typed.
    """

    form: str
    action: str
    values: Mapping[str, str]
    errors: Sequence[FieldError] = field(default=())
    overtaken: bool = False
    missed: int = 0
    note_id: int | None = None
    again: str = ""
