"""Measurements as they came in. A correction is a new row beside the old one; the newest of a period counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from audit.recovery.changes import Change, Outcome, change_of
from audit.recovery.proof import Reading
from audit.recovery.series import Series
from audit.recovery.values import Given
from audit.store.tables import Agreement, Measurement, MeasuringKey, Membership, Person


class Way(StrEnum):
    """How a value came in."""

    BY_HAND = "by hand"
    PASTED = "pasted"
    FILE = "file"
    POSTED = "posted"  # by a program, with a key
    SAMPLE = "sample"  # invented


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: how, and from which person or by which key."""

    way: Way
    person_id: int | None = None
    key_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One value as it came in, with who gave it: a person's name, or a key's label; empty where they are gone."""

    row: Measurement
    who: str


class ReasonNeededError(Exception):
    """A value that is there already would be changed without a reason. `changes` are all that want one."""

    def __init__(self, changes: Sequence[Change]) -> None:
        super().__init__("a correction needs a reason")
        self.changes = tuple(changes)


class OvertakenError(Exception):
    """Somebody else has entered or changed a value since the form was shown."""


def history(session: Session, agreement_id: int, known_at: datetime | None = None) -> Sequence[Measurement]:
    """Return everything that came in, by series, period and number; `known_at`: only what was there at that moment."""
    query = select(Measurement).where(Measurement.agreement_id == agreement_id)
    if known_at is not None:
        query = query.where(Measurement.entered_at <= known_at)
    return session.scalars(query.order_by(Measurement.series, Measurement.starts_on, Measurement.number)).all()


def readings(session: Session, agreement_id: int, known_at: datetime | None = None) -> Sequence[Reading]:
    """Return what counts: for each series and period the newest value, with what it was before."""
    by_period: dict[tuple[str, date], list[Measurement]] = {}
    for row in history(session, agreement_id, known_at):
        by_period.setdefault((row.series, row.starts_on), []).append(row)
    return [
        Reading(
            series=Series(series),
            starts_on=starts_on,
            value=rows[-1].value,
            entered_at=rows[-1].entered_at,
            first_entered_at=rows[0].entered_at,
            corrections=len(rows) - 1,
            note=rows[-1].note,
        )
        for (series, starts_on), rows in by_period.items()
    ]


def of_period(session: Session, agreement: Agreement, starts_on: date) -> Sequence[Entry]:
    """Return everything that came in for one period, by series, the newest first, and who gave it."""
    here = (Membership.person_id == Measurement.person_id) & (Membership.company_id == agreement.company_id)
    query = (
        select(Measurement, Membership.name, Person.email, MeasuringKey.label)
        .outerjoin(Membership, here)
        .outerjoin(Person, Person.id == Measurement.person_id)
        .outerjoin(MeasuringKey, MeasuringKey.id == Measurement.key_id)
        .where(Measurement.agreement_id == agreement.id, Measurement.starts_on == starts_on)
    )
    rows = session.execute(query.order_by(Measurement.series, Measurement.number.desc())).all()
    return [Entry(row, name or email or label or "") for row, name, email, label in rows]


def enter(
    session: Session, agreement: Agreement, given: Sequence[Given], source: Source, now: datetime
) -> Sequence[Change]:
    """Keep values of an agreement that nobody else can change meanwhile (`to_change`); returns what each did.

    A value that is there already stays as it is; another one becomes a new row beside it. None takes the value back.
    Raises ReasonNeededError if a value would be changed whose `note` does not say why, and OvertakenError if somebody
    was quicker; nothing is kept then.
    """
    there = {(one.series, one.starts_on): one for one in readings(session, agreement.id)}
    changes = [change_of(one, there) for one in given]
    unexplained = [one for one in changes if one.outcome is Outcome.CORRECTED and not one.given.note]
    if unexplained:
        raise ReasonNeededError(unexplained)
    for change in changes:
        if change.outcome is not Outcome.UNCHANGED:
            found = there.get((change.given.series, change.given.starts_on))
            number = found.corrections + 2 if found else 1
            session.add(_row(agreement, change.given, number, source, now))
    try:
        session.flush()
    except IntegrityError as error:
        raise OvertakenError from error
    return changes


def _row(agreement: Agreement, given: Given, number: int, source: Source, now: datetime) -> Measurement:
    return Measurement(
        agreement_id=agreement.id,
        series=given.series,
        starts_on=given.starts_on,
        number=number,
        value=given.value,
        note=given.note,
        way=source.way,
        entered_at=now,
        person_id=source.person_id,
        key_id=source.key_id,
    )
