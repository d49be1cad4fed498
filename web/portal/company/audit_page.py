"""An audit of the company: every result, what had been changed, and its PDF."""

from collections.abc import Mapping, Sequence

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from audit.store import company_audits
from audit.store.company_audits import AuditLine
from web.offered import offered
from web.portal.company.audit_words import audit_words, counted, maker, playbook_if_known, result_card
from web.portal.company.changes import EARLIER
from web.portal.company.found import audit_here
from web.portal.operator import operator, place
from web.security.access import Access, access, hold
from web.services import services

NOT_OFFERED = (
    "This quiz is no longer offered, so it cannot be answered again here. Your results and their PDFs stay as they are."
)


@access(Access.OPERATORS)
def show(company: str, audit: str) -> str:  # noqa: ARG001  # the access rule has read the company
    """The page."""
    return page_of(audit)


@access(Access.OPERATORS)
def go_on(company: str, audit: str) -> Response:
    """Open the audit itself in this browser: the result with every answer, or the question where it stands.

    Only for whom it was made: what a browser holds it keeps, also when somebody is no longer part of the company.
    """
    with services().database.reading() as session:
        row = audit_here(session, audit)
        own = company_audits.contact_of(session, row.id, operator().person_id) is not None
    if not own:
        return redirect(url_for("portal.company.audit", company=company, audit=audit), 303)
    hold(row.public_id)
    return redirect(url_for("quiz.here", public_id=row.public_id), 303)


def page_of(audit: str, notice: str = "") -> str:
    """The page, with something to say where there is."""
    now, here, who = services().clock(), place(), operator()
    with services().database.reading() as session:
        row = audit_here(session, audit)
        line = next(iter(company_audits.lines(session, here.company_id, who.person_id, audit)), None) or abort(404)
        results = company_audits.results_of(session, row.id)
        first = company_audits.first_contact(session, row.id)
        before = line.retake_of
        earlier = company_audits.lines(session, here.company_id, who.person_id, before) if before else ()
    playbook = playbook_if_known(row.playbook_hash)
    return render_template(
        "portal/audit.html",
        audit=audit_words(line),
        cards=[result_card(one, maker(one, first, who), now) for one in results],
        counted=counted,
        offered=playbook is not None and playbook.head.name in offered(),
        not_offered=NOT_OFFERED,
        notice=notice,
        since=_since(line, earlier),
    )


def _since(line: AuditLine, earlier: Sequence[AuditLine]) -> Mapping[str, str]:
    """What the address of the comparison with the audit before carries; nothing where there are not two results."""
    before = earlier[0].newest if earlier else None
    return {"from": f"{EARLIER}{before.number}", "to": f"{line.newest.number}"} if before and line.newest else {}
