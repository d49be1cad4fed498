"""Giving several leads to somebody at once, and taking that back."""

from collections.abc import Mapping, Sequence

from flask import redirect, request
from werkzeug.wrappers import Response

from audit.store import accounts, bulk_assigning
from audit.store.queue import AT_ONCE
from audit.store.queue_filters import NOBODY
from audit.store.tables import Account, Role
from web.accounts.member import member
from web.console.queue.asked import asked_before, here
from web.console.queue.page import Refused, render_again
from web.console.queue.said import remember_assigned, remember_undone
from web.field_errors import FieldError
from web.security.access import Access, access
from web.services import services

NOTHING_TICKED = "Tick the audits that are to have another owner."
NOBODY_CHOSEN = "Choose who is to have them."
LONGEST_NUMBER = 16
"""Digits of a row's number; longer ones are none that a database could look for."""


@access(Access.SELLERS)
def assign() -> Response | tuple[str, int]:
    """Give what is ticked, or all that the page shows, to the chosen person or to nobody."""
    form, now = request.form, services().clock()
    seen = _seen(form.get("shown", ""))
    public_ids = frozenset(seen if form.get("all") else seen.keys() & form.getlist("lead"))
    with services().database.writing() as session:
        owner_id, known = _owner(form.get("owner", ""), accounts.everybody(session, able_to_work=True))
        if known and public_ids:
            chosen = {one: seen[one] for one in public_ids}
            remember_assigned(bulk_assigning.assign_all(session, chosen, owner_id, member().account_id, now), owner_id)
            return redirect(here(asked_before(session)), 303)
    errors: tuple[FieldError, ...] = () if public_ids else (FieldError("pick-all", NOTHING_TICKED),)
    errors += () if known else (FieldError("new-owner", NOBODY_CHOSEN),)
    return render_again(Refused(errors, public_ids, {"owner": form.get("owner", ""), "all": form.get("all", "")}))


@access(Access.SELLERS)
def undo() -> Response:
    """Give leads back to whom they belonged to, where nobody has changed that since."""
    said = request.form.get("rows", "").split(",")[:AT_ONCE]
    rows = [int(one) for one in said if _is_number(one)]
    with services().database.writing() as session:
        undone = bulk_assigning.undo_all(session, rows, member().account_id, services().clock())
        remember_undone(undone, len(rows))
        return redirect(here(asked_before(session)), 303)


def _seen(shown: str) -> Mapping[str, int | None]:
    """The leads that the page showed, with the number of the owner that each had; written as `id:7,id:`."""
    pairs = (one.partition(":") for one in shown.split(",")[:AT_ONCE])
    return {lead: int(owner) if _is_number(owner) else None for lead, _, owner in pairs if lead}


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdecimal() and len(said) < LONGEST_NUMBER


def _owner(typed: str, everybody: Sequence[Account]) -> tuple[int | None, bool]:
    """The account's number, None for nobody; and whether that is somebody who may own leads."""
    if typed == NOBODY:
        return None, True
    able = {str(one.id): one.id for one in everybody if one.role in (Role.ADMIN, Role.SALES)}
    return able.get(typed), typed in able
