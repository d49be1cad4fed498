"""Noting that a person takes a consent back, as by a mail or on the phone."""

from flask import redirect, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from audit.store import personal_data
from web.console.noting import note_access
from web.console.people.person_page import SAID
from web.security.access import Access, access
from web.services import services

WITHDREW = "withdrew a consent"
LONGEST_NUMBER = 9


@access(Access.SELLERS)
def withdraw(person: int) -> Response:
    """Withdraw the consent whose number the form has. Doing so twice is no mistake."""
    number = request.form.get("consent", "")
    if not number.isascii() or not number.isdecimal() or len(number) > LONGEST_NUMBER:
        raise NotFound
    with services().database.writing() as store:
        done = personal_data.withdraw(store, person, int(number), services().clock())
    if done:
        session[SAID] = "withdrawn"
        note_access(WITHDREW, f"person {person}", consent=number)
    return redirect(url_for("console.people.show", person=person), 303)
