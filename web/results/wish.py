"""What a person types to have the PDF: an address, perhaps a name, perhaps a yes to being written to."""

from dataclasses import dataclass
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, StringField, ValidationError

from audit.one_line import one_line
from audit.sales.reaching import looks_like_phone, phone_kept, time_zone_kept

LONGEST_EMAIL = 254
LONGEST_NAME = 100
LONGEST_COMPANY = 120
LONGEST_ROLE = 80
LONGEST_PHONE = 40
CONSENT_PURPOSE = "follow_up"


@dataclass(frozen=True, slots=True)
class Wish:
    """A request for the PDF. `consent` has the words that were agreed to, empty for no."""

    email: str
    name: str
    company: str
    consent: str
    role: str = ""
    phone: str = ""  # as +14155550132, or as it was typed where it cannot be read so
    time_zone: str = ""  # the browser's, as America/Chicago


def consent_wording(brand_name: str) -> str:
    """What the box says; stored to the letter with every yes."""
    return (
        f"{brand_name} may write to me about this result and how to act on it. I can take this back at any time, "
        "in a reply to any mail."
    )


def _tidy(typed: str | None) -> str:
    """One line without control characters and without spaces around it."""
    return one_line(typed or "")


class WishForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """The form below the result. Nothing is ticked beforehand, and only the address is needed.

    `locale` is the playbook's, as en_US: it says how a phone number without its country is read.
    """

    def __init__(self, locale: str, **options: Any) -> None:  # noqa: ANN401  # as Flask-WTF takes them
        super().__init__(**options)
        self._locale = locale

    email = StringField("Your e-mail address", filters=[_tidy])
    name = StringField("Your name", filters=[_tidy])
    company = StringField("Your company’s name", filters=[_tidy])
    role = StringField("Your role", filters=[_tidy])
    phone = StringField("Your phone number", filters=[_tidy])
    time_zone = StringField(filters=[_tidy])
    consent = BooleanField()

    def validate_email(self, field: Field) -> None:
        """Say what to mend in the address; a good one is kept in its usual spelling."""
        if not field.data:
            raise ValidationError("Enter your e-mail address, so that we can send you the link.")
        try:
            found = validate_email(field.data[: LONGEST_EMAIL + 1], check_deliverability=False)
        except EmailNotValidError as error:
            raise ValidationError("Enter an e-mail address like name@company.com.") from error
        field.data = found.normalized

    def validate_name(self, field: Field) -> None:
        """A name fits on a line."""
        if len(field.data) > LONGEST_NAME:
            raise ValidationError(f"Shorten your name to {LONGEST_NAME} letters.")

    def validate_company(self, field: Field) -> None:
        """So does a company's."""
        if len(field.data) > LONGEST_COMPANY:
            raise ValidationError(f"Shorten the company’s name to {LONGEST_COMPANY} letters.")

    def validate_role(self, field: Field) -> None:
        """And what somebody does there."""
        if len(field.data) > LONGEST_ROLE:
            raise ValidationError(f"Shorten your role to {LONGEST_ROLE} letters.")

    def validate_phone(self, field: Field) -> None:
        """Anything with a few digits may be a number that somebody can call; what is plainly none is said."""
        if field.data and not looks_like_phone(field.data, self._locale):
            raise ValidationError("Enter a phone number like +1 415 555 0132, or leave it empty.")
        if len(field.data) > LONGEST_PHONE:
            raise ValidationError(f"Shorten the phone number to {LONGEST_PHONE} letters.")

    def wish(self, brand_name: str) -> Wish:
        """What was asked for, after `validate` has found nothing wrong."""
        return Wish(
            email=self.email.data or "",
            name=self.name.data or "",
            company=self.company.data or "",
            consent=consent_wording(brand_name) if self.consent.data else "",
            role=self.role.data or "",
            phone=phone_kept(self.phone.data or "", self._locale),
            time_zone=time_zone_kept(self.time_zone.data or ""),
        )
