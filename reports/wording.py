"""Every number, date and unit as words: the only place that formats anything.

Money is shown to two significant digits and as a range, because its inputs are estimates; shares of
a whole are shown as whole percents that add up to 100. Numbers, dates and currency follow the
audit's locale (CLDR, through Babel); the connecting words are English.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import floor, isfinite

import numpy as np
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent

from audit.answering.numerals import is_locale, locale_of
from audit.estimates import apportion
from audit.findings import OpenRange, Range, Sentence
from reports.units import is_money, unit_in_words

WEEKS_PER_MONTH = 52 / 12
LONGEST_MONTHS = 36.0
LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "CL", "CO", "CR", "GT", "PA", "PH", "PR", "SV", "VE", "DO", "NI"})
UNSHORTENED = re.compile(r"\d{4}")
MILLION = 1_000_000
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class WordingError(ValueError):
    """A text names an amount that the audit does not carry, or a number that cannot be shown."""


def two_digits(value: float) -> float:
    """`value` rounded to two significant digits, halves away from zero; zero stays zero."""
    if not isfinite(value):
        raise WordingError(f"A number to be shown is not finite: {value}.")
    if value == 0:
        return 0.0
    exact = Decimal(repr(value))
    return float(exact.quantize(Decimal((0, (1,), exact.adjusted() - 1)), ROUND_HALF_UP))


def whole_percents(shares: tuple[float, ...]) -> tuple[int, ...]:
    """Shares as whole percents that add up to 100, by largest remainder (Hamilton's method).

    Shares that do not add up to something positive come back as zeros.
    """
    total = sum(shares)
    if not shares or total <= 0:
        return tuple(0 for _ in shares)
    return tuple(round(percent) for percent in apportion(100, np.array(shares), 1))


def shorten(text: str, longest: int) -> str:
    """`text` with at most `longest` characters, cut at a word where one ends nearby."""
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    begun = flat[: longest - 1]
    space = begun.rfind(" ")
    return (begun[:space] if space > longest * 0.6 else begun).rstrip(" ,;:.") + "…"


@lru_cache(maxsize=16)
def _locale(name: str) -> Locale:
    if not is_locale(name):
        raise WordingError(f"The audit's locale {name!r} is not known.")
    return locale_of(name)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words for numbers in one locale (`en_US`) and one currency (`USD`)."""

    locale: str
    currency: str

    @property
    def language(self) -> str:
        """The document language as a BCP 47 tag, `en-US`."""
        return str(_locale(self.locale)).replace("_", "-")

    @property
    def paper(self) -> str:
        """US Letter where that is the custom, A4 elsewhere."""
        return "Letter" if _locale(self.locale).territory in LETTER_COUNTRIES else "A4"

    def money(self, value: float) -> str:
        """`$310,000`: two significant digits, cents only under ten."""
        rounded = two_digits(value)
        if 0 < abs(rounded) < 10:
            return _minus(format_currency(rounded, self.currency, locale=_locale(self.locale)))
        return self._whole_money(rounded)

    def _whole_money(self, value: float) -> str:
        pattern = _whole_money_pattern(self.locale)
        return _minus(
            format_currency(value, self.currency, format=pattern, locale=_locale(self.locale), currency_digits=False)
        )

    def money_short(self, value: float) -> str:
        """`$310K`, for charts."""
        rounded = two_digits(value)
        tenths = 1 if rounded and abs(rounded) >= 1_000 and len(f"{abs(rounded):.0f}") % 3 == 1 else 0
        short = format_compact_currency(rounded, self.currency, locale=_locale(self.locale), fraction_digits=tenths)
        # Some languages have no short form of thousands (German): there CLDR gives bare digits, without separators.
        bare = abs(rounded) < MILLION and UNSHORTENED.search(short)
        return self.money(value) if bare else _minus(short)

    def money_range(self, span: Range) -> str:
        """`$310,000 to $640,000`, or `about $310,000` when both ends round to the same."""
        low, high = self.money(span.p10), self.money(span.p90)
        return f"about {low}" if low == high else f"{low} to {high}"

    def money_range_short(self, span: Range) -> str:
        """`$310K to $640K`, for tables and charts."""
        low, high = self.money_short(span.p10), self.money_short(span.p90)
        return low if low == high else f"{low} to {high}"

    def number(self, value: float) -> str:
        """A plain number: two significant digits, or all whole digits up to 9,999 when it is whole."""
        shown = value if float(value).is_integer() and abs(value) < 10_000 else two_digits(value)
        return _minus(format_decimal(shown, locale=_locale(self.locale)))

    def exactly(self, value: float) -> str:
        """A number as it was given, to six significant digits."""
        return format_decimal(float(f"{value:.6g}"), format="#,##0.######", locale=_locale(self.locale))

    def percent(self, share: float) -> str:
        """A share of one as a percent to two significant digits: `18%`, `1.2%`."""
        return format_percent(two_digits(share), locale=_locale(self.locale), decimal_quantization=False)

    def whole_percent(self, percent: int) -> str:
        """A whole number of percents: `24%`."""
        return format_percent(percent / 100, locale=_locale(self.locale))

    def months(self, months: float) -> str:
        """`4.6 months`; weeks where it is less than a month and a half, `over 3 years` where nobody would wait."""
        if months > LONGEST_MONTHS:
            return f"over {self.number(LONGEST_MONTHS / 12)} years"
        if abs(months) < 1.5:
            return self.weeks(months * WEEKS_PER_MONTH)
        shown = self.number(two_digits(months))
        return f"{shown} months"

    def weeks(self, weeks: float) -> str:
        """`6 weeks`, rounded to whole weeks."""
        whole = floor(weeks + 0.5)
        return "1 week" if whole == 1 else f"{whole} weeks"

    def weeks_range(self, span: Range) -> str:
        """`4 to 9 weeks`."""
        low, high = floor(span.p10 + 0.5), floor(span.p90 + 0.5)
        return self.weeks(span.p50) if low == high else f"{low} to {high} weeks"

    def break_even(self, span: OpenRange) -> str:
        """When a fix has paid for itself, from today: `2.6 to 4.8 months`, `from 5.1 months`, `never`."""
        if span.p10 is None:
            return "never"
        if span.p90 is None:
            return f"from {self.months(span.p10)}"
        low, high = self.months(span.p10), self.months(span.p90)
        if low == high:
            return f"about {low}"
        number, _, unit = low.partition(" ")
        return (
            f"{number} to {high}" if high.endswith(f" {unit}") and not high.startswith("over") else f"{low} to {high}"
        )

    def middle(self, span: OpenRange) -> str:
        """The median of a time, `3.3 months` or `never`."""
        return "never" if span.p50 is None else self.months(span.p50)

    def day(self, when: date) -> str:
        """`November 16, 2026`."""
        return format_date(when, "long", locale=_locale(self.locale))

    def short_day(self, when: date) -> str:
        """`Nov 16, 2026`."""
        return format_date(when, "medium", locale=_locale(self.locale))

    def day_of_year(self, when: date) -> str:
        """`Nov 16`, where the year is plain."""
        return format_skeleton("MMMd", when, locale=_locale(self.locale))

    def month(self, when: date) -> str:
        """`Nov 2026`."""
        return format_date(when, "MMM y", locale=_locale(self.locale))

    def unit(self, unit: str, *, one: bool = False) -> str:
        """A unit in words: `lead/month` is `leads a month`, `hour/week/person` is `hours a week a person`."""
        return unit_in_words(unit, one=one)

    def quantity(self, value: float, unit: str) -> str:
        """A value with its unit: money, a percent, a duration or a count of things."""
        if is_money(unit):
            words = self.unit(unit)
            return f"{self.money(value)} {words}".rstrip()
        if unit in ("", "1"):
            return self.percent(value) if -1 <= value <= 1 else self.number(value)
        if unit == "hour" and 0 < abs(value) < 1:
            return self.quantity(value * 60, "minute")
        return f"{self.number(value)} {self.unit(unit, one=value == 1)}"

    def quantity_range(self, low: float, high: float, unit: str) -> str:
        """`120 to 240 leads a month`; one number when both ends read the same."""
        first, last = self.quantity(low, unit), self.quantity(high, unit)
        if first == last:
            return last
        words = self.unit(unit)
        return f"{first.removesuffix(words).rstrip()} to {last}" if words else f"{first} to {last}"

    def number_exactly(self, value: float, unit: str) -> str:
        """A value to six significant digits without its unit; money with its sign, a share as a percent."""
        if is_money(unit):
            if value == int(value):
                return self._whole_money(value)
            return _minus(format_currency(value, self.currency, locale=_locale(self.locale)))
        if unit.split("/", maxsplit=1)[0] in {"", "1"} and abs(value) <= 1:
            return format_percent(float(f"{value:.6g}"), locale=_locale(self.locale), decimal_quantization=False)
        return self.exactly(value)

    def quantity_exactly(self, value: float, unit: str) -> str:
        """`number_exactly` with its unit: for what was given, which must not be rounded."""
        if unit == "hour" and 0 < abs(value) < 1:
            return self.quantity_exactly(float(f"{value * 60:.3g}"), "minute")
        return f"{self.number_exactly(value, unit)} {self.unit(unit, one=value == 1)}".rstrip()

    def span_exactly(self, low: float, high: float, unit: str) -> str:
        """`120 to 240 leads a month`, as given."""
        start = (
            self.quantity_exactly(low, unit) if unit == "hour" and low < 1 <= high else self.number_exactly(low, unit)
        )
        return f"{start} to {self.quantity_exactly(high, unit)}"

    def worked(self, value: float, unit: str) -> str:
        """A value of the working without its unit: whole money, otherwise four significant digits."""
        if is_money(unit):
            return self.number_exactly(float(floor(value + 0.5)) if abs(value) >= 100 else value, unit)
        return self.number_exactly(float(f"{value:.4g}"), unit)

    def label(self, value_label: str) -> str:
        """The playbook's name for what is counted, to go on after "a year of": lower case, without its own "a year"."""
        words = value_label.strip().removesuffix(" a year")
        return words if words[1:2].isupper() else words[:1].lower() + words[1:]

    def likely_exactly(self, value: float, unit: str) -> str:
        """The likely value after a span that named the unit: bare, but for minutes beside hours."""
        return self.quantity_exactly(value, unit) if unit == "hour" and value < 1 else self.number_exactly(value, unit)

    def titled(self, title: str, words: str) -> str:
        """`words` without a period that the title beside it already names."""
        return words.removesuffix(" a year") if title.rstrip().endswith(" a year") else words

    def bare(self, value: float, unit: str) -> str:
        """A value without its unit, for a chart's label: `120`, `$6.4K`, `18%`."""
        if is_money(unit):
            return self.money_short(value)
        return self.quantity(value, "1") if unit in ("", "1") else self.number(value)

    def quantity_range_short(self, low: float, high: float, unit: str) -> str:
        """As `quantity_range`, with money as `$890K to $2.1M`."""
        if not is_money(unit):
            return self.quantity_range(low, high, unit)
        return f"{self.money_range_short(Range(low, low, high))} {self.unit(unit)}".rstrip()

    def sentence(self, sentence: Sentence) -> str:
        """The sentence with its amounts worded. Raises `WordingError` when an amount is missing."""
        amounts = {amount.key: amount for amount in sentence.amounts}

        def worded(match: re.Match[str]) -> str:
            amount = amounts.get(match[1])
            if amount is None:
                raise WordingError(f"The sentence {sentence.template!r} names {match[1]!r}, which has no amount.")
            return self.quantity(amount.value, amount.unit)

        return PLACEHOLDER.sub(worded, sentence.template)


def stake(*, measured: bool) -> str:
    """What to call a leak's dollars: "at risk" until its main inputs have been measured."""
    return "leaking" if measured else "at risk"


@lru_cache(maxsize=16)
def _whole_money_pattern(locale: str) -> str:
    return re.sub(r"\.0+", "", _locale(locale).currency_formats["standard"].pattern)


def _minus(text: str) -> str:
    """A true minus, and a word joiner so that no line breaks after it."""
    return text.replace("-", "\u2212\u2060")
