"""Asking for a change of the terms, or for the end of the agreement, in one's own words."""

from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from audit.one_line import one_line
from audit.store import agreement_mails, agreements, companies
from audit.store.agreement_mails import Wish
from web.agreements.keeping import send
from web.agreements.signing import typed_number
from web.agreements.tried import Tried
from web.field_errors import FieldError
from web.portal.agreement.show import found, render_show, say_next
from web.portal.operator import operator, place
from web.request_log import request_id
from web.security.access import Access, access
from web.services import services

FIELD: Final = "ask-text"
LONGEST: Final = 1_000
MOST: Final = 10
NEWER: Final = (
    "There is a newer version than the one you were looking at. What you wrote is still here: send it if it still "
    "holds."
)
STOPPED: Final = "The agreement was stopped, so there is nothing to change any more."


@access(Access.OPERATORS)
def ask(company: str, agreement: str) -> Response | tuple[str, int]:
    """Keep what is asked for, and tell who drafted the agreement."""
    text, now = _lines(request.form.get("text", "")), services().clock()
    with services().database.writing() as session:
        row = found(session, agreement, to_change=True)
        newest = agreements.versions(session, row.id)[0].row
        asked = [one for one, about in agreements.change_requests(session, row.id) if about == newest.number]
        if typed_number(request.form) != newest.number or row.stopped_at is not None:
            notice = STOPPED if row.stopped_at else NEWER
            return render_show(session, row, Tried(text=text, notice=notice)), 409
        wrong = _wrong(text, len(asked))
        if wrong:
            return render_show(session, row, Tried(text=text, errors=[FieldError(FIELD, wrong)])), 422
        mails: tuple[int, ...] = ()
        if text not in (one.text for one in asked):  # pressed twice
            person = companies.person(session, operator().person_id)
            if person is None:
                raise LookupError("who is signed in is nobody; the page's access rule should have seen to it")
            kept = agreements.ask_for_change(session, newest, person, place().name, text, now)
            mails = tuple(agreement_mails.tell_staff(session, row, newest, Wish.CHANGE, kept.id, request_id(), now))
    send(mails)
    say_next("asked")
    return redirect(url_for("portal.agreement.show", company=company, agreement=agreement), 303)


def _lines(typed: str) -> str:
    """What was typed, line by line, without control characters and spaces around it."""
    return "\n".join(one_line(line) for line in typed.splitlines()).strip()


def _wrong(text: str, asked: int) -> str:
    """What is wrong with what was asked; empty for nothing."""
    if not text:
        return "Write what you would like to be changed, and why."
    if len(text) > LONGEST:
        return f"Shorten this to {LONGEST} letters."
    return "You have asked for much about this version. Please call us instead." if asked >= MOST else ""
