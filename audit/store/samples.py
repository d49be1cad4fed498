"""What `plumbline demo` has invented, to be taken away again."""

from datetime import datetime

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from audit.store import removals
from audit.store.tables import (
    Account,
    Agreement,
    AuditRow,
    Company,
    Contact,
    Membership,
    Person,
    ReadinessAsk,
    Report,
    Revision,
    Tally,
)
from audit.store.tallies import SAMPLE_START_PAGE
from audit.store.upserts import changed_rows


def remove(session: Session, now: datetime) -> int:
    """Remove every sample audit and all that hangs on it, and people who appear in no other. Returns how many audits.

    Sample accounts stay, shut: what they did to real leads keeps their name. PDFs that were made of the audits go as
    soon as a worker runs.
    """
    invented = select(AuditRow.id).where(AuditRow.is_sample)
    made = select(Report.id).join(Revision, Report.revision_id == Revision.id).where(Revision.audit_id.in_(invented))
    files = removals.files_of(session, session.scalars(made).all())
    theirs = select(Company.id).where(Company.is_sample)
    files = [*files, *removals.papers_of(session, session.scalars(theirs).all())]
    if files:
        removals.order(session, files, removals.SAMPLES, now, now)
    elsewhere = select(Contact.person_id).where(Contact.audit_id.not_in(invented))
    seen = select(Contact.person_id).where(Contact.audit_id.in_(invented)).union(_asked(theirs))
    real = select(Membership.person_id).where(Membership.company_id.not_in(theirs))
    only_here = (Person.id.in_(seen), Person.id.not_in(elsewhere), Person.id.not_in(real))
    changed_rows(session, delete(Person).where(*only_here))
    shut = update(Account).where(Account.is_sample, Account.disabled_at.is_(None))
    changed_rows(session, shut.values(disabled_at=now))
    changed_rows(session, delete(Tally).where(Tally.event == SAMPLE_START_PAGE))
    changed_rows(session, delete(Company).where(Company.is_sample))
    return changed_rows(session, delete(AuditRow).where(AuditRow.is_sample))


def _asked(companies: Select[int]) -> Select[int]:
    """People who were asked about readiness in these companies."""
    asked = select(ReadinessAsk.person_id).join(Agreement, Agreement.id == ReadinessAsk.agreement_id)
    return asked.where(Agreement.company_id.in_(companies))
