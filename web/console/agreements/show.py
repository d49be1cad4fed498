"""An agreement as the consultancy sees it: terms, signatures, versions, what the company asked for."""

from flask import abort, render_template
from sqlalchemy.orm import Session

from audit.store import agreement_mails, agreements
from audit.store.tables import Agreement, AuditRow, Revision, Side
from web.accounts.member import member
from web.agreements.page_view import agreement_view
from web.agreements.tried import Tried
from web.console.agreements.said import what_was_said
from web.console.call.page import may_change
from web.console.noting import note_access
from web.field_errors import by_field
from web.planning.known import know_if_possible
from web.security.access import Access, access
from web.services import services


@access(Access.READERS)
def show(agreement: str) -> str:
    """The page. That it was looked at is noted."""
    with services().database.reading() as session:
        row = found(session, agreement)
        html = render_show(session, row)
    note_access("looked at an agreement", agreement)
    return html


def found(session: Session, agreement: str, *, to_change: bool = False) -> Agreement:
    """The agreement of that public id; 404 if there is none."""
    return agreements.find_for_staff(session, agreement, to_change=to_change) or abort(404)


def render_show(session: Session, agreement: Agreement, tried: Tried | None = None) -> str:
    """The page as it stands, with a form that did not go through if there is one."""
    revision = session.get_one(Revision, agreement.revision_id)
    audit = session.get_one(AuditRow, revision.audit_id)
    who, tried = member(), tried or Tried()
    typed = tried.signature
    return render_template(
        "console/agreement.html",
        view=agreement_view(session, agreement, Side.CONSULTANCY),
        agreement=agreement.public_id,
        lead=audit.public_id,
        nobody_joined=agreement_mails.nobody_has_joined(session, agreement.company_id),
        may_change=may_change(who.role),
        name=typed.name if typed else who.name,
        agrees=typed.agrees if typed else False,
        stopping=tried.text,
        errors=tried.errors,
        wrong=by_field(tried.errors),
        notice=tried.notice,
        said=what_was_said(),
        known=know_if_possible(session, services().shelf, agreement),
    )
