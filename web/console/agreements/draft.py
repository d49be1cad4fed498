"""Drafting an agreement from a fix of a lead's newest result."""

from datetime import date, datetime
from typing import Final

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.recovery.drafting import Draftable
from audit.recovery.terms import Terms
from audit.recovery.typed_terms import as_typed
from audit.store import accounts, agreement_mails, agreements, companies, memberships, revisions, taking_in
from audit.store.tables import Agreement, Company
from web.accounts.member import member
from web.agreements.keeping import keep_standing, send
from web.console.agreements.form import LOOK_ONCE, Filled, about_fix, fill, form_context, what_was_typed
from web.console.agreements.said import say_next
from web.console.call.case import Case, case_of
from web.console.noting import note_access
from web.field_errors import FieldError
from web.request_log import request_id
from web.security.access import Access, access
from web.services import services

Answer = Response | str | tuple[str, int]

ALTHOUGH: Final = "terms-although"
TICK_IT: Final = "Tick this to draft it although the audit does not recommend the fix, or choose another one."
MEANWHILE: Final = (
    "There is a newer result than the one this page was made from. What you typed is still here, with the new "
    "figures: look at them, and keep the terms if they are still right."
)
ALREADY: Final = "There is an agreement about this fix already. Change that one, or stop it first."


@access(Access.SELLERS)
def show(lead: str) -> Answer:
    """The form, filled from the newest result; the fixes to choose from where the address names none of them."""
    with services().database.reading() as session:
        case = case_of(session, lead)
        about = _about(case, request.args.get("fix", ""))
        if case.newest is None:
            return redirect(url_for("console.call.show", lead=lead), 303)
        if about is None:
            return _fixes(case)
        there = _existing(session, case, about)
    typed = as_typed(about, _today())
    return _page(case, Filled(about, typed), there=there)


@access(Access.SELLERS)
def make(lead: str) -> Answer:
    """Work out what the target is worth; or, once that was seen, keep the terms as the first version."""
    now = services().clock()
    with services().database.writing() as session:
        case = case_of(session, lead, to_change=True)
        about = _about(case, request.form.get("fix", ""))
        if case.newest is None or about is None:
            abort(404)
        filled = fill(about, case.newest, what_was_typed(), _today())
        company = companies.of_audit(session, case.audit.id)
        if company is not None:
            memberships.hold(session, company.id)  # another lead of the same company may be at it, too
        there = _existing(session, case, about)
        answer = _before_keeping(case, filled, there)
        if answer is not None or filled.terms is None:
            return answer or abort(404)
        made, mails = _kept(session, case, filled.terms, now)
    send(mails)
    note_access("drafted an agreement", made)
    say_next("drafted")
    return redirect(url_for("console.agreements.show", agreement=made), 303)


def _before_keeping(case: Case, filled: Filled, there: Agreement | None) -> Answer | None:
    """The page once more, where the terms cannot be kept yet; None where they can."""
    if request.form.get("result") != str(case.number):
        return _page(case, filled, there=there, notice=MEANWHILE), 409
    keeping = request.form.get("do") == "keep"
    if keeping and there is not None:
        return _page(case, filled, there=there), 409
    if keeping and filled.about.why_not and request.form.get("although") != "yes":
        filled = filled.refused(FieldError(ALTHOUGH, TICK_IT))
    if filled.errors:
        return _page(case, filled, there=there), 422
    if not keeping or not filled.was_seen:
        return _page(case, filled, there=there, notice=LOOK_ONCE if keeping else "")
    return None


def _kept(session: Session, case: Case, terms: Terms, now: datetime) -> tuple[str, tuple[int, ...]]:
    """Make the agreement. Returns its public id, and the mails that tell the company of it."""
    if case.newest is None:
        raise LookupError("an agreement is drafted from a result")
    staff = accounts.find(session, member().account_id)
    agreement = agreements.draft(session, _company(session, case, now), case.newest, terms, staff, now)
    version = agreements.versions(session, agreement.id)[0].row
    mails = agreement_mails.tell_company(session, agreement, version, terms.owner_email, request_id(), now)
    keep_standing(session, agreement, now)
    return agreement.public_id, tuple(mails)


def _company(session: Session, case: Case, now: datetime) -> Company:
    """The company of the audit; it begins with the agreement if it is in no portal yet."""
    found = companies.of_audit(session, case.audit.id)
    if found is not None:
        return found
    if case.contact is not None:
        return taking_in.company_for(session, case.audit, case.contact, now)
    company = companies.begin(session, case.lead.company or taking_in.UNNAMED, now, is_sample=case.lead.is_sample)
    companies.take_in(session, company, case.audit, now)
    return company


def _about(case: Case, fix: str) -> Draftable | None:
    return about_fix(case.newest, fix) if case.newest else None


def _existing(session: Session, case: Case, about: Draftable) -> Agreement | None:
    """The agreement with the company about the same fix that is not stopped."""
    found = agreements.of_audit(session, case.audit.id)
    return next((one for one in found if one.fix == about.fix and one.stopped_at is None), None)


def _today() -> date:
    return services().clock().astimezone(services().settings.team_zone).date()


def _page(case: Case, filled: Filled, *, there: Agreement | None, notice: str = "") -> str:
    return render_template(
        "console/agreement_draft.html",
        case=case,
        lead=case.lead.public_id,
        **form_context(filled),
        there=there.public_id if there else "",
        notice=notice,
        although=request.form.get("although") == "yes",
    )


def _fixes(case: Case) -> str:
    """The fixes of the newest result, to choose from."""
    if case.newest is None:
        abort(404)
    audit = revisions.record_of(case.newest).audit
    return render_template(
        "console/agreement_fixes.html",
        case=case,
        lead=case.lead.public_id,
        fixes=audit.fixes,
        first=audit.recommendation.fix,
        says_no=audit.recommendation.fix is None,
    )
