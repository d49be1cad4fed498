"""Readiness: who is asked from which point of view, what they say side by side, and what it comes to."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from audit.store.readiness_asks import Asker
from web.field_errors import FieldError, by_field
from web.planning import asking, told
from web.planning.asking import Asked, Find
from web.planning.standing_view import conditions_shown, views_shown
from web.portal.operator import operator, place
from web.portal.planning.here import agreement_here, known_here
from web.security.access import Access, access
from web.services import services

NOTHING: Final[Mapping[str, str]] = {}


@access(Access.OPERATORS)
def show(company: str, agreement: str) -> str:  # noqa: ARG001  # the access rule has read the company
    """The page."""
    return _page(agreement, (), NOTHING)


@access(Access.OPERATORS)
def ask(company: str, agreement: str) -> Response | tuple[str, int]:  # noqa: ARG001  # as `show`
    """Ask whom the form names."""
    typed = asking.read_form(request.form)
    done = asking.ask_named(typed, _find(agreement), _asker(), services().clock())
    if done.errors:
        return _page(agreement, done.errors, typed.kept), 422
    return _back(agreement, done)


@access(Access.OPERATORS)
def again(company: str, agreement: str) -> Response:  # noqa: ARG001  # as `show`
    """Ask somebody once more."""
    number = asking.number_typed(request.form)
    return _back(agreement, asking.ask_again(number, _find(agreement), _asker(), services().clock()))


@access(Access.OPERATORS)
def withdraw(company: str, agreement: str) -> Response:  # noqa: ARG001  # as `show`
    """Close the link of somebody who has not answered."""
    number = asking.number_typed(request.form)
    return _back(agreement, asking.withdraw(number, _find(agreement), services().clock()))


def _find(agreement: str) -> Find:
    return partial(agreement_here, public_id=agreement, to_change=True)


def _asker() -> Asker:
    return Asker(person_id=operator().person_id)


def _back(agreement: str, done: Asked) -> Response:
    told.tell(done.code)
    return redirect(url_for("portal.planning.readiness", company=place().public_id, agreement=agreement), 303)


def _page(agreement: str, errors: Sequence[FieldError], kept: Mapping[str, str]) -> str:
    known, now = known_here(agreement), services().clock()
    return render_template(
        "portal/readiness.html",
        known=known,
        views=views_shown(known, now),
        conditions=conditions_shown(known),
        rows=asking.ROWS,
        kept=kept,
        errors=errors,
        wrong=by_field(errors),
        done="" if errors else told.told(),
    )
