"""What sales has in hand: by status, by leak and by owner, each currency for itself."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from audit.sales.statuses import LABELS, Status
from audit.store.figures.pipeline import InHand, LeakSum
from reports.charts import Bar, bar_list
from reports.wording import whole_percents
from web.console.figures.parts import NOTHING, Figure, Table, Telling
from web.quiz.labels import money_in_words
from web.results.view.told import drawn

MOST_LEAKS = 15
NOBODY = "Nobody yet"


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The figures of one currency, in which money is a year's worth. `lead` says the whole in a sentence."""

    currency: str
    lead: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a table before it is in words: how many audits, None where that says nothing, and their sum."""

    name: str
    audits: int | None
    likely: float


@dataclass(frozen=True, slots=True)
class Cut:
    """What the audits are divided by: the words above the figure, its first column and the one of counts."""

    key: str
    heading: str
    column: str
    counted: str = "Audits"


BY_STATUS = Cut("status", "By status", "Status")
BY_LEAK = Cut("leak", "By leak", "Leak", "Found in")
BY_OWNER = Cut("owner", "By owner", "Owner")


def make_pipelines(in_hand: Sequence[InHand], leaks: Sequence[LeakSum], telling: Telling) -> tuple[Pipeline, ...]:
    """Put what is in hand into words, the currency with most audits first."""
    audits: dict[str, int] = defaultdict(int)
    for one in in_hand:
        audits[one.currency] += one.audits
    return tuple(
        _pipeline(
            currency,
            [one for one in in_hand if one.currency == currency],
            [leak for leak in leaks if leak.currency == currency],
            telling,
        )
        for currency in sorted(audits, key=lambda currency: (-audits[currency], currency))
    )


def _pipeline(currency: str, rows: Sequence[InHand], leaks: Sequence[LeakSum], telling: Telling) -> Pipeline:
    audits, likely = sum(row.audits for row in rows), sum(row.likely for row in rows)
    found = f"{telling.count(audits)} finished audit{'' if audits == 1 else 's'} in {money_in_words(currency)}."
    adds_up = "Its likely recoverable amount is" if audits == 1 else "Their likely recoverable amounts add up to"
    cuts = [(BY_STATUS, _by_status(rows)), (BY_LEAK, _by_leak(leaks)), (BY_OWNER, _by_owner(rows))]
    return Pipeline(
        currency=currency,
        lead=f"{found} {adds_up} {telling.money(likely, currency)} a year.",
        figures=tuple(_figure(cut, parts, currency, telling) for cut, parts in cuts if parts),
    )


def _by_status(rows: Sequence[InHand]) -> Sequence[Part]:
    """Every status in the order of the work, also those that nothing is in."""
    return [_part(LABELS[status], [row for row in rows if row.status == status]) for status in Status]


def _by_owner(rows: Sequence[InHand]) -> Sequence[Part]:
    owners = {row.owner_id: row.owner or NOBODY for row in rows}
    parts = [_part(name, [row for row in rows if row.owner_id == number]) for number, name in owners.items()]
    return sorted(parts, key=lambda part: (-part.likely, part.name))


def _by_leak(leaks: Sequence[LeakSum]) -> Sequence[Part]:
    parts = [Part(leak.title, leak.audits, leak.likely) for leak in leaks]
    shown, rest = parts[:MOST_LEAKS], parts[MOST_LEAKS:]
    if not rest:
        return shown
    # An audit can have several of the rest, so that their audits cannot be added up.
    return [*shown, Part(f"{len(rest)} smaller leaks", None, sum(part.likely for part in rest))]


def _part(name: str, rows: Iterable[InHand]) -> Part:
    found = list(rows)
    return Part(name, sum(row.audits for row in found), sum(row.likely for row in found))


def _figure(cut: Cut, parts: Sequence[Part], currency: str, telling: Telling) -> Figure:
    key, spoken = f"{cut.key}-{currency.lower()}", money_in_words(currency)
    bars = [Bar(part.name, part.likely, telling.money_short(part.likely, currency)) for part in parts]
    largest = max(parts, key=lambda part: part.likely)
    title = (
        f"Bar chart of likely recoverable {spoken} a year {cut.heading.lower()}. Largest: "
        f"{largest.name[:100]}, {telling.money(largest.likely, currency)}. The table has the numbers."
    )
    chart = drawn(bar_list(bars, title, "One bar for each row of the table.", telling.palette, key))
    table = Table(
        caption=f"Likely recoverable {spoken} a year, {cut.heading.lower()}",
        columns=(cut.column, cut.counted, "Likely, a year", "Part of all"),
        rows=_rows(parts, currency, telling),
        sums=_sums(cut, parts, currency, telling),
    )
    return Figure(key, cut.heading, "Likely, a year", chart, table)


def _rows(parts: Sequence[Part], currency: str, telling: Telling) -> tuple[tuple[str, ...], ...]:
    percents = whole_percents(tuple(max(part.likely, 0.0) for part in parts))
    return tuple(
        (
            part.name,
            NOTHING if part.audits is None else telling.count(part.audits),
            telling.money(part.likely, currency),
            f"{percent}%",
        )
        for part, percent in zip(parts, percents, strict=True)
    )


def _sums(cut: Cut, parts: Sequence[Part], currency: str, telling: Telling) -> tuple[str, ...]:
    """The last row. An audit has several leaks, so how often these were found is not added up."""
    audits = NOTHING if cut is BY_LEAK else telling.count(sum(part.audits or 0 for part in parts))
    return "All", audits, telling.money(sum(part.likely for part in parts), currency), "100%"
