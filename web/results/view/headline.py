"""The top of the page: the total as a range, what it means, and what a change did to it."""

from dataclasses import dataclass

from markupsafe import Markup

from audit.findings import Audit
from audit.record import Record
from reports.charts.narrow import total_scale_narrow
from reports.phrases import listed, total_stake
from reports.wording import Wording
from web.results.view.told import Told, drawn

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Headline:
    """The heading says the range; `meaning` explains it. `scale` is `None` where there is nothing to draw."""

    company: str
    day: str
    heading: str
    likely: str
    meaning: tuple[str, ...]
    scale: Markup | None


@dataclass(frozen=True, slots=True)
class Change:
    """What the last change of an answer or a number did; `keys` are what was changed."""

    keys: tuple[str, ...]
    heading: str
    sentence: str
    first_fix: str


def make_headline(told: Told, company: str) -> Headline:
    """`company` as the person gave it, empty if not known."""
    audit, words = told.audit, told.words
    nothing = _nothing(audit)
    return Headline(
        company=company,
        day=words.day(audit.as_of),
        heading=nothing or f"{words.money_range(audit.total)} a year {total_stake(audit)}",
        likely="" if nothing else words.money(audit.total.p50),
        meaning=() if nothing else _meaning(told),
        scale=None if nothing else drawn(total_scale_narrow(audit.total, words, told.palette)),
    )


def _nothing(audit: Audit) -> str:
    if not audit.findings:
        return "No leak that we can put in dollars"
    return "" if audit.total.p90 > 0 else "No money is leaking where we looked"


def _meaning(told: Told) -> tuple[str, ...]:
    audit, words = told.audit, told.words
    label = words.label(audit.value_label)
    counted = f"It counts {label}, for all {len(audit.findings)} leaks together."
    if len(audit.findings) == 1:
        counted = f"It counts {label}, for the one leak below."
    range_means = "In eight cases out of ten the true figure lies inside the range."
    if all(one.measured for one in audit.findings):
        return range_means, counted
    because = "We say “at risk” because some numbers are benchmarks that nobody has measured at your company yet."
    return range_means, counted, because


def make_change(told: Told, before: Record, changed: tuple[str, ...]) -> Change | None:
    """Set the result beside the one `before`; `changed` are the answers and numbers that differ. `None` without any."""
    if not changed:
        return None
    audit, old = told.audit, before.audit
    was, now = _range(old, told.words), _range(audit, told.words)
    because = f"because you changed {_named(told, changed)}"
    sentence = f"Was {was} a year, now {now}, {because}."
    if was == now:
        sentence = f"It stays at {now} a year, although you changed {_named(told, changed)}."
    return Change(changed, _what(told, changed), sentence, _fixes(told, old))


def _what(told: Told, changed: tuple[str, ...]) -> str:
    answers = told.asked.issuperset(changed)
    if len(changed) == 1:
        return "You changed an answer" if answers else "You changed a number"
    return "You changed answers" if answers else "You changed some numbers"


def _range(audit: Audit, words: Wording) -> str:
    return words.money_range(audit.total)


def _named(told: Told, changed: tuple[str, ...]) -> str:
    titles = [entry.title if (entry := told.input(key)) else key.replace("_", " ") for key in changed]
    named = [f"“{title}”" for title in titles[:MOST_NAMED]]
    more = len(titles) - len(named)
    return listed([*named, f"{more} more"] if more else named)


def _fixes(told: Told, old: Audit) -> str:
    """One sentence where the recommendation changed as well."""
    first, audit = told.fix(told.audit.recommendation.fix), told.audit
    if audit.recommendation.fix == old.recommendation.fix:
        return ""
    then = next((one.title for one in old.fixes if one.key == old.recommendation.fix), "")
    if first is None:
        return f"No fix is worth starting any more; it was “{then}”."
    return (
        f"The first fix is now “{first.title}”; it was “{then}”." if then else f"There is a fix now: “{first.title}”."
    )
