"""When a target is reached, and when it has slipped again: the rules, on bare values.

Reached is said when two things hold: the newest values are at the target, and the metric has left the ordinary swing
that it had before the work began. By chance alone, in a year in which nothing changes, both hold in at most
FALSE_ALARM_RATE of companies; `make bench` simulates it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

from audit.recovery.periods import Cadence
from audit.recovery.swing import Swing

FALSE_ALARM_RATE: Final = 0.05
"""The most that "reached" is said in a year of measurements although nothing has changed."""


CLEAR: Final = 0.4
"""How far from the baseline a value has to be to count, as a part of the ordinary swing, where a target is nearer."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many values have to be at the target: `needed` of the last `of`, the newest among them.

    So many in a row at the target (`run`) are evidence in themselves.
    """

    needed: int
    of: int
    run: int


# A week swings more than a month and there are more of them: about two months' worth of weeks, of which some may miss.
TALLIES: Final[Mapping[Cadence, Tally]] = MappingProxyType(
    {Cadence.MONTH: Tally(needed=3, of=3, run=6), Cadence.WEEK: Tally(needed=6, of=8, run=12)}
)


class Why(StrEnum):
    """What a turn was made on."""

    BEYOND = "beyond"  # reached: one of the values is beyond the ordinary swing
    RUN = "run"  # reached: so many in a row at the target
    SHORT = "short"  # slipped: too many of the newest are short of the target
    FAR = "far"  # slipped: one value short of it by more than the ordinary swing


@dataclass(frozen=True, slots=True)
class Turn:
    """With the value at `place` the target was reached, or slipped."""

    place: int
    reached: bool
    why: Why


@dataclass(frozen=True, slots=True)
class Bar:
    """What values are held against. Without a `swing` nothing can be told from chance, so nothing is reached."""

    better: Literal["lower", "higher"]
    target: float
    swing: Swing | None
    cadence: Cadence

    def at_target(self, value: float) -> bool:
        """Whether a value is at the target or beyond."""
        return value <= self.target if self.better == "lower" else value >= self.target

    def clear(self, value: float) -> bool:
        """Whether a value is at the target and clear of the baseline: by CLEAR of the ordinary swing at least.

        A target nearer than that would be met by chance every now and then.
        """
        if self.swing is None or not self.at_target(value):
            return False
        gained = self.swing.mean - value if self.better == "lower" else value - self.swing.mean
        return gained >= CLEAR * self.swing.width

    def beyond(self, value: float) -> bool:
        """Whether a value is better than the ordinary swing of the baseline explains."""
        if self.swing is None:
            return False
        return self.swing.below(value) if self.better == "lower" else self.swing.above(value)

    def far_short(self, value: float) -> bool:
        """Whether a value is short of the target by more than the ordinary swing."""
        short = value - self.target if self.better == "lower" else self.target - value
        return self.swing is not None and short > self.swing.width and not self.at_target(value)


def turns(bar: Bar, values: Sequence[float]) -> Iterator[Turn]:
    """Give the turns, oldest first: reached, slipped, reached again. `values` are in the order of time.

    What a later value is does not change an earlier turn. After each turn the count begins anew.
    """
    tally, reached, since = TALLIES[bar.cadence], False, 0
    at_target = [bar.at_target(value) for value in values]
    clear = [bar.clear(value) for value in values]
    for place, value in enumerate(values):
        newest = slice(max(since, place + 1 - tally.of), place + 1)
        why = None
        if reached:
            why = _slipped(bar, value, at_target[newest], tally)
        elif clear[place] and sum(clear[newest]) >= tally.needed:
            row = clear[max(since, place + 1 - tally.run) : place + 1]
            why = _reached(bar, values[newest], row, tally)
        if why is not None:
            reached, since = not reached, place + 1
            yield Turn(place, reached, why)


def _reached(bar: Bar, newest: Sequence[float], row: Sequence[bool], tally: Tally) -> Why | None:
    if any(bar.beyond(value) for value in newest):
        return Why.BEYOND
    return Why.RUN if len(row) == tally.run and all(row) else None


def _slipped(bar: Bar, value: float, newest: Sequence[bool], tally: Tally) -> Why | None:
    if bar.far_short(value):
        return Why.FAR
    return Why.SHORT if newest.count(False) >= tally.needed else None
