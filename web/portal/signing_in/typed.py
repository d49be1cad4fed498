"""An address and a name as they are typed: one line, without signs that nobody can see."""

from typing import Final

from email_validator import EmailNotValidError, validate_email
from flask import request
from flask_wtf import FlaskForm
from wtforms import Field, StringField, ValidationError

from audit.one_line import one_line

LONGEST_EMAIL: Final = 254
LONGEST_NAME: Final = 100


def tidy(typed: str | None) -> str:
    """One line without control characters and without spaces around it."""
    return one_line(typed or "")


def address_typed() -> str:
    """What stands in the field for the address, in lower case: no more than an address can have."""
    return "".join(tidy(request.form.get("email", "")[: LONGEST_EMAIL + 1]).split()).lower()[:LONGEST_EMAIL]


class NameForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """What somebody is called."""

    name = StringField("Name", filters=[tidy])

    def validate_name(self, field: Field) -> None:
        """A name is needed, and fits on a line."""
        if not field.data:
            raise ValidationError("Enter a name, as colleagues know it.")
        if len(field.data) > LONGEST_NAME:
            raise ValidationError(f"Shorten the name to {LONGEST_NAME} letters.")


class ColleagueForm(NameForm):
    """Whom to invite."""

    email = StringField("E-mail address", filters=[tidy])

    def validate_email(self, field: Field) -> None:
        """A good address is kept in its usual spelling."""
        try:
            found = validate_email(field.data[: LONGEST_EMAIL + 1], check_deliverability=False)
        except EmailNotValidError as error:
            raise ValidationError("Enter an e-mail address like name@company.com.") from error
        field.data = found.normalized.lower()
