"""The terms of an agreement in words that are read in a minute, and what one version has other than another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit.findings import Range
from audit.recovery.periods import Cadence, at_beginning
from audit.recovery.swing import LEAST_VALUES
from audit.recovery.terms import Terms
from audit.store.shelf import UnknownPlaybookError
from audit.store.tables import Revision
from reports.wording import Wording
from web.offered import first_offered
from web.services import services

TOO_FEW: Final = (
    f"There are fewer than {LEAST_VALUES} values from before the work began. Without them nobody can tell a real "
    "change from ordinary swing, so the proof cannot say “reached”."
)
EVERY: Final[Mapping[Cadence, str]] = {Cadence.WEEK: "Every week", Cadence.MONTH: "Every month"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was agreed. `more` says it closer, empty for nothing."""

    title: str
    words: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A thing that two versions have otherwise; empty where one of them does not have it."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TermsView:
    """The terms in words. `worth` is a year's money at the target, as a range; `reached` is the sentence of the goal.

    `too_few` is a warning, empty where there are enough values from before.
    """

    title: str
    reached: str
    worth: str
    likely: str
    entries: tuple[Entry, ...]
    before: tuple[tuple[str, str], ...]
    too_few: str


def wording_of(revision: Revision, terms: Terms) -> Wording:
    """How numbers of an agreement are written: in its currency, by the customs of the playbook that made the audit."""
    try:
        locale = services().shelf.get(revision.playbook_hash).head.locale
    except UnknownPlaybookError:
        locale = first_offered().head.locale
    return Wording(locale, terms.currency)


def view_of(terms: Terms, words: Wording) -> TermsView:
    """The terms for a page."""
    return TermsView(
        title=terms.fix_title,
        reached=reached_when(terms, words),
        worth=words.money_range(terms.target_per_year),
        likely=words.money(terms.target_per_year.p50),
        entries=_entries(terms, words),
        before=tuple(
            (at_beginning(one.starts_on, terms.cadence), amount(one.value, terms, words))
            for one in terms.baseline_values
        ),
        too_few=TOO_FEW if len(terms.baseline_values) < LEAST_VALUES else "",
    )


def reached_when(terms: Terms, words: Wording) -> str:
    """The goal as one sentence: “Missed calls a month” is at 14 calls a month or lower."""
    return f"“{terms.metric_title}” is at {amount(terms.target, terms, words)} or {terms.better}"


def amount(value: float, terms: Terms, words: Wording) -> str:
    """A value of the metric as it was given, with its unit."""
    return words.quantity_exactly(value, terms.metric_unit)


def differences(old: Terms, new: Terms, words: Wording) -> Sequence[Difference]:
    """What a newer version has otherwise, in words, in the order of the terms."""
    before, after = _told(old, words), _told(new, words)
    titles = dict.fromkeys((*after, *before))
    return [
        Difference(title, before.get(title, ""), after.get(title, ""))
        for title in titles
        if before.get(title) != after.get(title)
    ]


def _told(terms: Terms, words: Wording) -> Mapping[str, str]:
    """Everything that was agreed, by what it is."""
    view = view_of(terms, words)
    told = {one.title: ": ".join(part for part in (one.words, one.more) if part).rstrip(".") for one in view.entries}
    values = "; ".join(f"{period} {value}" for period, value in view.before) or "none"
    return {
        "Target": amount(terms.target, terms, words),
        "Worth a year": view.worth,
        **told,
        "Values from before": values,
    }


def _entries(terms: Terms, words: Wording) -> tuple[Entry, ...]:
    return (
        Entry("Before the work began", before(terms, words), _baseline(terms, words)),
        Entry("How it is measured", terms.how),
        Entry("Where the number comes from", terms.source),
        Entry("How often", f"{EVERY[terms.cadence]}"),
        Entry("Who owns the number", terms.owner, terms.owner_email),
        Entry("Work starts", words.day(terms.starts_on)),
        Entry("It should be reached by", words.day(terms.ends_on)),
        Entry("Look whether to stop", words.day(terms.stop_on), terms.stop_rule),
        Entry("Costs, once", words.number_exactly(terms.setup_cost, terms.currency)),
        Entry(
            "Costs to keep it running", f"{words.number_exactly(terms.running_cost_per_month, terms.currency)} a month"
        ),
    )


def _baseline(terms: Terms, words: Wording) -> str:
    span = f"{words.day(terms.baseline_from)} to {words.day(terms.baseline_until)}"
    if not terms.baseline_values:
        return f"one number for {span}"
    each = "months" if terms.cadence is Cadence.MONTH else "weeks"
    count = len(terms.baseline_values)
    return f"the average of {count} {each}, {span}" if count > 1 else f"one value, {span}"


def before(terms: Terms, words: Wording) -> str:
    """The number before the work began; an average to four digits, as more say nothing."""
    return amount(float(f"{terms.baseline:.4g}"), terms, words)


def money_range(span: Range, words: Wording) -> str:
    """A year's money as a range and its likely value."""
    return f"{words.money_range(span)}, most likely about {words.money(span.p50)}"
