"""What time alone does to an agreement: a number falls due and somebody is reminded of it, or the state turns.

`settle` belongs to every change of what was measured, `look` to the sweeper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from audit.recovery.due import is_decent_hour, missing, next_morning, to_remind_of
from audit.recovery.proof import State
from audit.recovery.series import Series
from audit.recovery.terms import Terms
from audit.sales.business_hours import BusinessHours
from audit.store import agreements, measurements
from audit.store.proving import keep_state
from audit.store.shelf import Shelf
from audit.store.tables import Agreement, Company, JobState, Mail, MailKind, MailSubject, Membership, Person
from audit.store.upserts import changed_rows, insert


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at an agreement came to. `trouble` names what kept its state from being worked out, if anything."""

    reminded: int
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a mail reminds of. `others`: how many earlier periods had no number when it was ordered.

    `is_asked`: its recipient is still who has to be reminded.
    """

    agreement: Agreement
    company: Company
    terms: Terms
    period: date
    others: int
    is_measured: bool
    is_asked: bool


def settle(session: Session, shelf: Shelf, agreement: Agreement, zone: ZoneInfo, now: datetime) -> str:
    """Work an agreement's state out anew and say when the sweeper looks next: the next morning on the team's wall.

    Returns what kept the state from being worked out; empty if nothing did. What was measured is kept all the same.
    """
    agreement.next_look_at = None if agreement.stopped_at else next_morning(now, zone)
    session.flush()
    try:
        keep_state(session, shelf, agreement, now.astimezone(zone))
    except SQLAlchemyError:
        raise  # the transaction is broken; what was entered would be lost without a word
    except Exception as error:  # noqa: BLE001  # a playbook that is gone, or a model that cannot: whatever it is, the number stays
        return type(error).__name__
    return ""


def to_look_at(session: Session, now: datetime, limit: int) -> Sequence[int]:
    """Return the agreements whose turn it is, the oldest first."""
    return session.scalars(select(Agreement.id).where(_due(now)).order_by(Agreement.next_look_at).limit(limit)).all()


def look(session: Session, shelf: Shelf, agreement_id: int, hours: BusinessHours, now: datetime) -> Looked | None:
    """Look at one of them: remind of what is missing, keep its state, set the next look.

    None if it is not its turn any more, or another sweeper has it.
    """
    query = select(Agreement).where(Agreement.id == agreement_id, _due(now))
    agreement = session.scalar(query.with_for_update(skip_locked=True))
    if agreement is None:
        return None
    version = agreements.in_force(session, agreement.id)
    reminded = _remind(session, agreement, version.terms, hours, now) if version else 0
    trouble = settle(session, shelf, agreement, hours.zone, now)
    if version is None:
        agreement.next_look_at = None  # signing it asks for the next one
    return Looked(reminded, trouble)


def put_off(session: Session, agreement_id: int, zone: ZoneInfo, now: datetime) -> None:
    """Look at an agreement no sooner than the next morning."""
    later = update(Agreement).where(Agreement.id == agreement_id).values(next_look_at=next_morning(now, zone))
    changed_rows(session, later)


def measured_periods(session: Session, agreement_id: int, known_at: datetime | None = None) -> frozenset[date]:
    """Return the periods that have a number; `known_at`: that had one at that moment."""
    found = measurements.readings(session, agreement_id, known_at)
    return frozenset(one.starts_on for one in found if one.series is Series.METRIC and one.value is not None)


def recipients(session: Session, agreement: Agreement, terms: Terms) -> Sequence[Person]:
    """Return who is reminded: the owner by their address if they are part of the company, else all who are."""
    part_of_it = (Membership.company_id == agreement.company_id, Membership.ended_at.is_(None))
    query = select(Person).join(Membership, Membership.person_id == Person.id)
    found = session.scalars(query.where(*part_of_it, Membership.joined_at.is_not(None)).order_by(Person.id)).all()
    owner = [person for person in found if person.email == terms.owner_email.strip().lower()]
    return owner or found


def reminder_of(session: Session, mail: Mail) -> Reminder | None:
    """Return what a reminder is about; None where its agreement is gone."""
    query = select(Agreement, Company).join(Company, Company.id == Agreement.company_id)
    about = query.join(MailSubject, MailSubject.agreement_id == Agreement.id).where(MailSubject.mail_id == mail.id)
    row = session.execute(about).one_or_none()
    if row is None:
        return None
    agreement, company = row
    version = agreements.in_force(session, agreement.id)
    if version is None:
        return None
    period = date.fromisoformat(mail.about)
    people = recipients(session, agreement, version.terms)
    over = missing(version.terms, measured_periods(session, agreement.id, mail.created_at), mail.created_at.date())
    return Reminder(
        agreement=agreement,
        company=company,
        terms=version.terms,
        period=period,
        others=sum(one < period for one in over),
        is_measured=period in measured_periods(session, agreement.id),
        is_asked=any(person.id == mail.person_id for person in people) and agreement.stopped_at is None,
    )


def _due(now: datetime) -> ColumnElement[bool]:
    # One that was never looked at is due as well, whoever has forgotten to say so.
    going_on = (Agreement.state.not_in((State.DRAFT, State.STOPPED)), Agreement.stopped_at.is_(None))
    never = and_(Agreement.next_look_at.is_(None), *going_on)
    return or_(Agreement.next_look_at <= now, never)


def _remind(session: Session, agreement: Agreement, terms: Terms, hours: BusinessHours, now: datetime) -> int:
    if agreement.stopped_at is not None or not is_decent_hour(now, hours):
        return 0
    company = session.get_one(Company, agreement.company_id)
    measured = measured_periods(session, agreement.id)
    period = to_remind_of(terms, measured, agreement.reminded_for, now.astimezone(hours.zone).date())
    if period is None or company.is_sample:
        return 0
    agreement.reminded_for = period
    return sum(_order_mail(session, agreement, person, period, now) for person in recipients(session, agreement, terms))


def _order_mail(session: Session, agreement: Agreement, person: Person, period: date, now: datetime) -> bool:
    key = f"measure:{agreement.id}:{period.isoformat()}:{person.id}"
    values = {
        "key": key,
        "kind": MailKind.MEASURE,
        "recipient": person.email,
        "person_id": person.id,
        "about": period.isoformat(),
        "state": JobState.WAITING,
        "attempts": 0,
        "next_attempt_at": now,
        "request_id": "",
        "created_at": now,
    }
    if not changed_rows(session, insert(session, Mail).values(**values).on_conflict_do_nothing()):
        return False
    mail_id = session.scalars(select(Mail.id).where(Mail.key == key)).one()
    session.add(MailSubject(mail_id=mail_id, company_id=agreement.company_id, agreement_id=agreement.id))
    return True
