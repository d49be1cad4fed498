"""The periods of an agreement that are over, each with what was measured in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from audit.recovery.due import is_late
from audit.recovery.periods import first_from, is_over, starts_between
from audit.recovery.proof import Reading
from audit.recovery.series import Series
from audit.recovery.terms import Terms


@dataclass(frozen=True, slots=True)
class Slot:
    """A period that is over, with the readings of the metric and of the running cost that count in it."""

    starts_on: date
    metric: Reading | None
    cost: Reading | None

    @property
    def value(self) -> float | None:
        """The metric's value; None where it is missing or was taken back."""
        return self.metric.value if self.metric else None

    @property
    def measured_cost(self) -> float | None:
        """The running cost that was measured; None where the agreed one counts."""
        return self.cost.value if self.cost else None


def slots_of(
    terms: Terms, readings: Sequence[Reading], as_of: date, stopped_on: date | None = None
) -> tuple[Slot, ...]:
    """Return the periods from the start to the last one that is over on the day `as_of`, missing ones too.

    Those that began after the agreement was stopped are none of its periods: they neither miss a number nor cost
    anything. Readings of other periods are left out. Of several for one period the one that came in last counts.
    """
    last = as_of if stopped_on is None else min(as_of, stopped_on)
    newest = _newest(readings)
    return tuple(
        Slot(start, newest.get((Series.METRIC, start)), newest.get((Series.RUNNING_COST, start)))
        for start in starts_between(first_from(terms.starts_on, terms.cadence), last, terms.cadence)
        if is_over(start, terms.cadence, as_of)
    )


def by_series(readings: Sequence[Reading], slots: Sequence[Slot]) -> Mapping[Series, tuple[tuple[date, float], ...]]:
    """Return the values of each series in these periods, oldest first."""
    newest = _newest(readings)
    found = {}
    for series in Series:
        kept = [(slot.starts_on, newest.get((series, slot.starts_on))) for slot in slots]
        found[series] = tuple((start, one.value) for start, one in kept if one is not None and one.value is not None)
    return found


def came_late(terms: Terms, reading: Reading) -> bool:
    """Whether a value first came in when the period after its own was over too."""
    return is_late(reading.starts_on, terms.cadence, reading.first_entered_at.date())


def _newest(readings: Sequence[Reading]) -> dict[tuple[Series, date], Reading]:
    return {(one.series, one.starts_on): one for one in sorted(readings, key=_entered)}


def _entered(reading: Reading) -> tuple[datetime, int]:
    return reading.entered_at, reading.corrections
