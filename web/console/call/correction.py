"""An answer put right during the call: saved as the quiz saves it, scored at once, the company's own result with it."""

from collections.abc import Sequence
from hashlib import sha256

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.answers import AnswersError
from audit.playbook.format import QuestionEntry
from audit.store import activity, audits
from audit.store.activity import Kind
from audit.store.tables import Revision
from web.accounts.member import member
from web.console.call.case import Case, case_of, say_next
from web.console.noting import note_access
from web.field_errors import FieldError, field_errors
from web.quiz.forms import QuestionForm, form_for
from web.quiz.labels import label_of
from web.quiz.progress import Progress
from web.quiz.scoring import score
from web.security.access import Access, access
from web.services import services

SEEN_FIELD = "seen"
MEANWHILE = (
    "Somebody has changed this audit while you were typing. What you chose is still here: look at it once more, "
    "and save it if it is still right."
)


@access(Access.SELLERS)
def show(lead: str, key: str) -> Response | str:
    """A question with what the company said to it. One that cannot be put now leads back to the lead."""
    with services().database.reading() as session:
        case = case_of(session, lead)
    question = asked(case, key)
    if question is None:
        return redirect(url_for("console.call.show", lead=lead), 303)
    note_access("looked at an answer of a lead", lead, question=key)
    form = form_for(case.playbook, question, case.found.progress.given.get(key))
    return _page(case, question, form)


@access(Access.SELLERS)
def save(lead: str, key: str) -> Response | tuple[str, int]:
    """Keep the answer and score, in one transaction. Who sends an outdated page is told, and loses nothing."""
    with services().database.writing() as session:
        case = case_of(session, lead, to_change=True)
        question = asked(case, key)
        if question is None:
            return redirect(url_for("console.call.show", lead=lead), 303)
        form = form_for(case.playbook, question, case.found.progress.given.get(key))
        if not form.validate():
            return _page(case, question, form, field_errors(form)), 422
        if request.form.get(SEEN_FIELD) != seen(case, key):
            return _page(case, question, form, [FieldError("answer", MEANWHILE)]), 409
        return _keep(session, case, key, form)


def asked(case: Case, key: str) -> QuestionEntry | None:
    """The question, if it can be put now: it is on the way, and no earlier one is open."""
    return case.playbook.question(key) if case.found.progress.asks(key) else None


def seen(case: Case, key: str) -> str:
    """What the page was made from, shortened: another result or another answer gives another text."""
    said = case.found.progress.given.get(key)
    return sha256(repr((case.number, said)).encode()).hexdigest()[:16]


def _keep(session: Session, case: Case, key: str, form: QuestionForm) -> Response:
    now, progress = services().clock(), case.found.progress
    if progress.given.get(key) != form.given:
        audits.save_answer(session, case.audit, key, form.given, now)
    after = progress.answering(key, form.given)
    if after.next is not None:
        audits.reach(session, case.audit, after.next, now)
        if case.newest is None:
            say_next("kept")
        return _to_question(case, after.next)
    try:
        revision = scored(session, case, after)
    except AnswersError as error:
        wrong = {problem.key for problem in error.problems}
        return _to_question(case, next((one for one in after.path if one in wrong), after.path[0]))
    return to_comparison(case, revision)


def scored(session: Session, case: Case, progress: Progress) -> Revision:
    """The result of these answers, made by who is signed in, with its row of activity if it is a new one.

    The caller holds the audit. Raises AnswersError.
    """
    now, account_id = services().clock(), member().account_id
    revision = score(session, case.audit, progress, now, account_id)
    if revision.number != case.number:
        before, after = {"revision": str(case.number)}, {"revision": str(revision.number)}
        activity.note(session, case.audit.id, now, account_id, Kind.CORRECTION, before, after)
    return revision


def to_comparison(case: Case, revision: Revision) -> Response:
    """To what the change did: beside the result before; to the lead where there was none, or nothing is new."""
    lead = case.lead.public_id
    if revision.number == case.number:
        say_next("same")
    if revision.number == case.number or case.newest is None:
        return redirect(url_for("console.call.show", lead=lead), 303)
    return redirect(url_for("console.call.compare", lead=lead), 303)


def _to_question(case: Case, key: str) -> Response:
    return redirect(url_for("console.call.correct", lead=case.lead.public_id, key=key), 303)


def _page(case: Case, question: QuestionEntry, form: QuestionForm, errors: Sequence[FieldError] = ()) -> str:
    progress = case.found.progress
    return render_template(
        "console/correct.html",
        case=case,
        lead=case.lead.public_id,
        question=question,
        form=form,
        label=label_of(case.playbook, question),
        errors=errors,
        seen=seen(case, question.key),
        opened_by_change=case.newest is not None and progress.next == question.key,
        place=progress.place(question.key),
    )
