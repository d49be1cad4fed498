"""A form about an agreement that did not go through."""

from collections.abc import Sequence
from dataclasses import dataclass

from web.agreements.signing import Typed
from web.field_errors import FieldError


@dataclass(frozen=True, slots=True)
class Tried:
    """What was typed, as a signature or as a text, and what is wrong with it; `notice` says what came between."""

    signature: Typed | None = None
    text: str = ""
    errors: Sequence[FieldError] = ()
    notice: str = ""
