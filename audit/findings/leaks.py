"""What was found: each leak in dollars, with its working."""

from dataclasses import dataclass

from audit.findings.figures import Beside, Confidence, Driver, Range, Sentence


@dataclass(frozen=True, slots=True)
class Step:
    """One line of working, at the likely values.

    `formula` is the author's text, `filled` the same with the numbers of today filled in.
    `changed_formula` and `changed_filled` are set when the leak replaces this quantity.
    `today` and `closed` are the quantity's values, in `unit`, now and with this one leak closed.
    """

    key: str
    title: str
    unit: str
    formula: str
    filled: str
    changed_formula: str
    changed_filled: str
    today: float
    closed: float
    held: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One leak in dollars.

    `alone` is what closing only this leak is worth in a year. `share` is its Shapley share of closing
    all of them; `share_of_total` is its part of the expected total, and `share_money` that part of the
    likely total: over all findings these add up to one, and to `Audit.total.p50`, exactly.
    `measured` is false while a number that matters (see `drivers`) is a benchmark: then say "at risk".
    """

    key: str
    title: str
    stage: str
    what: str
    sentence: Sentence
    rank: int
    alone: Range
    share: Range
    share_of_total: float
    share_money: float
    beside: tuple[Beside, ...]
    drivers: tuple[Driver, ...]
    working: tuple[Step, ...]
    inputs: tuple[str, ...]
    fixes: tuple[str, ...]
    confidence: Confidence
    measured: bool


@dataclass(frozen=True, slots=True)
class Unpriced:
    """A leak that could not be put in dollars, and why, in words."""

    key: str
    title: str
    reason: str
