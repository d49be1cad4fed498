"""What kind of number a question asks for, and how that is said to whoever answers."""

import re
from dataclasses import dataclass

from babel.numbers import format_decimal

from audit.answering.numerals import locale_of

UNLIMITED = 1e12
"""The limit from which on it is not worth naming."""


class NumberError(ValueError):
    """A number that cannot be used; the message is a sentence that says how to mend it."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A number of this unit within these limits, by the customs of the playbook's currency and locale."""

    unit: str
    lowest: float
    highest: float
    currency: str
    locale: str

    @property
    def share(self) -> bool:
        """Whether it is a share of something, so that per cent make sense and 12 means 12 %."""
        return self.ratio and 0 <= self.lowest <= self.highest <= 1

    @property
    def ratio(self) -> bool:
        """Whether it is a part of something or a factor, be it for each year: what a page shows in per cent."""
        return self.unit.split("/", maxsplit=1)[0] == "1"

    @property
    def words(self) -> frozenset[str]:
        """The words in the unit: `hour`, `week` and `person` of `hour/week/person`."""
        return frozenset(re.findall(r"[a-z]+", self.unit.lower()))

    @property
    def money(self) -> bool:
        """Whether the currency is in the unit."""
        return self.currency.lower() in self.words

    @property
    def unit_words(self) -> str:
        """The unit as it is spoken: `hours a week a person`, `USD a job`, `a plain number`."""
        if self.unit in {"", "1"}:
            return "a plain number"
        first, *others = self.unit.replace("_", " ").split("/")
        named = "a share" if first == "1" else first if first == self.currency else _plural(first)
        return " ".join([named, *(f"a {other}" for other in others)])

    def accepted(self) -> str:
        """What is accepted, in words."""
        what = "a share" if self.share else "a number"
        limits = f"from {self.number(self.lowest)} to {self.number(self.highest)}"
        if self.highest >= UNLIMITED:
            limits = f"of {self.number(self.lowest)} or more" if self.lowest > -UNLIMITED else ""
        example = ' (write "15 %" or 0.15)' if self.share else ""
        return f"{what} {limits}{example}, or a range such as {self._range_example()}".replace("  ", " ")

    def _range_example(self) -> str:
        if 0 < self.lowest <= self.highest / 3:
            low, high = 2 * self.lowest, 3 * self.lowest
        else:
            start = max(self.lowest, 0) if self.highest > 0 else self.lowest
            span = min(self.highest - start, 1_000)
            low, high = start + span * 0.2, start + span * 0.3
        return f'"{self.number(low)} to {self.number(high)}"'

    def number(self, value: float) -> str:
        """The number by the locale's customs, a share in per cent; no unit."""
        plain = round(value * 100 if self.share else value, 6)
        return str(format_decimal(plain, locale=locale_of(self.locale))) + (" %" if self.share else "")


def _plural(thing: str) -> str:
    """More than one of a thing: `calls`, `inquiries`, `days`, `people`."""
    if thing == "person":
        return "people"
    if re.search(r"[^aeiou]y$", thing):
        return f"{thing[:-1]}ies"
    return thing if thing.endswith("s") else f"{thing}s"
