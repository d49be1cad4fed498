"""Two results of a lead side by side: the newest and the one before, or any two by their numbers."""

from dataclasses import dataclass, field
from functools import lru_cache

from flask import render_template, request
from sqlalchemy.orm import Session

from audit.playbook import Playbook
from audit.sales.comparing import compare
from audit.store import calls, revisions
from audit.store.shelf import Shelf
from audit.store.tables import Revision
from web.console.call.background import history_lines
from web.console.call.case import Case, case_of
from web.console.call.comparison_view import ComparisonView, make_view
from web.console.noting import note_access
from web.field_errors import FieldError
from web.security.access import Access, access
from web.services import services


@access(Access.READERS)
def show(lead: str) -> str | tuple[str, int]:
    """What moved between two results, by how much and why."""
    now = services().clock()
    with services().database.reading() as session:
        case = case_of(session, lead)
        history = history_lines(case, calls.history(session, case.audit.id), now)
        before, after, errors = _chosen(session, case)
    view = comparison_of(before, after, services().shelf) if before and after and not errors else None
    note_access("compared results of a lead", lead)
    html = render_template(
        "console/compare.html",
        case=case,
        lead=lead,
        history=history,
        view=view,
        errors=errors,
        wrong={error.field_id: error.message for error in errors},
        earlier=before.number if before else max(case.number - 1, 0),
        later=after.number if after else case.number,
    )
    return (html, 422) if errors else html


def _chosen(session: Session, case: Case) -> tuple[Revision | None, Revision | None, list[FieldError]]:
    """The two results that the address names, and what is wrong with it."""
    if case.newest is None or case.number == 1:
        return None, None, []
    numbers = {"from": case.number - 1, "to": case.number}
    errors = []
    for name in numbers:
        typed = request.args.get(name, "")
        if typed and (not typed.isascii() or not typed.isdigit() or len(typed) > 6):
            errors.append(FieldError(name, f"Choose a result from 1 to {case.number}."))
        elif typed:
            numbers[name] = int(typed)
    before, after = (calls.revision(session, case.audit.id, number) for number in numbers.values())
    found = {"from": before, "to": after}
    known = {error.field_id for error in errors}
    errors += [
        FieldError(name, f"There is no result {numbers[name]}: choose one from 1 to {case.number}.")
        for name, one in found.items()
        if one is None and name not in known
    ]
    return before, after, errors


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two results; the same pair gives the same comparison."""

    before: bytes
    after: bytes
    revisions: tuple[Revision, Revision] = field(compare=False)
    shelf: Shelf = field(compare=False)


def comparison_of(before: Revision, after: Revision, shelf: Shelf) -> ComparisonView:
    """What is different between two results, in words."""
    return _made(_Pair(before.record, after.record, (before, after), shelf))


@lru_cache(maxsize=64)
def _made(pair: _Pair) -> ComparisonView:
    """Records never change: worked out once, the comparison is there when the page is opened again."""
    before, after = pair.revisions
    playbook: Playbook = pair.shelf.get(after.playbook_hash)
    comparison = compare(revisions.record_of(before), revisions.record_of(after), pair.shelf.get)
    return make_view(comparison, playbook)
