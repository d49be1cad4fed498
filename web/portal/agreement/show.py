"""What was agreed, in words that are read in a minute; and the forms to sign it, or to ask for a change."""

from flask import abort, render_template
from flask import session as cookie
from sqlalchemy.orm import Session

from audit.store import agreements
from audit.store.tables import Agreement, Side
from web.agreements.page_view import agreement_view
from web.agreements.tried import Tried
from web.field_errors import by_field
from web.portal.operator import place
from web.security.access import Access, access
from web.services import services

_SAID = "portal_agreement_said"
SAID = {
    "signed": "You have signed. Thank you.",
    "in force": "You have signed, and so have we: the agreement is in force. Thank you.",
    "asked": "Your advisers have what you ask for. A newer version, or a call, comes next.",
}


@access(Access.OPERATORS)
def show(company: str, agreement: str) -> str:  # noqa: ARG001  # the access rule has read the company
    """The page."""
    with services().database.reading() as session:
        return render_show(session, found(session, agreement))


@access(Access.OPERATORS)
def version(company: str, agreement: str, version: int) -> str:  # noqa: ARG001  # the access rule has read the company
    """One version as it was agreed or proposed, however old."""
    with services().database.reading() as session:
        view = agreement_view(session, found(session, agreement), Side.COMPANY)
    shown = view.version(version) or abort(404)
    return render_template("portal/agreement_version.html", view=view, version=shown, agreement=agreement)


def found(session: Session, agreement: str, *, to_change: bool = False) -> Agreement:
    """The company's agreement of that public id; 404 for any other."""
    return agreements.find(session, place().company_id, agreement, to_change=to_change) or abort(404)


def render_show(session: Session, row: Agreement, tried: Tried | None = None) -> str:
    """The page as it stands, with a form that did not go through if there is one."""
    tried = tried or Tried()
    typed = tried.signature
    return render_template(
        "portal/agreement.html",
        view=agreement_view(session, row, Side.COMPANY),
        agreement=row.public_id,
        name=typed.name if typed else place().name,
        agrees=typed.agrees if typed else False,
        wish=tried.text,
        errors=tried.errors,
        wrong=by_field(tried.errors),
        notice=tried.notice,
        said=SAID.get(str(cookie.pop(_SAID, "")), ""),
    )


def say_next(code: str) -> None:
    """Have the next look at an agreement in this browser say what was done; `code` is one of SAID."""
    cookie[_SAID] = code
