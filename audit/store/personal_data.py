"""Everything that is stored about a person: for the page that shows it, and for the file that is handed over."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.orm import Session

from audit.store.tables import (
    Activity,
    AgreementVersion,
    AnswerRow,
    AssumptionRow,
    AuditRow,
    ChangeRequest,
    Company,
    Consent,
    Contact,
    FindingRow,
    FixPage,
    JobState,
    Lead,
    LeadTag,
    Mail,
    Measurement,
    MeasuringKey,
    Membership,
    Note,
    OperatorSession,
    Paper,
    Person,
    ReadinessAnswer,
    ReadinessAsk,
    Report,
    ReportOpening,
    Revision,
    SignOff,
    SlackPost,
    Table,
)
from audit.store.upserts import changed_rows

WITHHELD: Final = frozenset(
    {"claim", "claimed_until", "nudged_at", "request_id", "answers_hash", "secret_hash", "token_hash"}
)
"""Columns that are about our machines and not about anybody."""


@dataclass(frozen=True, slots=True)
class Known:
    """A person, and what the page shows of them: each list the newest first. Audits come with their leads."""

    person: Person
    contacts: Sequence[Contact]
    consents: Sequence[Consent]
    audits: Sequence[tuple[AuditRow, Lead | None]]
    mails: Sequence[Mail]

    def public_id(self, audit_id: int) -> str:
        """The public id of one of the audits; empty where it is none of them."""
        return next((audit.public_id for audit, _ in self.audits if audit.id == audit_id), "")


def known_of(session: Session, person_id: int) -> Known | None:
    """Return what is known of a person; None if there is none."""
    person = session.get(Person, person_id)
    if person is None:
        return None
    audits = (
        select(AuditRow, Lead).outerjoin(Lead, Lead.audit_id == AuditRow.id).where(AuditRow.id.in_(_audits(person_id)))
    )
    return Known(
        person=person,
        contacts=_newest(session, Contact, person_id),
        consents=_newest(session, Consent, person_id),
        audits=[(audit, lead) for audit, lead in session.execute(audits.order_by(AuditRow.id.desc()))],
        mails=_newest(session, Mail, person_id),
    )


def find_by_email(session: Session, email: str) -> Person | None:
    """Return the person of an address, however it is spelled."""
    return session.scalar(select(Person).where(Person.email == email.strip().lower()))


def withdraw(session: Session, person_id: int, consent_id: int, now: datetime) -> bool:
    """Note that a person takes a consent back. False if it is none of theirs, or taken back already."""
    theirs = (Consent.id == consent_id, Consent.person_id == person_id, Consent.withdrawn_at.is_(None))
    return bool(changed_rows(session, update(Consent).where(*theirs).values(withdrawn_at=now)))


def everything(session: Session, person: Person) -> Mapping[str, Any]:
    """Return every row about a person, as JSON can hold it. Of an audit with other people, nothing about those."""
    audits = session.scalars(select(AuditRow).where(AuditRow.id.in_(_audits(person.id))).order_by(AuditRow.id)).all()
    return {
        "person": _plain(person),
        "contacts": _rows(session, select(Contact).where(Contact.person_id == person.id).order_by(Contact.id)),
        "consents": _rows(session, select(Consent).where(Consent.person_id == person.id).order_by(Consent.id)),
        "mails": _rows(session, select(Mail).where(_mails_to(person)).order_by(Mail.id)),
        "audits": [_audit(session, audit) for audit in audits],
        "portal": _portal(session, person.id),
    }


def _portal(session: Session, person_id: int) -> Mapping[str, Any]:
    """What the person is and did in companies of the portal; the companies' own numbers are theirs to take."""
    member = select(Company).join(Membership, Membership.company_id == Company.id)
    signed = select(AgreementVersion).join(SignOff, SignOff.version_id == AgreementVersion.id)
    said = select(ReadinessAnswer).join(ReadinessAsk, ReadinessAsk.id == ReadinessAnswer.ask_id)
    asked_for = select(MeasuringKey).where(MeasuringKey.made_by_id == person_id)
    return {
        "companies": _rows(session, member.where(Membership.person_id == person_id).order_by(Company.id)),
        **{
            name: _rows(session, select(table).where(table.person_id == person_id).order_by(table.id))
            for name, table in THEIRS.items()
        },
        "signed_versions": _rows(session, signed.where(SignOff.person_id == person_id).order_by(AgreementVersion.id)),
        "readiness_answers": _rows(session, said.where(ReadinessAsk.person_id == person_id)),
        "measuring_keys": _rows(session, asked_for.order_by(MeasuringKey.id)),
    }


