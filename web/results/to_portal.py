"""The way from a result back to the portal, for somebody who came from there."""

from flask import url_for
from sqlalchemy.orm import Session

from audit.store import companies
from audit.store.tables import AuditRow
from web.portal.operator import current_operator


def portal_address(session: Session, audit: AuditRow) -> str:
    """The audit's page in the portal, if whoever is signed in there is part of its company; else empty."""
    who = current_operator()
    company = companies.of_audit(session, audit.id) if who else None
    if who is None or company is None or companies.membership_of(session, who.person_id, company.public_id) is None:
        return ""
    return url_for("portal.company.audit", company=company.public_id, audit=audit.public_id)
