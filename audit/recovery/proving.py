"""From terms and measurements to the proof."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from audit.playbook import Playbook
from audit.recovery.behaviour import behaviour_of
from audit.recovery.drift import drift_of
from audit.recovery.earnings import Earned, Worth, earnings
from audit.recovery.judging import FALSE_ALARM_RATE, TALLIES, Bar
from audit.recovery.periods import name_of
from audit.recovery.proof import Beside, Period, Proof, Reading, State
from audit.recovery.series import BESIDE
from audit.recovery.slots import Slot, by_series, came_late, slots_of
from audit.recovery.standing import Standing, share_of_gap, standing_of
from audit.recovery.standing_words import advice_of, words_of
from audit.recovery.swing import swing_of
from audit.recovery.terms import Terms


class Money(Worth, Protocol):
    """What turns a metric into dollars: as audit.recovery.money.MetricMoney."""

    @property
    def playbook(self) -> Playbook:
        """The playbook whose calendar shares a year out to its months or weeks."""


def prove(
    terms: Terms, readings: Sequence[Reading], money: Money, as_of: date, stopped_on: date | None = None
) -> Proof:
    """Return what the readings say about the terms on the day `as_of`. Their order does not matter.

    Only periods that are over count, and none that began after the agreement was stopped. Raises NoMoneyError where
    the model has no dollars for a measured value.
    """
    slots = slots_of(terms, readings, as_of, stopped_on)
    bar = bar_of(terms)
    standing = standing_of(terms, bar, slots, as_of, stopped=stopped_on is not None)
    behaviour = behaviour_of(terms, bar, standing.measured)
    earned = earnings(terms, slots, money, money.playbook.head.calendar)
    return Proof(
        as_of=as_of,
        terms=terms,
        state=standing.state,
        words=words_of(terms, bar, standing),
        advice=advice_of(terms, standing, slots, behaviour, as_of),
        drift=_drift(bar, standing),
        reached_on=standing.turned_on(reached=True),
        slipped_on=standing.turned_on(reached=False),
        periods=tuple(_period(terms, slot, one) for slot, one in zip(slots, earned.periods, strict=True)),
        missing=tuple(slot.starts_on for slot in slots if slot.value is None),
        behaviour=behaviour,
        beside=_beside(readings, slots),
        share_of_gap=share_of_gap(terms, standing.values[-1]) if standing.values else None,
        recovered=earned.recovered,
        running_cost=earned.running_cost,
        net=earned.net,
        paid_back_on=earned.paid_back_on,
        false_alarm_rate=FALSE_ALARM_RATE,
    )


def bar_of(terms: Terms) -> Bar:
    """Return what values are held against under these terms."""
    before = sorted(terms.baseline_values, key=lambda one: one.starts_on)
    swing = swing_of([one.value for one in before], terms.cadence)
    return Bar(terms.better, terms.target, swing, terms.cadence)


def _drift(bar: Bar, standing: Standing) -> str:
    turn = standing.last_turn(reached=True)
    if standing.state is not State.REACHED or turn is None:
        return ""
    tally = TALLIES[bar.cadence]
    return drift_of(bar, standing.values[max(0, turn.place + 1 - tally.of) :])


def _period(terms: Terms, slot: Slot, earned: Earned) -> Period:
    value, metric = slot.value, slot.metric
    return Period(
        starts_on=slot.starts_on,
        name=name_of(slot.starts_on, terms.cadence),
        value=value,
        corrections=metric.corrections if metric else 0,
        late=metric is not None and value is not None and came_late(terms, metric),
        note=metric.note if metric else "",
        meets_target=value is not None and terms.meets_target(value),
        recovered=earned.recovered,
        running_cost=earned.running_cost,
        running_cost_measured=slot.measured_cost is not None,
        net=earned.net,
    )


def _beside(readings: Sequence[Reading], slots: Sequence[Slot]) -> tuple[Beside, ...]:
    found = by_series(readings, slots)
    return tuple(
        Beside(series, meaning.title, meaning.definition, meaning.unit, found[series])
        for series, meaning in BESIDE.items()
        if found[series]
    )
