"""Readings for tests of what is measured."""

from datetime import UTC, date, datetime

from audit.recovery.proof import Reading
from audit.recovery.series import Series

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)


def reading(starts_on: date, value: float | None, series: Series = Series.METRIC, corrections: int = 0) -> Reading:
    """A value that counts."""
    return Reading(series, starts_on, value, AT, AT, corrections)
