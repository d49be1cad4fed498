"""All that happened with a lead, in time order: what staff did, and what is read from where it is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.store import activity
from audit.store.activity import Activity, Kind
from audit.store.tables import (
    AuditRow,
    Consent,
    Contact,
    JobState,
    Mail,
    MailKind,
    Report,
    ReportOpening,
    Revision,
    SlackPost,
)


class What(StrEnum):
    """What happened by itself, or by the company."""

    BEGUN = "begun"
    FINISHED = "finished"
    CORRECTED = "corrected"  # by the company, after it was finished; `detail` has the questions, by comma
    CONTACT_GIVEN = "contact given"
    CONSENT_GIVEN = "consent given"  # `detail` has the purpose, here and below
    CONSENT_WITHDRAWN = "consent withdrawn"
    PDF_ASKED = "PDF asked"
    PDF_OPENED = "PDF opened"
    MAIL_SENT = "mail sent"  # the link to the PDF
    MAIL_FAILED = "mail failed"
    TEAM_TOLD = "team told"  # `detail` has the turn of the clock: arrived, amber, red
    REMINDED = "reminded"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `done` is the row of activity where a member of staff did it, and says the rest."""

    at: datetime
    what: What | None
    detail: str = ""
    done: Activity | None = None


def of_lead(session: Session, audit_id: int, limit: int) -> Sequence[Event]:
    """Return the newest events of an audit, the newest first."""
    done = activity.of_lead(session, audit_id, limit)
    asked_by_staff = {row.at for row in done if row.kind == Kind.PDF_ASKED}
    events = [Event(row.at, None, done=row) for row in done]
    events += _of_the_quiz(session, audit_id)
    events += _of_people(session, audit_id)
    events += [event for event in _of_reports(session, audit_id) if event.at not in asked_by_staff]
    events += _of_messages(session, audit_id)
    events.reverse()  # of two at one moment, the one that was listed later happened later
    return sorted(events, key=_when, reverse=True)[:limit]


def _when(event: Event) -> tuple[datetime, int]:
    """At one moment, what staff did comes after what led to it, in the order of its rows."""
    return event.at, event.done.id if event.done else 0


def _of_the_quiz(session: Session, audit_id: int) -> Iterable[Event]:
    audit = session.scalar(select(AuditRow).where(AuditRow.id == audit_id))
    if audit is None:
        return
    yield Event(audit.started_at, What.BEGUN)
    if audit.finished_at is not None:
        yield Event(audit.finished_at, What.FINISHED)
    later = (Revision.audit_id == audit_id, Revision.number > 1, Revision.made_by_id.is_(None))
    for made_at, changed in session.execute(select(Revision.made_at, Revision.changed).where(*later)):
        yield Event(made_at, What.CORRECTED, changed)


def _of_people(session: Session, audit_id: int) -> Iterable[Event]:
    for given_at in session.scalars(select(Contact.given_at).where(Contact.audit_id == audit_id)):
        yield Event(given_at, What.CONTACT_GIVEN)
    for consent in session.scalars(select(Consent).where(Consent.audit_id == audit_id)):
        yield Event(consent.given_at, What.CONSENT_GIVEN, consent.purpose)
        if consent.withdrawn_at is not None:
            yield Event(consent.withdrawn_at, What.CONSENT_WITHDRAWN, consent.purpose)


def _of_reports(session: Session, audit_id: int) -> Iterable[Event]:
    query = (
        select(Report.created_at, ReportOpening.opened_at)
        .join(Revision, Report.revision_id == Revision.id)
        .outerjoin(ReportOpening, ReportOpening.report_id == Report.id)
        .where(Revision.audit_id == audit_id)
    )
    for created_at, opened_at in session.execute(query):
        yield Event(created_at, What.PDF_ASKED)
        if opened_at is not None:
            yield Event(opened_at, What.PDF_OPENED)


def _of_messages(session: Session, audit_id: int) -> Iterable[Event]:
    """A message to several members of staff is told of once: when the first of them had it."""
    of_report = select(Report.id).join(Revision, Report.revision_id == Revision.id).where(Revision.audit_id == audit_id)
    about_it = (Mail.audit_id == audit_id) | Mail.report_id.in_(of_report)
    ended = (Mail.finished_at.is_not(None), Mail.state.in_((JobState.DONE, JobState.FAILED)))
    told: dict[tuple[What, str], datetime] = {}
    for mail in session.scalars(select(Mail).where(about_it, *ended).order_by(Mail.finished_at)):
        if mail.finished_at is None:
            continue
        sent = mail.state == JobState.DONE
        if mail.kind == MailKind.REPORT:
            yield Event(mail.finished_at, What.MAIL_SENT if sent else What.MAIL_FAILED)
        elif mail.kind in {MailKind.ALERT, MailKind.REMINDER} and sent and mail.message_id:  # none: it was no news
            what = What.TEAM_TOLD if mail.kind == MailKind.ALERT else What.REMINDED
            told.setdefault((what, mail.about), mail.finished_at)
    posted = (SlackPost.audit_id == audit_id, SlackPost.state == JobState.DONE)
    for about, finished_at in session.execute(select(SlackPost.about, SlackPost.finished_at).where(*posted)):
        if finished_at is not None:
            first = told.get((What.TEAM_TOLD, about), finished_at)
            told[What.TEAM_TOLD, about] = min(first, finished_at)
    for (what, about), at in told.items():
        yield Event(at, what, about)
