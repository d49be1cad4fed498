"""Views of the queue that are kept under a name."""

from flask import abort, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.one_line import one_line
from audit.store import saved_views
from audit.store.queue_filters import Filters
from audit.store.saved_views import LONGEST_NAME, MOST, NameTakenError, TooManyError
from audit.store.tables import SavedView
from web.accounts.member import member
from web.console.queue.asked import Asked, address, asked_before, remember_words
from web.console.queue.page import Refused, render_again
from web.console.queue.said import remember_view
from web.field_errors import FieldError
from web.security.access import Access, access
from web.services import services

NO_NAME = "Give the view a name."
TOO_LONG = f"Shorten the name to {LONGEST_NAME} letters."
TAKEN = "You have a view of that name. Choose another one."
TOO_MANY = f"You have {MOST} views. Delete one that you no longer need."


@access(Access.READERS)
def save() -> Response | tuple[str, int]:
    """Keep what the page shows, with what was searched for, under a name."""
    name = _name()
    if message := _wrong_with(name):
        return _refuse("view-name", message)
    account_id, now = member().account_id, services().clock()
    try:
        with services().database.writing() as session:
            asked = asked_before(session)
            view = saved_views.save(session, account_id, name, asked.filters, now, shared=_shared())
    except NameTakenError:
        return _refuse("view-name", TAKEN)
    except TooManyError:
        return _refuse("view-name", TOO_MANY)
    remember_words("")  # from here on they are the view's
    remember_view("saved")
    return redirect(address(asked.filters, view), 303)


@access(Access.READERS)
def change(view: int) -> Response | tuple[str, int]:
    """Give a view another name, share it or keep it to oneself."""
    name = _name()
    message = _wrong_with(name)
    try:
        with services().database.writing() as session:
            kept, asked = _own(session, view), asked_before(session)
            if not message:
                saved_views.rename(session, kept, name)
                kept.shared = _shared()
    except NameTakenError:
        message = TAKEN
    if message:
        return _refuse("own-name", message)
    return _done(asked, kept, "saved")


@access(Access.READERS)
def refill(view: int) -> Response:
    """Have a view show what the page shows."""
    with services().database.writing() as session:
        kept, asked = _own(session, view), asked_before(session)
        kept.query, kept.words = asked.filters.line, asked.filters.words
    return _done(asked, kept, "saved")


@access(Access.READERS)
def delete(view: int) -> Response:
    """Forget a view. No audit is touched by it."""
    with services().database.writing() as session:
        session.delete(_own(session, view))
    remember_view("deleted")
    return redirect(address(Filters()), 303)


def _own(session: Session, view: int) -> SavedView:
    return saved_views.find(session, view, member().account_id, to_change=True) or abort(404)


def _done(asked: Asked, view: SavedView, what: str) -> Response:
    remember_view(what)
    return redirect(address(asked.filters, view), 303)


def _name() -> str:
    return one_line(request.form.get("name", ""))


def _shared() -> bool:
    return request.form.get("shared") == "1"


def _wrong_with(name: str) -> str:
    return NO_NAME if not name else TOO_LONG if len(name) > LONGEST_NAME else ""


def _refuse(field_id: str, message: str) -> tuple[str, int]:
    typed = {field_id: request.form.get("name", ""), "shared": request.form.get("shared", "")}
    return render_again(Refused((FieldError(field_id, message),), typed=typed))
