"""Agreements, their measurements and what a number is worth, small enough to work everything out by hand."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import numpy as np

from audit.findings import Range
from audit.playbook.format import Calendar
from audit.recovery.periods import Cadence, after, first_from
from audit.recovery.proof import Reading
from audit.recovery.proving import prove
from audit.recovery.series import Series
from audit.recovery.terms import Measured, Terms

START = date(2026, 1, 1)
MONDAY = date(2026, 1, 5)
WEEK = timedelta(days=7)
# Their mean is 40, and the distances from one to the next are 4, 1, 2, 4 and 6: 3.4 on average.
BEFORE = (38.0, 42.0, 41.0, 39.0, 43.0, 37.0)


def deal(before=BEFORE, **changed):
    """Lower is better: from 40 missed calls a month to 14, with six months measured before the start."""
    cadence, start = changed.get("cadence", Cadence.MONTH), changed.get("starts_on", START)
    starts = [first_from(start, cadence)]
    for _ in before:
        starts.append(
            (starts[-1] - timedelta(days=1)).replace(day=1) if cadence is Cadence.MONTH else starts[-1] - WEEK
        )
    values = [Measured(starts_on=one, value=value) for one, value in zip(starts[:0:-1], before, strict=True)]
    terms = {
        "leak": "missed_calls",
        "leak_title": "Missed calls",
        "fix": "call_cover",
        "fix_title": "Call cover",
        "metric": "missed_inquiries",
        "metric_title": "New inquiries a month that reach nobody",
        "metric_unit": "inquiry/month",
        "how": "From the call log.",
        "source": "The call log of the phone system",
        "cadence": Cadence.MONTH,
        "better": "lower",
        "baseline": 40.0,
        "baseline_from": date(2025, 7, 1),
        "baseline_until": start - timedelta(days=1),
        "baseline_values": values,
        "target": 14.0,
        "target_per_year": Range(26_000.0, 31_200.0, 39_000.0),
        "currency": "USD",
        "owner": "Robin Okafor",
        "starts_on": start,
        "ends_on": start + timedelta(days=90),
        "stop_on": start + timedelta(days=70),
        "stop_rule": "Stop if missed callers have not fallen by half by week 10.",
        "setup_cost": 9_000.0,
        "running_cost_per_month": 800.0,
    }
    return Terms.model_validate(terms | changed)


def read(terms, values, series=Series.METRIC):
    """A reading a period from the start, each entered two days after its period was over; None has none."""
    readings, start = [], first_from(terms.starts_on, terms.cadence)
    for value in values:
        following = after(start, terms.cadence)
        if value is not None:
            at = datetime.combine(following + timedelta(days=2), time(9), UTC)
            readings.append(Reading(series, start, value, at, at))
        start = following
    return readings


def end_of(terms, periods):
    """The day on which so many periods since the start are over."""
    start = first_from(terms.starts_on, terms.cadence)
    for _ in range(periods):
        start = after(start, terms.cadence)
    return start


@dataclass(frozen=True)
class PerUnit:
    """Each unit of the metric below the baseline is worth so many dollars a year, a number a draw."""

    worth: tuple[float, ...] = (1_000.0, 1_200.0, 1_500.0)

    @property
    def playbook(self):
        return SimpleNamespace(head=SimpleNamespace(calendar=Calendar()))

    def per_year(self, baseline, values):
        return np.array([[(baseline - value) * worth for worth in self.worth] for value in values])


def proved(values, terms=None, *, as_of=None, stopped_on=None, worth=PerUnit(), beside=()):
    """The proof of values, a period each from the start, on the day the last of them is over."""
    agreed = terms or deal()
    readings = [*read(agreed, values), *beside]
    return prove(agreed, readings, worth, as_of or end_of(agreed, len(values)), stopped_on)
