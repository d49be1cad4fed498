"""What a figure is made of: a picture, the table with its numbers, and the words that numbers are told in."""

from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from audit.sales.clock import minutes_in_words
from reports.charts import Palette
from reports.wording import Wording

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, the first of which names the rows, and a last row of sums where there is one."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture beside the table that holds its numbers. `key` is its id on the page, `pictured` what the bars are."""

    key: str
    heading: str
    pictured: str
    chart: Markup
    table: Table


@dataclass(frozen=True, slots=True)
class Telling:
    """How figures are told: the words of the first playbook's locale, and the brand's colours."""

    locale: str
    palette: Palette

    def money(self, amount: float, currency: str) -> str:
        """`$310,000`, to two significant digits."""
        return Wording(self.locale, currency).money(amount)

    def money_short(self, amount: float, currency: str) -> str:
        """`$310K`, for charts."""
        return Wording(self.locale, currency).money_short(amount)

    def count(self, number: int) -> str:
        """A count, in full."""
        return Wording(self.locale, "USD").exactly(number)

    def share(self, part: int, whole: int) -> str:
        """A share as a whole percent; a dash where there is no whole, or where the part is larger than it."""
        if not whole or part > whole:
            return NOTHING
        return self.percent(part / whole)

    def percent(self, share: float) -> str:
        """A share of one as a whole percent; what is not quite nothing or not quite all is not told as such."""
        whole = round(100 * share)
        if share < 1:
            whole = min(whole, 99)
        if share > 0:
            whole = max(whole, 1)
        return Wording(self.locale, "USD").whole_percent(whole)


def seconds_in_words(seconds: float | None) -> str:
    """`12 s`, `1 min 20 s`; a dash for none."""
    if seconds is None:
        return NOTHING
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def waiting_in_words(minutes: float | None) -> str:
    """`12 min`, `2 h 5 min`, to go on after "within": a begun minute counts; a dash for none."""
    return NOTHING if minutes is None else minutes_in_words(ceil(round(minutes, 3)), least=1)
