"""Measurements as they came in. A correction is a new row beside the old one; the newest of a period counts."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.recovery.proof import Reading
from audit.recovery.series import Series
from audit.store.tables import Measurement


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
