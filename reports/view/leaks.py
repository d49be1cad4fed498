"""The leaks: the ranking, and how each number was worked out."""

from dataclasses import dataclass

from markupsafe import Markup

from audit.findings import Beside, Finding, Step
from reports.charts import ranked_leaks
from reports.phrases import listed
from reports.texts import cut, formula
from reports.view.shown import Shown, drawn, title
from reports.wording import stake, whole_percents

TEXT_LENGTH = 900
FORMULA_LENGTH = 520
CONFIDENCE = {"high": "high", "medium": "medium", "low": "low", "judgement": "judgement"}


@dataclass(frozen=True, slots=True)
class LeakRow:
    """A row of the table under the chart."""

    rank: str
    title: str
    stage: str
    likely: str
    span: str
    share: str
    percent: str
    stake: str


@dataclass(frozen=True, slots=True)
class LeaksView:
    """The ranked leaks."""

    chart: Markup
    rows: tuple[LeakRow, ...]
    total: str
    note: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A line of working.

    `formula` is empty where an earlier leak has shown it, `changed` where the leak leaves it alone.
    """

    title: str
    unit: str
    formula: str
    changed: str
    today: str
    closed: str
    held: bool


@dataclass(frozen=True, slots=True)
class WorkingView:
    """One leak's working."""

    anchor: str
    rank: str
    title: str
    span: str
    likely: str
    what: str
    sentence: str
    drivers: str
    confidence: str
    stake: str
    beside: str
    steps: tuple[StepRow, ...]
    carried: str


@dataclass(frozen=True, slots=True)
class WorkingSection:
    """The working of every leak, and the lines of the model that no leak moves."""

    leaks: tuple[WorkingView, ...]
    shared: tuple[StepRow, ...]


def make_leaks(shown: Shown) -> LeaksView:
    """Rows in rank order, with whole percents that add up to 100."""
    audit = shown.audit
    percents = whole_percents(tuple(f.share_of_total for f in audit.findings))
    rows = tuple(_row(shown, f, p) for f, p in zip(audit.findings, percents, strict=True))
    return LeaksView(
        chart=drawn(ranked_leaks(audit.findings, shown.wording, shown.palette)),
        rows=rows,
        total=shown.wording.money(audit.total.p50),
        note=_note(shown),
    )


def _row(shown: Shown, finding: Finding, percent: int) -> LeakRow:
    words = shown.wording
    return LeakRow(
        rank=str(finding.rank),
        title=title(finding.title),
        stage=cut(finding.stage, 40),
        likely=words.money(finding.alone.p50),
        span=words.money_range_short(finding.alone),
        share=words.money(finding.share_money),
        percent=words.whole_percent(percent),
        stake=stake(measured=finding.measured),
    )


def _note(shown: Shown) -> str:
    alone = sum(f.alone.p50 for f in shown.audit.findings)
    if len(shown.audit.findings) < 2:
        return ""
    return (
        f"Closed one at a time, the leaks would add up to {shown.wording.money(alone)}; closed together they bring "
        f"{shown.wording.money(shown.audit.total.p50)}, because some act on the same leads and hours. "
        "The shares divide that total without overlap."
    )


def make_working(shown: Shown) -> WorkingSection | None:
    """Each leak's steps, then the shared ones; a formula is printed where it first comes up. `None` without leaks."""
    if not shown.audit.findings:
        return None
    printed: set[tuple[str, str]] = set()
    leaks = tuple(_working(shown, finding, printed) for finding in shown.audit.findings)
    return WorkingSection(leaks, tuple(_step(shown, step, printed) for step in shown.audit.shared_working))


def _working(shown: Shown, finding: Finding, printed: set[tuple[str, str]]) -> WorkingView:
    words = shown.wording
    steps = [_step(shown, step, printed) for step in finding.working]
    return WorkingView(
        anchor=f"working-{finding.rank}",
        rank=str(finding.rank),
        title=title(finding.title),
        span=words.money_range(finding.alone),
        likely=words.money(finding.alone.p50),
        what=cut(finding.what, TEXT_LENGTH),
        sentence=cut(words.sentence(finding.sentence), TEXT_LENGTH),
        drivers=_drivers(shown, finding),
        confidence=CONFIDENCE[finding.confidence.value],
        stake=stake(measured=finding.measured),
        beside=listed([_beside(shown, b) for b in finding.beside]),
        steps=tuple(step for step in steps if step.formula or step.changed),
        carried="; ".join(_carried(step) for step in steps if _only_carried(step)),
    )


def _only_carried(step: StepRow) -> bool:
    """Whether a line's formula stands above and the leak moves its value: one that it leaves alone says nothing new."""
    return not (step.formula or step.changed) and step.closed != step.today


def _carried(step: StepRow) -> str:
    """A line whose formula stands above, in short: what it is today and with the leak closed."""
    return f"{step.title} {step.today} \u2192 {step.closed}"


def _step(shown: Shown, step: Step, printed: set[tuple[str, str]]) -> StepRow:
    words = shown.wording
    again = (step.key, step.filled) in printed
    printed.add((step.key, step.filled))
    return StepRow(
        title=title(step.title),
        unit=words.unit(step.unit),
        formula="" if again else _formula(step.formula, step.filled),
        changed=_formula(step.changed_formula, step.changed_filled) if step.changed_formula else "",
        today=words.worked(step.today, step.unit),
        closed=words.worked(step.closed, step.unit),
        held=step.held,
    )


def _formula(text: str, filled: str) -> str:
    """The formula and, after an equals sign, the same with its numbers; once where they read the same."""
    shown, numbers = formula(cut(text, FORMULA_LENGTH)), formula(cut(filled, FORMULA_LENGTH))
    return shown if shown == numbers else f"{shown} = {numbers}"


def _drivers(shown: Shown, finding: Finding) -> str:
    parts = [
        f"{title(d.title)} ({shown.wording.percent(d.variance_share)})"
        for d in finding.drivers[:3]
        if d.variance_share > 0
    ]
    return listed(parts)


def _beside(shown: Shown, figure: Beside) -> str:
    words = shown.wording
    span = words.titled(figure.title, words.quantity_range(figure.amount.p10, figure.amount.p90, figure.unit))
    return f"{title(figure.title)} {span}"
