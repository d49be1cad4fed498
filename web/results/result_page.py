"""The result, and below it the form that asks for the PDF."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.brand import page_brand
from web.field_errors import FieldError, field_errors
from web.request_log import request_id
from web.results.held import Held, held_result, page_of
from web.results.ordering import Order, order_report
from web.results.to_portal import portal_address
from web.results.wish import WishForm, consent_wording
from web.security.access import Access, access
from web.security.limits import limit_report_requests
from web.security.proof import challenge_for, check
from web.services import services

PROOF_FIELD = "proof-digits"


@access(Access.HOLDER)
def show(public_id: str) -> Response | str:
    """The newest result; before there is one, on to where the person is."""
    with services().database.reading() as session:
        held = held_result(session, public_id)
        portal = portal_address(session, held.audit) if held else ""
    if held is None:
        return _to_quiz(public_id)
    return _page(held, WishForm(held.playbook.head.locale, formdata=None), portal=portal)


@access(Access.HOLDER)
@limit_report_requests
def order(public_id: str) -> Response | tuple[str, int]:
    """Ask for the PDF. What is wrong is said on the same page, with all that was typed."""
    with services().database.reading() as session:
        held = held_result(session, public_id)
    if held is None:
        return _to_quiz(public_id)
    form, now = WishForm(held.playbook.head.locale), services().clock()
    right = form.validate()
    unproven = check(request.form, public_id, now)
    if not right or unproven:
        return _page(held, form, unproven), 422
    wish = form.wish(held.playbook.head.brand.name)
    order_report(services(), held.audit, Order(wish, request_id(), now), request.form)
    return redirect(url_for("results.report", public_id=public_id), 303)


def _page(held: Held, form: WishForm, unproven: str | None = None, *, portal: str = "") -> str:
    public_id = held.audit.public_id
    errors = [*field_errors(form), *([FieldError(PROOF_FIELD, unproven)] if unproven else [])]
    settings = services().settings
    return render_template(
        "result.html",
        brand=page_brand(held.playbook),
        result=page_of(held),
        held=held,
        public_id=public_id,
        form=form,
        errors=errors,
        wrong={error.field_id: error.message for error in errors},
        challenge=challenge_for(public_id, services().clock()),
        consent_wording=consent_wording(held.playbook.head.brand.name),
        booking_url=settings.booking_url,
        portal=portal,
        sends_mail=settings.sends_mail,
    )


def _to_quiz(public_id: str) -> Response:
    return redirect(url_for("quiz.here", public_id=public_id), 303)
