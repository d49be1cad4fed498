"""Whom to call: name, number, address, and what time it is there."""

from dataclasses import dataclass
from datetime import datetime

import phonenumbers

from audit.sales.local_time import LocalTime, Moment, local_time
from audit.store.tables import Contact, Lead

GOOD_OR_NOT = {
    Moment.GOOD: "A good time to call.",
    Moment.EDGE: "Outside office hours.",
    Moment.NIGHT: "Too early or too late to call.",
}


@dataclass(frozen=True, slots=True)
class Who:
    """What is known of the person; each may be empty. `dial` is the address that a phone calls.

    `clock` is the time there in words and `moment` whether to call: "good", "edge" or "night"; both are empty if it is
    not known. `by_phone`: it is known from the phone number alone.
    """

    name: str
    role: str
    company: str
    phone: str
    dial: str
    email: str
    clock: str
    moment: str
    advice: str
    by_phone: bool
    person_id: int | None  # whose page says all that is stored about them


def make_who(lead: Lead, contact: Contact | None, now: datetime) -> Who:
    """Put the contact into words; `now` is aware."""
    phone = contact.phone if contact else ""
    there = local_time(contact.time_zone, phone, now) if contact else None
    shown, dial = _numbers(phone)
    return Who(
        name=lead.contact_name,
        role=contact.role if contact else "",
        company=lead.company,
        phone=shown,
        dial=dial,
        email=lead.email,
        clock=_clock(there) if there else "",
        moment=there.moment.value if there else "",
        advice=GOOD_OR_NOT[there.moment] if there else "",
        by_phone=there is not None and there.by_phone,
        person_id=contact.person_id if contact else None,
    )


def _numbers(phone: str) -> tuple[str, str]:
    """A phone number as people write it, and as a phone dials it; one that cannot be read is shown as it is."""
    try:
        read = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone, ""
    formats = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(read, formats.INTERNATIONAL), phonenumbers.format_number(read, formats.RFC3966)


def _clock(there: LocalTime) -> str:
    """`Mon 09:30`, or `Mon 07:30 to 09:30` where the number could be in several time zones."""
    first = f"{there.earliest:%a %H:%M}"
    if f"{there.latest:%a %H:%M}" == first:
        return first
    last = f"{there.latest:%H:%M}" if there.latest.weekday() == there.earliest.weekday() else f"{there.latest:%a %H:%M}"
    return f"{first} to {last}"
