"""The ranked leaks: chart, table, and what stands behind each."""

from dataclasses import dataclass

from markupsafe import Markup

from audit.findings import Basis, Beside, Confidence, Driver, Finding, FixResult
from reports.charts import ranked_leaks
from reports.charts.narrow import LEGEND, ranked_leaks_narrow
from reports.phrases import used
from reports.wording import stake, whole_percents
from web.results.view.told import SourceView, Told, basis_of, drawn, source_of
from web.results.view.working import StepView, make_steps, named

CONFIDENCE = {
    Confidence.HIGH: "High: official statistics or careful studies stand behind it, or your own numbers.",
    Confidence.MEDIUM: "Medium: published figures stand behind it, from companies that may differ from yours.",
    Confidence.LOW: "Low: the figures behind it come from sellers or single reports, so the range is wide.",
    Confidence.JUDGEMENT: "Judgement: no published figure exists for what matters most, so the range is wide.",
}
MOST_DRIVERS = 3


@dataclass(frozen=True, slots=True)
class DriverView:
    """An input that moves a leak's number: what it was read as, and on what basis."""

    key: str
    title: str
    value: str
    basis: str
    part: str
    change: str


@dataclass(frozen=True, slots=True)
class FixView:
    """What fixing a leak takes, as label and words."""

    title: str
    summary: str
    is_first: bool
    facts: tuple[tuple[str, str], ...]
    basis: str


@dataclass(frozen=True, slots=True)
class LeakView:
    """One leak: its row of the table, and all that stands behind its number."""

    anchor: str
    rank: str
    title: str
    likely: str
    span: str
    span_short: str
    share: str
    percent: str
    stake: str
    what: str
    sentence: str
    steps: tuple[StepView, ...]
    drivers: tuple[DriverView, ...]
    others: int
    sources: tuple[SourceView, ...]
    confidence: str
    fixes: tuple[FixView, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeaksView:
    """All leaks, in order of what fixing only that one is worth. `shared` are steps that no leak moves."""

    chart: Markup
    chart_narrow: Markup
    leaks: tuple[LeakView, ...]
    total: str
    note: str
    shared: tuple[StepView, ...]
    beside: tuple[tuple[str, str], ...]


def make_leaks(told: Told) -> LeaksView | None:
    """The leaks in rank order, shares in whole percents that add up to 100; `None` where none has a price."""
    audit, words = told.audit, told.words
    if not audit.findings:
        return None
    percents = whole_percents(tuple(one.share_of_total for one in audit.findings))
    names = named(audit)
    sources = {one.key: source for one in audit.inputs if (source := source_of(told, one))}
    return LeaksView(
        chart=drawn(ranked_leaks(audit.findings, words, told.palette, legend=LEGEND)),
        chart_narrow=drawn(ranked_leaks_narrow(audit.findings, words, told.palette)),
        leaks=tuple(
            _leak(told, one, percent, names, sources) for one, percent in zip(audit.findings, percents, strict=True)
        ),
        total=words.money(audit.total.p50),
        note=_note(told),
        shared=make_steps(told, audit.shared_working, names),
        beside=tuple((one.title, _amount(told, one)) for one in audit.beside),
    )


def _note(told: Told) -> str:
    if len(told.audit.findings) < 2:
        return ""
    together = told.audit.total.p50
    alone = sum(one.alone.p50 for one in told.audit.findings)
    if told.words.money(alone) == told.words.money(together):
        return "The leaks hardly touch each other here: fixed one at a time they come to the same total."
    because = "some lose the same customers and hours" if alone > together else "fixing one makes another worth more"
    return (
        f"Fixed one at a time, the leaks would add up to {told.words.money(alone)}. Fixed together they bring "
        f"{told.words.money(together)}, because {because}. The shares divide that total, so nothing is counted twice."
    )


def _leak(
    told: Told, finding: Finding, percent: int, names: dict[str, str], sources: dict[str, SourceView]
) -> LeakView:
    words = told.words
    drivers = [one for one in finding.drivers[:MOST_DRIVERS] if one.variance_share > 0]
    return LeakView(
        anchor=f"leak-{finding.rank}",
        rank=str(finding.rank),
        title=finding.title,
        likely=words.money(finding.alone.p50),
        span=words.money_range(finding.alone),
        span_short=words.money_range_short(finding.alone),
        share=words.money(finding.share_money),
        percent=words.whole_percent(percent),
        stake=stake(measured=finding.measured),
        what=finding.what,
        sentence=words.sentence(finding.sentence),
        steps=make_steps(told, finding.working, names),
        drivers=tuple(_driver(told, one) for one in drivers),
        others=_others(told, finding, {one.key for one in drivers}),
        sources=_sources(finding, sources),
        confidence=CONFIDENCE[finding.confidence],
        fixes=tuple(_fix(told, one) for one in told.fixes(finding.fixes)),
        beside=tuple(f"{one.title}: {_amount(told, one)}" for one in finding.beside),
    )


def _driver(told: Told, driver: Driver) -> DriverView:
    entry = told.input(driver.key)
    return DriverView(
        key=driver.key,
        title=driver.title,
        value=used(told.words, entry) if entry and not entry.points else "a curve, see below",
        basis=basis_of(entry) if entry else "",
        part=told.words.percent(driver.variance_share),
        change=told.change(driver.key),
    )


def _others(told: Told, finding: Finding, named_already: set[str]) -> int:
    """How many other inputs the number reads."""
    keys = [key for key in finding.inputs if key not in named_already]
    return sum(entry is not None and entry.basis is not Basis.NOT_ASKED for entry in map(told.input, keys))


def _sources(finding: Finding, sources: dict[str, SourceView]) -> tuple[SourceView, ...]:
    """Every source once, those that can be looked up first."""
    read = dict.fromkeys(sources[key] for key in finding.inputs if key in sources)
    return tuple(sorted(read, key=lambda one: not one.url))


def _fix(told: Told, fix: FixResult) -> FixView:
    words = told.words
    facts = (
        ("To set up", f"{words.money_range(fix.setup_cost)}, {words.weeks_range(fix.weeks_to_live)}"),
        ("To run", f"{words.money_range(fix.running_cost_per_month)} a month"),
        ("Brings", f"{words.money_range(fix.gain_per_month)} a month"),
        ("Has paid for itself", _paid_back(told, fix)),
        ("Works as intended", f"{words.percent(fix.chance_of_working.p50)} of the time"),
    )
    is_first = fix.key == told.audit.recommendation.fix
    return FixView(fix.title, fix.summary, is_first, facts, fix.basis)


def _paid_back(told: Told, fix: FixResult) -> str:
    when = told.words.break_even(fix.break_even_months)
    if fix.eligible:
        return f"in {when}" if fix.break_even_months.p90 is not None else when
    return f"{when}. {fix.why_not}"


def _amount(told: Told, figure: Beside) -> str:
    words = told.words
    return words.titled(figure.title, words.quantity_range(figure.amount.p10, figure.amount.p90, figure.unit))
