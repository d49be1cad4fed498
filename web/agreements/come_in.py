"""What a version would mean for the numbers that have come in already."""

from typing import Final

from sqlalchemy.orm import Session

from audit.recovery.counting import periods_in_words
from audit.recovery.periods import first_from
from audit.recovery.series import Series
from audit.recovery.terms import Terms
from audit.store import agreements, measurements
from audit.store.agreements import Version

OTHER_PERIODS: Final = (
    "Numbers have come in since this version was made, and it is measured over other periods than they are. So nobody "
    "can sign it. A newer version, or another agreement, has to take its place."
)


def of_other_periods(session: Session, agreement_id: int, terms: Terms) -> bool:
    """Whether numbers are there of other periods than these terms want: numbers of months are none of weeks."""
    found = agreements.in_force(session, agreement_id)
    stands = found or agreements.versions(session, agreement_id)[0]
    moved = stands.terms.cadence != terms.cadence
    return moved and bool(measurements.history(session, agreement_id))


def left_out(session: Session, newest: Version) -> str:
    """Which numbers would not count any more, as a sentence; empty where all do."""
    terms = newest.terms
    first = first_from(terms.starts_on, terms.cadence)
    found = measurements.readings(session, newest.row.agreement_id)
    count = sum(one.series is Series.METRIC and one.value is not None and one.starts_on < first for one in found)
    if not count:
        return ""
    return (
        f"By version {newest.row.number} the work starts later than some numbers that have come in: "
        f"{periods_in_words(count, terms.cadence)} would not count any more, neither in the proof nor in its money. "
        "They are kept."
    )
