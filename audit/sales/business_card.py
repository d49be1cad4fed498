"""A person as a card for an address book (vCard 3.0, RFC 2426: the version that every address book reads)."""

from dataclasses import dataclass
from typing import Final

import vobject

from audit.one_line import one_line

MEDIA_TYPE: Final = "text/vcard"


@dataclass(frozen=True, slots=True)
class BusinessCard:
    """Who somebody is. Each may be empty but the address; `lead` is the public id, which makes the card the same one.

    `link` leads to the lead.
    """

    lead: str
    email: str
    name: str = ""
    company: str = ""
    role: str = ""
    phone: str = ""
    link: str = ""


def card_file(card: BusinessCard) -> bytes:
    """Return the card as a file.

    A name is one text here, and nobody can know which part of it is the family's: all of it is the given name.
    """
    made = vobject.vCard()
    shown = one_line(card.name) or one_line(card.company) or card.email
    made.add("fn").value = shown
    made.add("n").value = vobject.vcard.Name(given=shown)
    made.add("uid").value = f"contact-{card.lead}@plumbline"
    _add(made, "email", card.email, "WORK")
    _add(made, "tel", card.phone, "WORK")
    _add(made, "title", card.role)
    _add(made, "url", card.link)
    if company := one_line(card.company):
        made.add("org").value = [company]
    return str(made.serialize()).encode()


def _add(card: vobject.base.Component, name: str, value: str, kind: str = "") -> None:
    text = one_line(value)
    if not text:
        return
    line = card.add(name)
    line.value = text
    if kind:
        line.type_param = kind
