"""Keys with which a program sends the numbers: made, shown once, listed, revoked."""

from datetime import datetime
from typing import Final

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.one_line import one_line
from audit.store import measuring_keys
from audit.store.measuring_keys import LONGEST_LABEL, MOST_KEYS
from audit.store.tables import Agreement
from web.field_errors import FieldError
from web.portal.measuring.room import agreement_here, room_of
from web.portal.operator import operator
from web.security.access import Access, access
from web.services import services

Answer = Response | tuple[str, int]
NO_LABEL: Final = "Say what the key is for, such as “Call log export”."
TOO_MANY: Final = f"There are {MOST_KEYS} keys already. Revoke one that is not used any more."


@access(Access.OPERATORS)
def listed(company: str, agreement: str) -> str:  # noqa: ARG001  # the access rule has read the company
    """The keys that there are, and the form for another one."""
    with services().database.reading() as session:
        return _page(session, agreement_here(session, agreement))


@access(Access.OPERATORS)
def make(company: str, agreement: str) -> Answer:  # noqa: ARG001  # likewise
    """Make a key, and show its secret on the answer: it is nowhere else, so the answer is no redirect."""
    now = services().clock()
    label = one_line(request.form.get("label", ""))
    with services().database.writing() as session:
        row = agreement_here(session, agreement, to_change=True)
        error = _wrong(session, row, label)
        secret = None if error else measuring_keys.make(session, row, label, operator().person_id, now)
        if secret is None:
            return _page(session, row, label=label, errors=(FieldError("label", error or TOO_MANY),)), 422
    address = f"{services().settings.public_url}{url_for('programs.post')}"
    return render_template("portal/measuring_key.html", agreement=row, secret=secret, label=label, address=address), 200


@access(Access.OPERATORS)
def revoke(company: str, agreement: str, measuring_key: int) -> Response:
    """Revoke a key. One that is revoked already stays so."""
    now: datetime = services().clock()
    with services().database.writing() as session:
        row = agreement_here(session, agreement, to_change=True)
        if not measuring_keys.exists(session, row, measuring_key):
            abort(404)
        measuring_keys.revoke(session, row, measuring_key, now)
    return redirect(url_for("portal.measuring.keys", company=company, agreement=agreement), 303)


def _wrong(session: Session, row: Agreement, label: str) -> str:
    if room_of(session, row) is None:
        return "A key can be made once both sides have signed the agreement."
    if not label:
        return NO_LABEL
    return f"Shorten this to {LONGEST_LABEL} letters." if len(label) > LONGEST_LABEL else ""


def _page(session: Session, row: Agreement, *, label: str = "", errors: tuple[FieldError, ...] = ()) -> str:
    return render_template(
        "portal/measuring_keys.html",
        agreement=row,
        keys=measuring_keys.of_agreement(session, row),
        label=label,
        errors=errors,
        error=errors[0].message if errors else "",
    )
