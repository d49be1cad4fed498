"""One of the company's audits, by the id in the address: anybody else's is not there."""

from flask import abort
from sqlalchemy.orm import Session

from audit.store import companies, company_audits
from audit.store.tables import AuditRow, Report, Revision
from web.portal.operator import place


def audit_here(session: Session, public_id: str) -> AuditRow:
    """The audit, if it belongs to the company that the page is about; else 404."""
    return companies.audit_of(session, place().company_id, public_id) or abort(404)


def result_here(session: Session, public_id: str, number: int) -> tuple[Revision, Report | None]:
    """A result of such an audit, with its PDF; else 404."""
    return company_audits.revision(session, audit_here(session, public_id).id, number) or abort(404)
