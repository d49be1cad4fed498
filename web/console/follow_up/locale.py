"""Where a lead's company is at home, as far as its quiz knows."""

from sqlalchemy.orm import Session

from audit.store.tables import AuditRow, Lead
from web.services import services


def locale_of(session: Session, lead: Lead) -> str:
    """The locale of the playbook that the audit was begun with, as en_US."""
    audit = session.get(AuditRow, lead.audit_id)
    if audit is None:
        raise LookupError("a lead has no audit; the database should have kept that from happening")
    return services().shelf.get(audit.playbook_hash).head.locale
