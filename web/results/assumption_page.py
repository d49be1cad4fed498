"""One number that was assumed: shown, replaced by the company's own, or taken back; and scored at once."""

from flask import abort, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import Field, StringField, ValidationError

from audit.answers import Assumption, Problem, read_assumption
from audit.playbook import Playbook
from audit.store import assumptions
from web.brand import page_brand
from web.field_errors import field_errors
from web.quiz.opened import Opened, opened
from web.quiz.scoring import score
from web.results.own_number import Assumed, assumed
from web.results.view.assumption import make_assumption
from web.security.access import Access, access
from web.services import services

TAKE_BACK = "published"
"""What the second button of the page sends as `use`."""


class OwnNumberForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A typed number or range. `read` is what it means, after `validate` has found nothing wrong."""

    number = StringField(filters=[lambda typed: "".join(c if c.isprintable() else " " for c in typed or "")])
    read: Assumption

    class Meta:
        """The app looks at every form's token before any page does (web.security.cookies)."""

        csrf = False

    def __init__(self, playbook: Playbook, number: Assumed) -> None:
        super().__init__(data={"number": number.given if isinstance(number.given, str) else ""})
        self.playbook = playbook
        self.key = number.key

    def validate_number(self, field: Field) -> None:
        """Say how to mend a number that is not understood."""
        if not field.data.strip():
            raise ValidationError("Type a number; a rough one or a range will do.")
        read = read_assumption(self.playbook, self.key, field.data)
        if isinstance(read, Problem):
            raise ValidationError(read.message)
        self.read = read


@access(Access.HOLDER)
def show(public_id: str, key: str) -> Response | str:
    """The number, where it comes from and what it is for; before there is a result, on to where the person is."""
    with services().database.reading() as session:
        found = opened(session, public_id)
        number = assumed(session, found, key) or abort(404)
    if not found.finished:
        return redirect(url_for("quiz.here", public_id=public_id), 303)
    return _page(found, number, OwnNumberForm(found.progress.playbook, number))


@access(Access.HOLDER)
def change(public_id: str, key: str) -> Response | tuple[str, int]:
    """Keep the own number, or go back to the published one; score in the same transaction."""
    with services().database.writing() as session:
        found = opened(session, public_id, to_change=True)
        number = assumed(session, found, key) or abort(404)
        if not found.finished:
            return redirect(url_for("quiz.here", public_id=public_id), 303)
        if request.form.get("use") == TAKE_BACK:
            assumptions.drop(session, found.audit, number.names)
            return _scored(session, found, key)
        form = OwnNumberForm(found.progress.playbook, number)
        if not form.validate():
            return _page(found, number, form), 422
        if not number.is_given(form.read):
            assumptions.save(session, found.audit, key, str(form.number.data).strip(), services().clock())
        return _scored(session, found, key)


def _scored(session: Session, found: Opened, key: str) -> Response:
    """To the new result; where an earlier change has opened a question, first to that one: it is scored then."""
    public_id = found.audit.public_id
    if found.progress.next is not None:
        return redirect(url_for("quiz.question", public_id=public_id, key=found.progress.next), 303)
    score(session, found.audit, found.progress, services().clock())
    return redirect(_place(public_id, key), 303)


def _page(found: Opened, number: Assumed, form: OwnNumberForm) -> str:
    playbook, public_id = found.progress.playbook, found.audit.public_id
    return render_template(
        "assumption.html",
        brand=page_brand(playbook),
        number=make_assumption(playbook, number.published, number.own, number.how_to_measure),
        form=form,
        errors=field_errors(form),
        back=_place(public_id, number.key),
        take_back=TAKE_BACK,
    )


def _place(public_id: str, key: str) -> str:
    return url_for("results.result", public_id=public_id, _anchor=f"input-{key}")
