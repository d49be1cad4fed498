"""Readiness, plan and fix page of an agreement as staff see them; who sells can ask the questions as well."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from audit.store import agreements
from audit.store.readiness_asks import Asker
from audit.store.tables import Company
from web.accounts.member import member
from web.console.noting import note_access
from web.field_errors import FieldError, by_field
from web.planning import asking, drawing, told
from web.planning.asking import Asked, Find
from web.planning.known import know
from web.planning.standing_view import conditions_shown, views_shown
from web.security.access import ROLES, Access, access
from web.services import services

LOOKED: Final = "looked at readiness"
ASKED: Final = "asked about readiness"
CLOSED: Final = "closed a readiness link"
NOTHING: Final[Mapping[str, str]] = {}


@access(Access.READERS)
def show(agreement: str) -> str:
    """The page. That it was looked at is noted."""
    html = _page(agreement, (), NOTHING)
    note_access(LOOKED, agreement)
    return html


@access(Access.SELLERS)
def ask(agreement: str) -> Response | tuple[str, int]:
    """Ask whom the form names."""
    typed = asking.read_form(request.form)
    done = asking.ask_named(typed, _find(agreement), _asker(), services().clock())
    if done.errors:
        return _page(agreement, done.errors, typed.kept), 422
    return _back(agreement, done)


@access(Access.SELLERS)
def again(agreement: str) -> Response:
    """Ask somebody once more."""
    number = asking.number_typed(request.form)
    return _back(agreement, asking.ask_again(number, _find(agreement), _asker(), services().clock()))


@access(Access.SELLERS)
def withdraw(agreement: str) -> Response:
    """Close the link of somebody who has not answered."""
    number = asking.number_typed(request.form)
    done = asking.withdraw(number, _find(agreement), services().clock())
    if done.code == told.WITHDRAWN:
        note_access(CLOSED, agreement)
    return _back(agreement, done)


def _find(agreement: str) -> Find:
    return lambda session: agreements.find_for_staff(session, agreement, to_change=True) or abort(404)


def _asker() -> Asker:
    return Asker(account_id=member().account_id)


def _back(agreement: str, done: Asked) -> Response:
    if done.mails:
        note_access(ASKED, agreement, people=str(done.mails))
    told.tell(done.code)
    return redirect(url_for("console.agreements.readiness", agreement=agreement), 303)


def _page(agreement: str, errors: Sequence[FieldError], kept: Mapping[str, str]) -> str:
    now = services().clock()
    with services().database.reading() as session:
        row = agreements.find_for_staff(session, agreement) or abort(404)
        known = know(session, services().shelf, row)
        company = session.get_one(Company, row.company_id)
    return render_template(
        "console/agreement_readiness.html",
        known=known,
        company=company,
        picture=drawing.drawn(known.loop, known.playbook),
        views=views_shown(known, now),
        conditions=conditions_shown(known),
        rows=asking.ROWS,
        may_ask=member().role in ROLES[Access.SELLERS] and row.stopped_at is None,
        kept=kept,
        errors=errors,
        wrong=by_field(errors),
        done="" if errors else told.told(),
    )
