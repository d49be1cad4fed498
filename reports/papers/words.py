"""Small words that the proof and the papers share."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from audit.recovery.periods import Cadence
from audit.recovery.proof import State
from audit.recovery.terms import Terms
from reports.brand import ReportBrand, mixed
from reports.charts import Palette
from reports.wording import Wording

STATES: Final[Mapping[State, str]] = {
    State.DRAFT: "Not signed by both sides yet",
    State.ON_TRACK: "On track",
    State.NOT_YET: "Not yet",
    State.REACHED: "Reached",
    State.SLIPPED: "Slipped",
    State.STOPPED: "Stopped",
}
EVERY: Final[Mapping[Cadence, str]] = {Cadence.WEEK: "every week", Cadence.MONTH: "every month"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A label, its figure, and a line that explains it; the line may be empty."""

    label: str
    figure: str
    note: str = ""


def palette_of(brand: ReportBrand) -> Palette:
    """The chart colours of a brand, dark enough to read."""
    primary = brand.primary_ink
    return Palette(primary=primary, accent=brand.accent_ink, tint=mixed(primary, "#ffffff", 0.2))


def wording_of(locale: str, terms: Terms) -> Wording:
    """Words for the numbers of an agreement, as its audit writes them."""
    return Wording(locale, terms.currency)


def value_words(words: Wording, terms: Terms, value: float) -> str:
    """A measured value as it was given, with its unit."""
    return words.quantity_exactly(value, terms.metric_unit)


def short_name(words: Wording, start: date, cadence: Cadence) -> str:
    """A period below a chart: `Mar 2027`, or the week's first day, `Mar 1`."""
    return words.month(start) if cadence is Cadence.MONTH else words.day_of_year(start)


def moment(words: Wording, at: datetime) -> str:
    """`March 1, 2027, 14:05 UTC`."""
    return f"{words.day(at.date())}, {at:%H:%M} UTC"


def by_version(number: int, *, replaces: bool) -> str:
    """By which terms a proof is made; `replaces`: another version was in force before."""
    said = f"By version {number} of the agreement, which both sides have signed."
    if not replaces:
        return said
    return (
        f"{said} Its terms count for every period since the start, also for those that began under an earlier version; "
        "the stated rate of false alarms holds for a target that was agreed before the numbers came in."
    )


def times(count: int) -> str:
    """`once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