THEIRS: Final[Mapping[str, Any]] = {
    "memberships": Membership,
    "sessions": OperatorSession,
    "sign_offs": SignOff,
    "change_requests": ChangeRequest,
    "measurements": Measurement,
    "readiness_asks": ReadinessAsk,
    "fix_pages": FixPage,
    "papers": Paper,
}
"""Rows with a person's number: by what they are called in the file, and in order of their own numbers."""


def report_files(session: Session, person_id: int) -> Sequence[tuple[str, str]]:
    """Return the finished PDFs of a person's audits: where each is kept, and a name for it in what is handed over."""
    query = select(Report.file_name, AuditRow.public_id, Revision.number)
    query = query.join(Revision, Report.revision_id == Revision.id).join(AuditRow, AuditRow.id == Revision.audit_id)
    done = query.where(AuditRow.id.in_(_audits(person_id)), Report.state == JobState.DONE)
    rows = session.execute(done.order_by(AuditRow.id, Revision.number))
    return [(file, f"audit-{public_id}-{number}.pdf") for file, public_id, number in rows if file]


def _audit(session: Session, audit: AuditRow) -> Mapping[str, Any]:
    of_it = audit.id
    revisions = session.scalars(select(Revision).where(Revision.audit_id == of_it).order_by(Revision.number)).all()
    numbers = [revision.id for revision in revisions]
    reports = session.scalars(select(Report).where(Report.revision_id.in_(numbers)).order_by(Report.id)).all()
    lead = session.get(Lead, of_it)
    return {
        **_plain(audit),
        "answers": _rows(session, select(AnswerRow).where(AnswerRow.audit_id == of_it)),
        "assumptions": _rows(session, select(AssumptionRow).where(AssumptionRow.audit_id == of_it)),
        "revisions": [_revision(session, revision) for revision in revisions],
        "reports": [_plain(report) for report in reports],
        "report_openings": _rows(
            session, select(ReportOpening).where(ReportOpening.report_id.in_([report.id for report in reports]))
        ),
        # The columns that the queue copies are left out: the contact in them may be somebody else.
        "sales": {} if lead is None else {name: _value(getattr(lead, name)) for name in SALES},
        "tags": _rows(session, select(LeadTag).where(LeadTag.audit_id == of_it)),
        "notes": _rows(session, select(Note).where(Note.audit_id == of_it).order_by(Note.id)),
        "activity": _rows(session, select(Activity).where(Activity.audit_id == of_it).order_by(Activity.id)),
        "slack_posts": _rows(session, select(SlackPost).where(SlackPost.audit_id == of_it).order_by(SlackPost.id)),
    }


SALES: Final = ("status", "reason", "next_step", "next_step_at", "first_touch_at", "clock_from", "arrived_at")


def _revision(session: Session, revision: Revision) -> Mapping[str, Any]:
    record = json.loads(zlib.decompress(revision.record))
    findings = _rows(session, select(FindingRow).where(FindingRow.revision_id == revision.id).order_by(FindingRow.rank))
    return {**_plain(revision), "record": record, "findings": findings}


def _audits(person_id: int) -> Select[int]:
    return select(Contact.audit_id).where(Contact.person_id == person_id)


def _mails_to(person: Person) -> ColumnElement[bool]:
    # A colleague may be in both: mails to a member of staff are not about a person.
    return or_(Mail.person_id == person.id, and_(Mail.recipient == person.email, Mail.account_id.is_(None)))


def _newest(session: Session, table: Any, person_id: int) -> Sequence[Any]:  # noqa: ANN401  # one of three tables
    return session.scalars(select(table).where(table.person_id == person_id).order_by(table.id.desc())).all()


def _rows(session: Session, query: Select[Any]) -> Sequence[Mapping[str, Any]]:
    return [_plain(row) for row in session.scalars(query)]


def _plain(row: Table) -> dict[str, Any]:
    names = (column.key for column in row.__mapper__.column_attrs)
    return {name: _value(getattr(row, name)) for name in names if name not in WITHHELD and name != "record"}


def _value(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value  # a moment is a date, too
