"""Where an agreement stands: on track, not yet, reached, slipped or stopped, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from audit.recovery.judging import Bar, Turn, turns
from audit.recovery.periods import after
from audit.recovery.proof import State
from audit.recovery.slots import Slot
from audit.recovery.terms import Terms

UNTIL_LAUNCH: Final = timedelta(weeks=8)
"""The ninety-day plan launches after two blocks of four weeks; before that the number has no reason to move."""

_SILENT: Final = 2
"""So many missing periods at the end, and nobody can say where the number stands."""


class Pace(StrEnum):
    """Why an agreement that was never reached is on track, or not."""

    EARLY = "early"  # the new way of working is not due to show
    AHEAD = "ahead"  # at least as far along as the time
    BEHIND = "behind"
    SILENT = "silent"  # the newest numbers are missing
    OVER = "over"  # the agreed end has passed


@dataclass(frozen=True, slots=True)
class Standing:
    """The state with what it was judged on. `measured` are the values with their periods, oldest first."""

    state: State
    pace: Pace | None
    turns: tuple[Turn, ...]
    measured: tuple[tuple[date, float], ...]
    silent: bool

    @property
    def values(self) -> tuple[float, ...]:
        """The measured values, oldest first."""
        return tuple(value for _, value in self.measured)

    def last_turn(self, *, reached: bool) -> Turn | None:
        """The newest turn to reached, or to slipped."""
        return next((turn for turn in reversed(self.turns) if turn.reached is reached), None)

    def turned_on(self, *, reached: bool) -> date | None:
        """The first day of the period in which that was."""
        turn = self.last_turn(reached=reached)
        return self.measured[turn.place][0] if turn else None


def standing_of(terms: Terms, bar: Bar, slots: Sequence[Slot], as_of: date, *, stopped: bool) -> Standing:
    """Return where it stands on the day `as_of`, by the periods that are over."""
    measured = tuple((slot.starts_on, slot.value) for slot in slots if slot.value is not None)
    turned = tuple(turns(bar, [value for _, value in measured]))
    silent = len(slots) >= _SILENT and all(slot.value is None for slot in slots[-_SILENT:])
    pace = None if turned else _pace(terms, measured, as_of, silent=silent)
    if stopped:
        state = State.STOPPED
    elif turned:
        state = State.REACHED if turned[-1].reached else State.SLIPPED
    else:
        state = State.ON_TRACK if pace in {Pace.EARLY, Pace.AHEAD} else State.NOT_YET
    return Standing(state, pace, turned, measured, silent)


def share_of_gap(terms: Terms, value: float) -> float:
    """Return how far a value is on the way from the baseline to the target, 1 at the target."""
    return (value - terms.baseline) / (terms.target - terms.baseline)


def _pace(terms: Terms, measured: Sequence[tuple[date, float]], as_of: date, *, silent: bool) -> Pace:
    if as_of > terms.ends_on:
        return Pace.OVER
    if silent:
        return Pace.SILENT
    newest = measured[-2:]
    due = sum(_due(terms, starts_on) for starts_on, _ in newest)
    if due <= 0:
        return Pace.EARLY
    return Pace.AHEAD if sum(share_of_gap(terms, value) for _, value in newest) >= due else Pace.BEHIND


def _due(terms: Terms, starts_on: date) -> float:
    """Return the share of the gap that should be covered in the middle of a period.

    A straight line from the baseline at the launch to the target at the agreed end.
    """
    launch = terms.starts_on + UNTIL_LAUNCH
    middle = starts_on + (after(starts_on, terms.cadence) - starts_on) / 2
    if middle <= launch:
        return 0.0
    return min(1.0, (middle - launch) / (terms.ends_on - launch)) if launch < terms.ends_on else 1.0
