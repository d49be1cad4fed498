"""Mails: one row a message. The row is the job (audit.store.claims), and the log of what became of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from audit.store.tables import JobState, Mail, MailKind, Person, Report, Revision
from audit.store.upserts import changed_rows, insert


def find(session: Session, mail_id: int) -> Mail | None:
    """Return a mail."""
    return session.get(Mail, mail_id)


def newest(session: Session, limit: int) -> Sequence[Mail]:
    """Return the newest mails, the newest first."""
    return session.scalars(select(Mail).order_by(Mail.id.desc()).limit(limit)).all()


def of_report(session: Session, report_id: int) -> Sequence[Mail]:
    """Return the mails about a report, the newest first."""
    return session.scalars(select(Mail).where(Mail.report_id == report_id).order_by(Mail.id.desc())).all()


def newest_to(session: Session, audit_id: int, person_id: int) -> Mail | None:
    """Return the mail to a person about the newest report of an audit that one was sent about."""
    query = select(Mail).join(Report, Report.id == Mail.report_id).join(Revision, Revision.id == Report.revision_id)
    to_them = (Revision.audit_id == audit_id, Mail.person_id == person_id)
    return session.scalar(query.where(*to_them).order_by(Revision.number.desc(), Mail.id.desc()).limit(1))


def order_report_mail(session: Session, report: Report, person: Person, request_id: str, now: datetime) -> Mail:
    """Return the mail that brings a person the link to a report: one for each person and report, however often asked.

    It is held until the report is ready.
    """
    # Asked anew and held: a report that is finished at this very moment releases either this mail, or before it.
    state = session.scalar(select(Report.state).where(Report.id == report.id).with_for_update())
    ready = state == JobState.DONE
    key = f"report:{report.id}:{person.id}"
    values = {
        "key": key,
        "kind": MailKind.REPORT,
        "recipient": person.email,
        "person_id": person.id,
        "report_id": report.id,
        "state": JobState.WAITING if ready else JobState.HELD,
        "attempts": 0,
        "next_attempt_at": now,
        "nudged_at": now if ready else None,
        "request_id": request_id,
        "created_at": now,
    }
    changed_rows(session, insert(session, Mail).values(**values).on_conflict_do_nothing())
    return session.scalars(select(Mail).where(Mail.key == key)).one()


def order_test_mail(session: Session, key: str, recipient: str, now: datetime) -> Mail:
    """Make a row for a mail that tests the mail server."""
    mail = Mail(
        key=f"test:{key}", kind=MailKind.TEST, recipient=recipient, next_attempt_at=now, nudged_at=now, created_at=now
    )
    session.add(mail)
    session.flush()
    return mail


def release(session: Session, report_id: int, now: datetime) -> Sequence[tuple[int, str]]:
    """Let go the mails that waited for a report. Returns (row id, request id) of each, to be nudged."""
    held = (Mail.report_id == report_id, Mail.state == JobState.HELD)
    waiting = session.execute(select(Mail.id, Mail.request_id).where(*held).order_by(Mail.id)).all()
    changed_rows(session, update(Mail).where(*held).values(state=JobState.WAITING, next_attempt_at=now, nudged_at=now))
    return [(row_id, request_id) for row_id, request_id in waiting]
