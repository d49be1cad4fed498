"""What values that somebody gives would change: nothing, a value that is new, or one that is there and differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from audit.recovery.proof import Reading
from audit.recovery.series import Series
from audit.recovery.values import Given, is_same

Known = Mapping[tuple[Series, date], Reading]
"""What counts now, by series and period."""


class Outcome(StrEnum):
    """What a given value is, beside what is there."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Change:
    """A given value, what it is, and the value that counted before."""

    given: Given
    outcome: Outcome
    before: float | None


def known(readings: Sequence[Reading]) -> Known:
    """Return readings by series and period."""
    return {(one.series, one.starts_on): one for one in readings}


def change_of(given: Given, there: Known) -> Change:
    """Return what a value would change. One that was taken back is new when it is given again."""
    found = there.get((given.series, given.starts_on))
    before = found.value if found else None
    if is_same(before, given.value):
        outcome = Outcome.UNCHANGED
    else:
        outcome = Outcome.NEW if before is None else Outcome.CORRECTED
    return Change(given, outcome, before)


def fingerprint(changes: Sequence[Change]) -> str:
    """Return what tells two lists of changes apart: so that what is kept is what was shown."""
    said = [(one.given.series, one.given.starts_on.isoformat(), one.given.value, one.before) for one in changes]
    return sha256(repr(said).encode()).hexdigest()[:32]
