"""The agreement that a page of this room is about, and how its numbers are read and written."""

from dataclasses import dataclass
from datetime import date, datetime

import structlog
from flask import abort
from sqlalchemy.orm import Session

from audit.answering.expected import Expected
from audit.recovery.series import Series
from audit.recovery.terms import Terms
from audit.recovery.values import expected_of, unit_of
from audit.store import agreements, due_measurements, revisions
from audit.store.tables import Agreement, Revision
from reports.wording import Wording
from web.portal.operator import place
from web.services import services


@dataclass(frozen=True, slots=True)
class Room:
    """An agreement that both sides have signed. `locale` is the audit's, as en_US."""

    agreement: Agreement
    terms: Terms
    locale: str

    @property
    def stopped_on(self) -> date | None:
        """The day on which it was stopped; None while it goes on."""
        at = self.agreement.stopped_at
        return self.today(at) if at else None

    def today(self, now: datetime) -> date:
        """The day up to which periods are over: the same that the proof counts by."""
        return now.astimezone(services().settings.team_zone).date()

    def expected(self, series: Series) -> Expected:
        """What number a series asks for."""
        return expected_of(self.terms, series, self.locale)

    def in_words(self, series: Series, value: float | None) -> str:
        """A value with its unit."""
        if value is None:
            return "taken back"
        words = Wording(self.locale, self.terms.currency)
        return words.quantity_exactly(value, unit_of(self.terms, series))

    def day(self, day: date) -> str:
        """`March 1, 2026`, as the audit writes days."""
        return Wording(self.locale, self.terms.currency).day(day)

    @property
    def unit_of_all(self) -> str:
        """The unit that a list of the metric's values says once, for all of them; empty where each value says it."""
        return "" if self._is_plain else Wording(self.locale, self.terms.currency).unit(self.terms.metric_unit)

    def listed(self, value: float) -> str:
        """A value of the metric in a list that has said `unit_of_all`."""
        if self._is_plain:
            return self.in_words(Series.METRIC, value)
        return Wording(self.locale, self.terms.currency).number_exactly(value, self.terms.metric_unit)

    @property
    def _is_plain(self) -> bool:
        """Whether a value is not understood without its unit: money, or minutes among hours."""
        expected = self.expected(Series.METRIC)
        return expected.money or self.terms.metric_unit == "hour"

    def unit_hint(self, series: Series) -> str:
        """What to write into the field."""
        expected = self.expected(series)
        if expected.share:
            return "In per cent, like 12 %."
        words = Wording(self.locale, self.terms.currency).unit(expected.unit)
        if expected.money:
            return f"In {self.terms.currency}{' ' + words if words else ''}."
        return f"In {words}." if words else "A plain number."


def agreement_here(session: Session, agreement: str, *, to_change: bool = False) -> Agreement:
    """The company's agreement of that public id; 404 where it has none."""
    found = agreements.find(session, place().company_id, agreement, to_change=to_change)
    if found is None:
        abort(404)
    return found


def room_of(session: Session, row: Agreement) -> Room | None:
    """What is measured under an agreement; None before both sides have signed it."""
    version = agreements.in_force(session, row.id)
    if version is None:
        return None
    record = revisions.record_of(session.get_one(Revision, row.revision_id))
    return Room(row, version.terms, record.audit.locale)


def settle(session: Session, room: Room, now: datetime) -> None:
    """After every change of what was measured: the state anew, and the sweeper's next look."""
    zone = services().settings.team_zone
    trouble = due_measurements.settle(session, services().shelf, room.agreement, zone, now)
    if trouble:
        structlog.get_logger().warning("the state could not be worked out", error=trouble, agreement=room.agreement.id)
