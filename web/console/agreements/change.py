"""A change of the terms: a new version, with its reason. The versions before stay readable."""

from typing import Final

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.one_line import one_line
from audit.recovery.typed_terms import as_typed_before
from audit.store import accounts, agreement_mails, agreements
from audit.store.agreements import Version
from audit.store.tables import Agreement, Company, Revision
from web.accounts.member import member
from web.agreements.come_in import of_other_periods
from web.agreements.keeping import keep_standing, send
from web.agreements.signing import typed_number
from web.agreements.terms_view import differences, wording_of
from web.agreements.tried import Tried
from web.console.agreements.form import FIELD, GONE, LOOK_ONCE, Filled, about_fix, fill, form_context, what_was_typed
from web.console.agreements.said import say_next
from web.console.agreements.show import found, render_show
from web.console.noting import note_access
from web.field_errors import FieldError
from web.request_log import request_id
from web.security.access import Access, access
from web.services import services

Answer = Response | str | tuple[str, int]

LONGEST_WHY: Final = 500
WHY: Final = f"{FIELD}why"
NEWER: Final = (
    "Somebody made a newer version while this page was open. What you typed is still here; it now stands against that "
    "version. See below what would be different, and keep it if it is still right."
)
SAME: Final = "These are the terms as they stand: change something, or leave them."
MEASURED: Final = (
    "Numbers have come in already, so how often it is measured stays as it is. To change it, stop this agreement and "
    "draft another one."
)
STOPPED: Final = "The agreement is stopped, so it cannot be changed any more."


@access(Access.SELLERS)
def show(agreement: str) -> Answer:
    """The form, filled from the newest version."""
    with services().database.reading() as session:
        row = found(session, agreement)
        newest = agreements.versions(session, row.id)[0]
        revision = session.get_one(Revision, row.revision_id)
        about = about_fix(revision, row.fix)
        if about is None or row.stopped_at is not None:
            return render_show(session, row, Tried(notice=GONE if about is None else STOPPED)), 409
        return _page(session, row, newest, Filled(about, as_typed_before(newest.terms, about)))


@access(Access.SELLERS)
def propose(agreement: str) -> Answer:
    """Work out what the target is worth; or, once that was seen, keep the terms as the next version."""
    now, today = services().clock(), services().clock().astimezone(services().settings.team_zone).date()
    with services().database.writing() as session:
        row = found(session, agreement, to_change=True)
        newest = agreements.versions(session, row.id)[0]
        revision = session.get_one(Revision, row.revision_id)
        about = about_fix(revision, row.fix)
        if about is None or row.stopped_at is not None:
            return render_show(session, row, Tried(notice=GONE if about is None else STOPPED)), 409
        filled = fill(about, revision, what_was_typed(), today)
        answer = _before_keeping(session, row, newest, filled)
        if answer is not None or filled.terms is None:
            return answer or render_show(session, row)
        staff = accounts.find(session, member().account_id)
        version = agreements.propose(session, row, filled.terms, _why(), staff, now)
        mails = agreement_mails.tell_company(session, row, version, filled.terms.owner_email, request_id(), now)
        keep_standing(session, row, now)
    send(mails)
    note_access("changed an agreement", agreement, version=str(version.number))
    say_next("changed")
    return redirect(url_for("console.agreements.show", agreement=agreement), 303)


def _before_keeping(session: Session, row: Agreement, newest: Version, filled: Filled) -> Answer | None:
    """The page once more, where the terms cannot be kept yet; None where they can."""
    if typed_number(request.form) != newest.row.number:
        return _page(session, row, newest, filled, notice=NEWER), 409
    keeping = request.form.get("do") == "keep"
    if keeping:
        filled = filled.refused(*_wrong_reason(), *_nothing_new(filled, newest), *_other_periods(session, filled, row))
    if filled.errors:
        return _page(session, row, newest, filled), 422
    if not keeping or not filled.was_seen:
        return _page(session, row, newest, filled, notice=LOOK_ONCE if keeping else "")
    return None


def _why() -> str:
    return one_line(request.form.get("why", ""))


def _wrong_reason() -> tuple[FieldError, ...]:
    why = _why()
    if not why:
        return (FieldError(WHY, "Say what has changed and why; both sides will read it."),)
    return (FieldError(WHY, f"Shorten this to {LONGEST_WHY} letters."),) if len(why) > LONGEST_WHY else ()


def _nothing_new(filled: Filled, newest: Version) -> tuple[FieldError, ...]:
    same = filled.terms is not None and filled.terms == newest.terms
    return (FieldError(f"{FIELD}target", SAME),) if same else ()


def _other_periods(session: Session, filled: Filled, row: Agreement) -> tuple[FieldError, ...]:
    """How often it is measured stays so once something was."""
    other = filled.terms is not None and of_other_periods(session, row.id, filled.terms)
    return (FieldError(f"{FIELD}cadence", MEASURED),) if other else ()


def _page(session: Session, row: Agreement, newest: Version, filled: Filled, notice: str = "") -> str:
    words = wording_of(session.get_one(Revision, row.revision_id), newest.terms)
    return render_template(
        "console/agreement_change.html",
        agreement=row.public_id,
        company=session.get_one(Company, row.company_id).name,
        number=newest.row.number,
        notice=notice,
        differences=differences(newest.terms, filled.terms, words) if filled.terms else (),
        why=request.form.get("why", ""),
        **form_context(filled),
    )
