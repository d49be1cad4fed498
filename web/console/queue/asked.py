"""Which view of the queue is asked for: the address, what was searched for, a saved view."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import request, session, url_for
from sqlalchemy.orm import Session

from audit.store import saved_views
from audit.store.queue import Asker, Cursor, CursorError
from audit.store.queue_filters import Filters, read_filters
from audit.store.tables import SavedView
from web.accounts.member import member
from web.field_errors import FieldError
from web.offered import first_offered
from web.services import services

FIELD = "filter-"
"""The ids of the filters' fields begin with it."""

WORDS = "queue_words"
"""Where the session keeps what was searched for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A view of the queue. `given` is the address as it came; `errors` say what of it cannot be used.

    `view` is the saved view that it began with; `after` and `before` the place in its list.
    """

    filters: Filters
    given: Mapping[str, str]
    errors: tuple[FieldError, ...]
    view: SavedView | None
    after: Cursor | None
    before: Cursor | None

    @property
    def line(self) -> str:
        """The address line to come back to, with its place in the list."""
        return here(self).partition("?")[2]


def asked_for(store: Session, given: Mapping[str, str]) -> Asked:
    """Read an address."""
    view = _view(store, given.get("view", ""))
    words = view.words if view is not None and view.words else session.get(WORDS, "")
    head = first_offered().head
    filters, wrong = read_filters(given, words, head.currency, head.locale)
    errors = [FieldError(f"{FIELD}{one.name}", one.message) for one in wrong]
    place: dict[str, Cursor | None] = {"after": None, "before": None}
    for name in place:
        try:
            place[name] = Cursor.read(given[name]) if given.get(name) else None
        except CursorError:
            errors.append(FieldError("count", "There is no such page of the list. This is its first one."))
    return Asked(filters, given, tuple(errors), view, place["after"], place["before"])


def asked_before(store: Session) -> Asked:
    """The view from which a form was sent; each form of the queue has its address line along."""
    return asked_for(store, dict(parse_qsl(request.form.get("line", ""))))


def address(filters: Filters, view: SavedView | None = None, **place: Cursor | None) -> str:
    """The page of a view."""
    values: dict[str, str] = dict(filters.pairs())
    if view is not None:
        values["view"] = str(view.id)
    values |= {name: str(cursor) for name, cursor in place.items() if cursor is not None}
    return url_for("console.queue.show", **values)  # type: ignore[arg-type]  # its own names are none of ours


def here(asked: Asked) -> str:
    """The page that was asked for, as an address of its own."""
    return address(asked.filters, asked.view, after=asked.after, before=asked.before)


def remember_words(words: str) -> None:
    """Search for these from now on, in this browser; for nothing if they are empty. They stand in no address."""
    if words:
        session[WORDS] = words
    else:
        session.pop(WORDS, None)


def asker() -> Asker:
    """Who looks, and when."""
    return Asker(member().account_id, services().clock(), services().settings.team_zone)


def _view(store: Session, number: str) -> SavedView | None:
    known = number.isascii() and number.isdecimal() and len(number) < 12
    return saved_views.find(store, int(number), member().account_id) if known else None
