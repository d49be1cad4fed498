"""What a value of each series may be, and how it is read from text or taken from a program."""

import math
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from audit.answering.expected import UNLIMITED, Expected, NumberError
from audit.answering.numbers import read_number
from audit.answering.numerals import customs
from audit.recovery.series import BESIDE, Series
from audit.recovery.terms import Terms

SAME_TO: Final = 1e-9
"""Two values that differ by less, relative to their size, were the same number before a machine wrote them down."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value of a series for a period, as somebody gives it. None takes the one that is there back."""

    series: Series
    starts_on: date
    value: float | None
    note: str = ""


def title_of(terms: Terms, series: Series) -> str:
    """Return what a series is called: the metric by its own name."""
    return terms.metric_title if series is Series.METRIC else BESIDE[series].title


def unit_of(terms: Terms, series: Series) -> str:
    """Return the unit of a series, money as the currency of the agreement."""
    unit = terms.metric_unit if series is Series.METRIC else BESIDE[series].unit
    return terms.currency if unit == "money" else unit


def expected_of(terms: Terms, series: Series, locale: str) -> Expected:
    """Return what number a series asks for. `locale` as the playbook has it, en_US.

    A share lies between 0 and 1. Nothing is negative, unless the agreed numbers of the metric are.
    """
    unit = unit_of(terms, series)
    agreed = (terms.baseline, terms.target) if series is Series.METRIC else (0.0, 0.0)
    share = unit == "1" and all(0 <= value <= 1 for value in agreed)
    lowest = -UNLIMITED if min(agreed) < 0 else 0.0
    return Expected(unit, lowest, 1.0 if share else UNLIMITED, terms.currency, locale)


def read_value(text: str, expected: Expected) -> float:
    """Read one number as people type it. Raises NumberError, also for a range: what is measured is one number."""
    reading = read_number(text, expected)
    if not reading.exact:
        raise NumberError("Write one number, not a range: this is what was measured.")
    return reading.likely


def typed(value: float, expected: Expected) -> str:
    """Return a value as somebody would type it, a share in per cent. `read_value` reads it back as the same."""
    exact = Decimal(repr(value)) * (100 if expected.share else 1)
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".").replace(".", customs(expected.locale).decimal)
    return f"{text} %" if expected.share else text


def check_value(value: float, expected: Expected) -> float:
    """Return a number that a program sent, in the series' own unit: a share between 0 and 1. Raises NumberError."""
    if not math.isfinite(value):
        raise NumberError("Send an ordinary number.")
    if not expected.lowest <= value <= expected.highest:
        if expected.share:
            raise NumberError("Send a share between 0 and 1: 0.12 for 12 %.")
        plain = replace(expected, locale="en_US")
        limit = plain.lowest if value < plain.lowest else plain.highest
        raise NumberError(f"Send a number of {plain.number(limit)} or {'more' if limit == plain.lowest else 'less'}.")
    return float(value) + 0.0  # adding zero turns minus zero into zero


def is_same(value: float | None, other: float | None) -> bool:
    """Whether two values say the same; None is a value that was taken back."""
    if value is None or other is None:
        return value is other
    return math.isclose(value, other, rel_tol=SAME_TO, abs_tol=0.0)
