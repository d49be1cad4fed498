"""What if a number were another one: worked out beside today's result and not stored, unless somebody keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.answers import AnswersError, read_answers
from audit.record import Record, to_record
from audit.run import run_audit
from audit.sales.comparing import compare
from audit.store import assumptions, audits, revisions
from web.accounts.member import member
from web.console.call.background import title_of
from web.console.call.case import Case, case_of
from web.console.call.comparison_view import ComparisonView, make_view
from web.console.call.correction import scored, to_comparison
from web.console.call.page import may_change
from web.console.call.what_if_fields import Fields, make_fields, problems_of, supposed
from web.console.noting import note_access
from web.field_errors import FieldError
from web.quiz.progress import Progress, progress_of
from web.security.access import Access, access
from web.services import services

SEEN_FIELD = "result"
MEANWHILE = (
    "There is a newer result than the one this page was made from. What you typed is still here, beside the new "
    "numbers: look at it once more, and keep it if it is still right."
)


@dataclass(frozen=True, slots=True)
class _Try:
    """A lead with a result, and what was typed beside it."""

    case: Case
    record: Record
    fields: Fields


@access(Access.READERS)
def show(lead: str) -> Response | str:
    """The numbers of the newest result, to be changed; before there is one, back to the lead."""
    with services().database.reading() as session:
        tried = _tried(session, lead)
    if tried is None:
        return _back(lead)
    note_access("tried numbers on a lead", lead)
    return _page(tried)


@access(Access.READERS)
def look(lead: str) -> Response | str | tuple[str, int]:
    """What comes out with the numbers that were typed, beside today's result. Nothing is stored."""
    with services().database.reading() as session:
        tried = _tried(session, lead)
    if tried is None:
        return _back(lead)
    note_access("tried numbers on a lead", lead)
    found = _worked_out(tried)
    return _page(tried, view=found) if isinstance(found, ComparisonView) else (_page(tried, errors=found), 422)


@access(Access.SELLERS)
def keep(lead: str) -> Response | tuple[str, int]:
    """Store the numbers that were typed, as a correction: a new result, which the company sees too."""
    with services().database.writing() as session:
        tried = _tried(session, lead, to_change=True)
        if tried is None:
            return _back(lead)
        found = _worked_out(tried)
        if not isinstance(found, ComparisonView):
            return _page(tried, errors=found), 422
        if request.form.get(SEEN_FIELD) != str(tried.case.number):
            return _page(tried, view=found, errors=[FieldError(SEEN_FIELD, MEANWHILE)]), 409
        return to_comparison(tried.case, scored(session, tried.case, _kept(session, tried)))


def _tried(session: Session, lead: str, *, to_change: bool = False) -> _Try | None:
    """None where there is no result, or a change has opened a question that nobody has answered yet."""
    case = case_of(session, lead, to_change=to_change)
    progress = case.found.progress
    if case.newest is None or progress.next is not None:
        return None
    record = revisions.record_of(case.newest)
    sent = request.form if request.method == "POST" else None
    return _Try(case, record, make_fields(case.playbook, progress, record, sent))


def _worked_out(tried: _Try) -> ComparisonView | Sequence[FieldError]:
    """The result with what was typed beside today's, or what is wrong with it."""
    playbook = tried.case.playbook
    problems = problems_of(playbook, tried.fields)
    if problems:
        return problems
    try:
        answers = read_answers(playbook, supposed(tried.record.answers, tried.fields))
    except AnswersError as error:
        return _leads_elsewhere(tried, error)
    then = to_record(run_audit(playbook, answers, services().clock().date()), answers)
    return make_view(compare(tried.record, then, services().shelf.get), playbook)


def _leads_elsewhere(tried: _Try, error: AnswersError) -> Sequence[FieldError]:
    """An answer that opens a question is no what-if: nobody has said anything to that question yet."""
    playbook = tried.case.playbook
    asked = title_of(playbook, error.problems[0].key)
    answers = [one for one in tried.fields.changed if one.is_answer]
    names = [one.name for one in answers] or [SEEN_FIELD]
    words = f"This answer leads to another question, “{asked}”. Correct the answer on its own page: it is asked there."
    return [FieldError(names[0], words)]


def _kept(session: Session, tried: _Try) -> Progress:
    """Save what was typed. Returns where the audit stands with it."""
    now, audit, progress = services().clock(), tried.case.audit, tried.case.found.progress
    given = dict(progress.given)
    for field in tried.fields.changed:
        if field.is_answer:
            audits.save_answer(session, audit, field.key, field.typed, now)
            given[field.key] = field.typed
            continue
        assumptions.drop(session, audit, field.names)
        if field.typed:
            assumptions.save(session, audit, field.key, field.typed, now)
    return progress_of(progress.playbook, given)


def _page(tried: _Try, view: ComparisonView | None = None, errors: Sequence[FieldError] = ()) -> str:
    fields = (*tried.fields.first, *tried.fields.others, *tried.fields.answers)
    titles = {SEEN_FIELD: "", **{one.name: f"{one.title}: " for one in fields}}
    return render_template(
        "console/what_if.html",
        case=tried.case,
        lead=tried.case.lead.public_id,
        fields=tried.fields,
        view=view,
        errors=[FieldError(one.field_id, f"{titles[one.field_id]}{one.message}") for one in errors],
        wrong={error.field_id: error.message for error in errors},
        seen_field=SEEN_FIELD,
        may_change=may_change(member().role),
    )


def _back(lead: str) -> Response:
    return redirect(url_for("console.call.show", lead=lead), 303)
