"""What changed: two results of an audit side by side, or its newest beside those of the audit it was begun from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import render_template, request
from sqlalchemy.orm import Session

from audit.store import company_audits
from audit.store.company_audits import ResultLine
from audit.store.tables import AuditRow, Revision
from reports.wording import Wording
from web.console.call.compare import comparison_of
from web.field_errors import FieldError
from web.portal.company.found import audit_here
from web.portal.operator import place
from web.security.access import Access, access
from web.services import services

EARLIER: Final = "before-"
"""Stands before the number of a result of the audit that this one was begun from."""

WORDS = "Choose two results from the lists."


@dataclass(frozen=True, slots=True)
class Choice:
    """A result that can be chosen: `value` as the address has it, and the name that the page gives it."""

    value: str
    name: str
    short: str
    audit_id: int
    line: ResultLine


@access(Access.OPERATORS)
def show(company: str, audit: str) -> str | tuple[str, int]:  # noqa: ARG001  # the access rule has read the company
    """What moved between two results, by how much and why: the newest and the one before, or any two by their names."""
    with services().database.reading() as session:
        row = audit_here(session, audit)
        choices = _choices(session, row)
        picked = _picked(choices)
        before, after = (_revision(session, one) for one in picked) if picked else (None, None)
    wrong = len(choices) > 1 and picked is None
    view = comparison_of(before, after, services().shelf) if before and after else None
    html = render_template(
        "portal/audit_changes.html",
        audit=audit,
        choices=choices,
        picked=picked,
        view=view,
        playbooks=_playbooks(picked) if picked else (),
        errors=[FieldError("from", WORDS)] if wrong else [],
    )
    return (html, 422) if wrong else html


def _choices(session: Session, row: AuditRow) -> tuple[Choice, ...]:
    """The results of the audit, and of the one it was begun from, the newest first."""
    here = place()
    found = [_choice(line, row.id, "") for line in company_audits.results_of(session, row.id)]
    earlier = company_audits.retaken_from(session, here.company_id, row.id)
    if earlier is not None:
        found += [_choice(line, earlier.id, EARLIER) for line in company_audits.results_of(session, earlier.id)]
    return tuple(found)


def _choice(line: ResultLine, audit_id: int, prefix: str) -> Choice:
    head = services().shelf.get(line.made_with.content_hash).head
    day = Wording(head.locale, head.currency).short_day(line.figures.made_at.date())
    number = line.figures.number
    name = f"The audit before, {day}" if prefix else f"Result {number}, {day}"
    long = f"{name}, result {number}" if prefix else name
    return Choice(f"{prefix}{number}", long, name, audit_id, line)


def _picked(choices: Sequence[Choice]) -> tuple[Choice, Choice] | None:
    """The two that the address names; without one, the newest and the one before. None for any that is not there."""
    if len(choices) < 2:
        return None
    by_value = {one.value: one for one in choices}
    after = by_value.get(request.args.get("to", "") or choices[0].value)
    before = by_value.get(request.args.get("from", "") or choices[1].value)
    return (before, after) if before and after else None


def _revision(session: Session, choice: Choice) -> Revision | None:
    found = company_audits.revision(session, choice.audit_id, choice.line.figures.number)
    return found[0] if found else None


def _playbooks(picked: tuple[Choice, Choice]) -> tuple[str, ...]:
    """The two playbooks where they are not the same one, each with its version."""
    before, after = (one.line.made_with for one in picked)
    same = before.content_hash == after.content_hash
    return () if same else (f"{before.title}, version {before.version}", f"{after.title}, version {after.version}")
