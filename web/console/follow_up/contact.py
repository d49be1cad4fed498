"""Who to call: details that came out during a call, and a card for the address book."""

from typing import Final

from flask import abort, url_for
from werkzeug.wrappers import Response

from audit.sales.business_card import MEDIA_TYPE, BusinessCard, card_file
from audit.sales.reaching import looks_like_phone, phone_kept, time_zone_kept
from audit.store import contact_details, leads, people
from audit.store.contact_details import Details
from web.console.follow_up.acting import Answer, RefusedError, Turn, act, check_length, line
from web.console.follow_up.locale import locale_of
from web.console.noting import note_access
from web.field_errors import FieldError
from web.security.access import Access, access
from web.services import services

LONGEST: Final = {"name": 100, "role": 80, "company": 120, "phone": 40, "time_zone": 60}
CALLED: Final = {
    "name": "the name",
    "role": "the role",
    "company": "the company’s name",
    "phone": "the phone number",
    "time_zone": "the time zone",
}


@access(Access.SELLERS)
def change(lead: str) -> Answer:
    """Replace what is known of the person. The address stays as it was given: it is theirs to change."""
    typed = {field: line(field) for field in LONGEST}

    def work(turn: Turn) -> None:
        contact = people.contact_of(turn.session, turn.lead.audit_id)
        if contact is None:
            raise RefusedError(FieldError("follow-up", "Nobody has left an address yet, so there is nobody to change."))
        locale = locale_of(turn.session, turn.lead)
        _check(typed, locale)
        details = _details(typed, locale)
        if details != contact_details.details_of(contact):
            turn.check_version()
            contact_details.change(turn.session, turn.lead, contact, details, turn.by, turn.now)

    return act(lead, "contact", work, first=contact_details.to_change)


@access(Access.READERS)
def card(lead: str) -> Response:
    """The person as a card for an address book; 404 while nobody has left an address."""
    with services().database.reading() as session:
        row = leads.find(session, lead) or abort(404)
        contact = people.contact_of(session, row.audit_id) or abort(404)
    note_access("took a contact into an address book", lead)
    made = BusinessCard(
        lead=lead,
        email=row.email,
        name=contact.name,
        company=contact.company,
        role=contact.role,
        phone=contact.phone,
        link=services().settings.public_url + url_for("console.call.show", lead=lead),
    )
    response = Response(card_file(made), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename="contact.vcf")
    return response


def _check(typed: dict[str, str], locale: str) -> None:
    """Raise RefusedError for what cannot be kept."""
    errors = [
        error
        for field, longest in LONGEST.items()
        for error in check_length(f"contact-{field}", typed[field], longest, CALLED[field])
    ]
    if typed["phone"] and not looks_like_phone(typed["phone"], locale):
        errors.append(FieldError("contact-phone", "Enter a phone number like +1 415 555 0132, or leave it empty."))
    if typed["time_zone"] and not time_zone_kept(typed["time_zone"]):
        errors.append(FieldError("contact-time_zone", "Choose a time zone like America/Chicago, or leave it empty."))
    if errors:
        raise RefusedError(*errors)


def _details(typed: dict[str, str], locale: str) -> Details:
    phone = phone_kept(typed["phone"], locale) if typed["phone"] else ""
    return Details(typed["name"], typed["role"], typed["company"], phone, typed["time_zone"])
