"""What came back in dollars: per period and in all, with the same draws through everything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from audit.estimates import cents, money_range, quantiles
from audit.findings import Range
from audit.playbook.format import Calendar
from audit.recovery.periods import periods_per_year
from audit.recovery.slots import Slot
from audit.recovery.terms import Terms

Array = NDArray[np.float64]
NOTHING: Final = Range(0.0, 0.0, 0.0)


class Worth(Protocol):
    """What values of the metric are worth: as audit.recovery.money.MetricMoney."""

    def per_year(self, baseline: float, values: Sequence[float]) -> Array:
        """Return a year's dollars at each value over those at the baseline, shape (values, draws)."""


@dataclass(frozen=True, slots=True)
class Earned:
    """A period's dollars; `recovered` is None where the metric is missing, `net` too before its first value."""

    recovered: Range | None
    running_cost: float
    net: Range | None


@dataclass(frozen=True, slots=True)
class Earnings:
    """All periods' dollars in their order, and their totals: summed draw by draw before any quantile is taken."""

    periods: tuple[Earned, ...]
    recovered: Range
    running_cost: float
    net: Range
    paid_back_on: date | None


def earnings(terms: Terms, slots: Sequence[Slot], worth: Worth, calendar: Calendar) -> Earnings:
    """Return what came back in the periods. Raises NoMoneyError where the model has no dollars for a value."""
    per_year = periods_per_year(terms.cadence, calendar)
    values = [slot.value for slot in slots if slot.value is not None]
    rows = iter(worth.per_year(terms.baseline, values) / per_year if values else ())
    gained: list[Array | None] = [None if slot.value is None else next(rows) for slot in slots]
    costs = _running_costs(slots, terms.running_cost_per_month * calendar.months_per_year / per_year)
    nets = [np.negative(cost) if row is None else row - cost for row, cost in zip(gained, costs, strict=True)]
    return Earnings(
        periods=tuple(
            Earned(
                recovered=None if row is None else money_range(row),
                running_cost=cents(cost),
                net=money_range(np.atleast_1d(net)) if row is not None or cost else None,
            )
            for row, cost, net in zip(gained, costs, nets, strict=True)
        ),
        recovered=money_range(np.sum([row for row in gained if row is not None], axis=0)) if values else NOTHING,
        running_cost=cents(sum(costs)),
        net=money_range(_total(nets)) if nets else NOTHING,
        paid_back_on=_paid_back_on(terms.setup_cost, slots, nets),
    )


def _total(nets: Sequence[Array]) -> Array:
    # A missing period's is a single number beside the draws of the others.
    return np.atleast_1d(np.asarray(sum(nets), dtype=np.float64))


def _running_costs(slots: Sequence[Slot], agreed: float) -> list[float]:
    """What was measured, else what was agreed from the first measured period on: it runs whoever counts."""
    first = next((place for place, slot in enumerate(slots) if slot.value is not None), len(slots))
    return [
        slot.measured_cost if slot.measured_cost is not None else agreed if place >= first else 0.0
        for place, slot in enumerate(slots)
    ]


def _paid_back_on(setup_cost: float, slots: Sequence[Slot], nets: Sequence[Array]) -> date | None:
    """Return the period by whose end the median of all net dollars covers the setup cost; none before a value."""
    measured = False
    for slot, so_far in zip(slots, accumulate(nets), strict=True):
        measured = measured or slot.value is not None
        if measured and quantiles(np.atleast_1d(so_far))[1] >= setup_cost:
            return slot.starts_on
    return None
