"""What is wrong on a page, as the summary at its top and the field itself say it."""

from collections.abc import Iterable
from dataclasses import dataclass

from wtforms import Field, Form, RadioField, SelectMultipleField


@dataclass(frozen=True, slots=True)
class FieldError:
    """`message` is one sentence that says how to mend it; `field_id` is the id of the input it is about."""

    field_id: str
    message: str


def field_errors(form: Form) -> tuple[FieldError, ...]:
    """The first thing wrong with each field, in the order of the form."""
    return tuple(FieldError(_first_input(field), str(field.errors[0])) for field in form if field.errors)


def _first_input(field: Field) -> str:
    """The id to lead to: of several radios or boxes, the first."""
    return f"{field.id}-0" if isinstance(field, (RadioField, SelectMultipleField)) else str(field.id)


def by_field(errors: Iterable[FieldError]) -> dict[str, str]:
    """What is wrong with each field, for the field itself to say."""
    return {error.field_id: error.message for error in errors}
