"""One question a page: shown, answered, and on to the next one or to the result."""

from collections.abc import Sequence
from functools import lru_cache

from flask import redirect, render_template, url_for
from markupsafe import Markup
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.answers import AnswersError
from audit.playbook import Playbook
from audit.playbook.format import QuestionEntry
from audit.store import audits
from web.brand import page_brand
from web.field_errors import FieldError, field_errors
from web.quiz.forms import QuestionForm, form_for
from web.quiz.labels import label_of
from web.quiz.last_time import last_given
from web.quiz.opened import Opened, opened
from web.quiz.progress import Keyed, extent_of, hashable
from web.quiz.scoring import score
from web.security.access import Access, access
from web.services import services


@access(Access.HOLDER)
def here(public_id: str) -> Response:
    """On to where the person is: the next question, or the result."""
    with services().database.reading() as session:
        return _onward(opened(session, public_id))


@access(Access.HOLDER)
def show(public_id: str, key: str) -> Response | str:
    """A question, with what was said to it before. One that cannot be put now leads to where the person is."""
    with services().database.reading() as session:
        found = opened(session, public_id)
        question = _asked(found, key)
        if question is None:
            return _onward(found)
        given = found.progress.given.get(key)
        last = last_given(session, found, question) if given is None else None
    playbook, shown = found.progress.playbook, last if given is None else given
    before = None if shown is None else hashable(shown)
    return _page(found, key, _shown_again(Keyed(playbook.content_hash, playbook), key, before), last=last is not None)


@access(Access.HOLDER)
def answer(public_id: str, key: str) -> Response | str | tuple[str, int]:
    """Keep the answer and go on; score, in the same transaction, when it was the last one.

    An answer to a question that other answers have since led away from, as in a forgotten tab, is not kept.
    """
    with services().database.writing() as session:
        found = opened(session, public_id, to_change=True)
        question = _asked(found, key)
        if question is None:
            return _onward(found)
        form = form_for(found.progress.playbook, question, found.progress.given.get(key))
        if not form.validate():
            fieldset = _fieldset(found.progress.playbook, question, form)
            return _page(found, key, fieldset, field_errors(form)), 422
        return _keep(session, found, key, form)


def _asked(found: Opened, key: str) -> QuestionEntry | None:
    return found.progress.playbook.question(key) if found.progress.asks(key) else None


def _keep(session: Session, found: Opened, key: str, form: QuestionForm) -> Response:
    now = services().clock()
    if found.progress.given.get(key) != form.given:
        audits.save_answer(session, found.audit, key, form.given, now)
    after = Opened(found.audit, found.progress.answering(key, form.given))
    if after.progress.next is not None:
        audits.reach(session, after.audit, after.progress.next, now)
        return _onward(after)
    try:
        score(session, after.audit, after.progress, now)
    except AnswersError as error:
        return _to_question(after, _first_wrong(after, error))
    return _to_result(after)


def _first_wrong(after: Opened, error: AnswersError) -> str:
    wrong = {problem.key for problem in error.problems}
    return next((key for key in after.progress.path if key in wrong), after.progress.path[0])


def _onward(found: Opened) -> Response:
    key = found.progress.next
    return _to_question(found, key) if key is not None else _to_result(found)


def _to_question(found: Opened, key: str) -> Response:
    return redirect(url_for("quiz.question", public_id=found.audit.public_id, key=key), 303)


def _to_result(found: Opened) -> Response:
    return redirect(url_for("results.result", public_id=found.audit.public_id), 303)


def _page(found: Opened, key: str, fieldset: Markup, errors: Sequence[FieldError] = (), *, last: bool = False) -> str:
    playbook, public_id = found.progress.playbook, found.audit.public_id
    return render_template(
        "question.html",
        brand=page_brand(playbook),
        question=playbook.question(key),
        fieldset=fieldset,
        errors=errors,
        place=found.progress.place(key),
        most=extent_of(playbook).questions,
        changing=_is_change(found),
        last=last,
        public_id=public_id,
        back=_back(found, found.progress.before(key)),
    )


@lru_cache(maxsize=4096)
def _shown_again(keyed: Keyed, key: str, given: str | tuple[str, ...] | None) -> Markup:
    """Most people are asked the same questions, and have said nothing to them yet: each is put into words once."""
    question = keyed.playbook.question(key)
    if question is None:
        raise LookupError(key)
    form = form_for(keyed.playbook, question, list(given) if isinstance(given, tuple) else given)
    return _fieldset(keyed.playbook, question, form)


def _fieldset(playbook: Playbook, question: QuestionEntry, form: QuestionForm) -> Markup:
    label = label_of(playbook, question)
    html = render_template("question_fieldset.html", question=question, form=form, label=label)
    return Markup(html)  # noqa: S704  # what a template of ours has made, and escaped


def _is_change(found: Opened) -> bool:
    """Whether the question is put again to somebody who has a result."""
    return found.finished and found.progress.next is None


def _back(found: Opened, before: str | None) -> str:
    """Where "Back" leads: the question before; from a change, the result; from the first one, the start page."""
    public_id = found.audit.public_id
    if _is_change(found):
        return url_for("results.result", public_id=public_id)
    if before is not None:
        return url_for("quiz.question", public_id=public_id, key=before)
    return url_for("quiz.start", name=found.progress.playbook.head.name)
