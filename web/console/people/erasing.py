"""Erasing a person: what goes and what stays, their address typed once more, and then for good."""

from collections.abc import Sequence
from typing import Final

from flask import redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from audit.store import access_log, erasure
from audit.store.access_log import Actor
from audit.store.erasure import Erased
from audit.store.tables import Person
from web.accounts.member import member
from web.console.noting import note_access
from web.console.people.person_page import LOOKED
from web.field_errors import FieldError
from web.request_log import request_id
from web.security.access import Access, access
from web.services import services
from workers.queue import JobKind

DONE: Final = "person_erased"
"""In the session: the numbers of what went, to be said once."""

FIELD: Final = "address"


@access(Access.ADMINS)
def confirm(person: int) -> str:
    """What would go and what would stay. 404 where there is no such person."""
    with services().database.reading() as store:
        page = _page(store, _found(store, person), "", ())
    note_access(LOOKED, f"person {person}")
    return page


@access(Access.ADMINS)
def erase(person: int) -> Response | tuple[str, int]:
    """Erase them, if their address was typed. Nothing of it can be undone."""
    typed, now = request.form.get(FIELD, "").strip(), services().clock()
    with services().database.writing() as store:
        found = _found(store, person)
        if typed.lower() != found.email:
            wrong = FieldError(FIELD, "Type the address exactly as it stands above.")
            return _page(store, found, typed, [wrong]), 422
        gone = erasure.erase(store, person, now)
        if gone is None:
            raise NotFound
        _note(store, person, gone)
    for removal_id in gone.removal_ids:
        services().queue.nudge(JobKind.REMOVAL, removal_id, request_id())
    session[DONE] = dict(gone.counts.detail)
    return redirect(url_for("console.people.erased"), 303)


@access(Access.ADMINS)
def erased() -> Response | str:
    """What went, once; after that, back to the queue."""
    counts = session.pop(DONE, None)
    if not counts:
        return redirect(url_for("console.queue.show"), 303)
    return render_template("console/person_erased.html", counts=counts)


def _found(store: Session, person: int) -> Person:
    found = store.get(Person, person)
    if found is None:
        raise NotFound
    return found


def _note(store: Session, person: int, gone: Erased) -> None:
    """In the same transaction: nobody is erased without a word in the log."""
    access_log.note(
        store,
        services().clock(),
        Actor.STAFF,
        erasure.ERASED,
        f"person {person}",
        account_id=member().account_id,
        request_id=request_id(),
        detail=gone.counts.detail,
    )


def _page(store: Session, found: Person, typed: str, errors: Sequence[FieldError]) -> str:
    return render_template(
        "console/person_erase.html",
        person=found,
        counts=erasure.foreseen(store, found),
        typed=typed,
        errors=errors,
        messages={error.field_id: error.message for error in errors},
    )
