"""When a fix has paid for itself, and what it leaves.

Months are counted from today. A fix costs `setup` today, is built in `weeks_to_live`, settles in during
`weeks_to_ramp` (taken to earn just its running cost), and from then on brings a steady monthly amount.
Amounts of a month fall due at its end; a month that is partly active counts in part.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# A hundred years: no fix is looked at beyond.
_LONGEST_MONTHS = 1_200


@dataclass(frozen=True, eq=False)
class Case:
    """A fix in every draw; all of shape (draws,) or (1,), money per month where it says so.

    `gain_per_month` is before running cost, after effectiveness, chance of working and readiness.
    """

    gain_per_month: Array
    running_per_month: Array
    setup: Array
    weeks_to_live: Array
    weeks_to_ramp: Array

    @cached_property
    def net_per_month(self) -> Array:
        """What is left of the gain after the running cost."""
        return self.gain_per_month - self.running_per_month

    def starts(self, weeks_per_month: float) -> Array:
        """Return the month in which the gain begins."""
        weeks: Array = self.weeks_to_live + self.weeks_to_ramp
        return weeks / weeks_per_month


def break_even_months(case: Case, weeks_per_month: float) -> Array:
    """Return weeks to live + ramp + setup / (gain - running), in months; infinite where it never breaks even."""
    net = case.net_per_month
    pays = net > 0
    return np.where(pays, case.starts(weeks_per_month) + case.setup / np.where(pays, net, 1.0), np.inf)


def npv(case: Case, horizon_months: int, annual_rate: float, weeks_per_month: float) -> Array:
    """Return the net present value over the horizon: setup today, then every month's net, discounted to today."""
    start = np.minimum(case.starts(weeks_per_month), horizon_months)
    first = np.minimum(np.floor(start) + 1, horizon_months)
    monthly = _monthly(annual_rate)
    partly = (first - start) * _power(monthly, first)
    value: Array = case.net_per_month * (partly + _annuity(monthly, first, horizon_months - first)) - case.setup
    return value


def discounted_break_even_months(case: Case, annual_rate: float, weeks_per_month: float) -> Array:
    """Return when the discounted net adds up to the setup cost, linear inside a month; infinite for never."""
    net, start = case.net_per_month, case.starts(weeks_per_month)
    pays = net > 0
    owed = case.setup / np.where(pays, net, 1.0)
    monthly = _monthly(annual_rate)
    first = np.floor(start) + 1
    worth = _power(monthly, first)
    in_first = (first - start) * worth
    left = np.maximum(owed - in_first, 0.0)
    months = _months_to_collect(monthly, first, left)
    early = start + owed / worth
    return np.where(pays, np.where(left > 0, first + months, early), np.inf)


def _monthly(annual_rate: float) -> float:
    return float((1.0 + annual_rate) ** (-1.0 / 12.0))


@lru_cache(maxsize=16)
def _powers(monthly: float) -> Array:
    return monthly ** np.arange(_LONGEST_MONTHS, dtype=np.float64)


def _power(monthly: float, months: Array) -> Array:
    """Return the discount factor after whole `months`, from a table: raising to a power is slow."""
    return _powers(monthly)[np.minimum(months, _LONGEST_MONTHS - 1).astype(np.intp)]


def _annuity(monthly: float, after: Array, months: Array) -> Array:
    """Return what 1 a month, paid at the end of the `months` that follow month `after`, is worth today."""
    if monthly == 1.0:
        return months
    worth: Array = _power(monthly, after + 1) * (1 - _power(monthly, months)) / (1 - monthly)
    return worth


def _months_to_collect(monthly: float, after: Array, amount: Array) -> Array:
    """Return how many months after month `after` it takes to collect `amount`, at 1 a month, discounted."""
    if monthly == 1.0:
        return amount
    left = 1 - amount * (1 - monthly) / _power(monthly, after + 1)
    ever = left > 0
    whole = np.floor(np.log(np.where(ever, left, 1.0)) / np.log(monthly))
    rest = amount - _annuity(monthly, after, whole)
    return np.where(ever, whole + rest / _power(monthly, after + whole + 1), np.inf)


def discounted_payback(cost: float, flows: tuple[float, ...], rate_per_period: float) -> float | None:
    """Return the period, with its fraction, in which uneven `flows` (end of each period) repay `cost`.

    Present values are interpolated linearly inside the period. `None` where they never do.
    """
    owed = cost
    for period, flow in enumerate(flows, start=1):
        worth = flow / (1.0 + rate_per_period) ** period
        if worth >= owed > 0:
            return period - 1 + owed / worth
        owed -= worth
    return 0.0 if cost <= 0 else None


def chance_of_being_first(break_even: Array) -> Array:
    """Return how often each fix breaks even before all others.

    `break_even` has shape (fixes, draws), infinite for never; draws in which none does count for none, and
    those in which several come at the very same time count for each in part.
    """
    earliest = break_even.min(axis=0)
    first = (break_even == earliest) & np.isfinite(earliest)
    counts: Array = (first / np.maximum(first.sum(axis=0), 1)).mean(axis=1)
    return counts
