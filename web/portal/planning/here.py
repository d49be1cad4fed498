"""The agreement that the address names, if it is the company's: anybody else's is not there."""

from flask import abort
from sqlalchemy.orm import Session

from audit.store import agreements
from audit.store.tables import Agreement
from web.planning.known import Known, know
from web.portal.operator import place
from web.services import services


def agreement_here(session: Session, public_id: str, *, to_change: bool = False) -> Agreement:
    """The agreement, if it belongs to the company that the page is about; else 404."""
    return agreements.find(session, place().company_id, public_id, to_change=to_change) or abort(404)


def known_here(public_id: str) -> Known:
    """What is known of such an agreement; else 404."""
    with services().database.reading() as session:
        return know(session, services().shelf, agreement_here(session, public_id))
