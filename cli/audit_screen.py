"""An audit in the terminal: the range, the ranked leaks, the first fix, and what to make of them."""

from collections.abc import Sequence

from rich.console import Console

from audit.findings import Audit, Decision, FixResult
from cli.screen import bullets, columns, heading, pairs, paragraph, printable
from reports.phrases import why_not_the_largest
from reports.wording import Wording, shorten, stake, whole_percents

MOST_QUESTIONS = 3
LONGEST_TITLE = 90


def show_audit(console: Console, audit: Audit) -> None:
    """Print the audit, the most important first."""
    words = Wording(audit.locale, audit.currency)
    _headline(console, audit, words)
    _leaks(console, audit, words)
    _verdict(console, audit, words)
    _largest_leak(console, audit, words)
    _listed(console, "These answers do not fit together", [one.text for one in audit.contradictions])
    _firm_up(console, audit, words)
    _listed(console, "Not priced", [f"{one.title}: {one.reason}" for one in audit.unpriced])
    _listed(console, "Please note", audit.warnings)


def _headline(console: Console, audit: Audit, words: Wording) -> None:
    heading(console, shorten(audit.company.name, LONGEST_TITLE))
    stamp = audit.playbook
    paragraph(console, f"{stamp.title} {stamp.version}, {words.day(audit.as_of)}")
    console.print()
    if not audit.findings:
        paragraph(console, "No leak could be put in dollars from these answers.")
        return
    measured = all(finding.measured for finding in audit.findings)
    console.print(printable(f"{words.money_range(audit.total)} a year {stake(measured=measured)}"), style="bold")
    label, middle = audit.value_label, words.money(audit.total.p50)
    paragraph(
        console,
        f"{label[:1].upper()}{label[1:]}: eight times out of ten in this range, in the middle {middle}.",
    )


def _leaks(console: Console, audit: Audit, words: Wording) -> None:
    if not audit.findings:
        return
    table = columns(("", True), ("Leak", False), ("Alone, a year", True), ("Middle", True), ("Share", True))
    percents = whole_percents(tuple(finding.share_of_total for finding in audit.findings))
    for finding, percent in zip(audit.findings, percents, strict=True):
        cells = (
            str(finding.rank),
            shorten(finding.title, LONGEST_TITLE),
            words.money_range(finding.alone),
            words.money(finding.alone.p50),
            words.whole_percent(percent),
        )
        table.add_row(*map(printable, cells))
    console.print()
    console.print(table)
    paragraph(
        console,
        "Alone: what closing only this leak is worth. Share: its part of what closing all of them is worth. "
        "Leaks overlap, so the one does not follow from the other.",
    )


def _verdict(console: Console, audit: Audit, words: Wording) -> None:
    recommendation = audit.recommendation
    fix = _fix(audit, recommendation.fix)
    if fix is None:
        heading(console, "Fix first: nothing, for now")
        paragraph(console, recommendation.reason)
        _nearest_miss(console, audit)
        return
    tie = recommendation.decision is Decision.TIE
    heading(console, f"{'Too close to call; leading' if tie else 'Fix first'}: {fix.title}")
    paragraph(console, fix.summary)
    pairs(console, _facts(audit, fix, words))
    if tie:
        paragraph(console, recommendation.reason)
        bullets(console, [f"Measure: {driver.title}" for driver in recommendation.ask])


def _facts(audit: Audit, fix: FixResult, words: Wording) -> list[tuple[str, str]]:
    recommendation = audit.recommendation
    leaks = {finding.key: finding.title for finding in audit.findings}
    rivals = [rival.title for rival in audit.fixes if rival.key in recommendation.rivals]
    first = f"in {words.percent(recommendation.chance_of_being_first)} of the cases worked through"
    first += f"; otherwise {' or '.join(rivals)}" if rivals else ""
    setup, running = fix.setup_cost, fix.running_cost_per_month
    return [
        ("Closes", ", ".join(leaks.get(key, key) for key in fix.closes)),
        ("Breaks even", _break_even(fix, words)),
        ("First", first),
        ("Brings", f"{words.money_range(fix.gain_per_month)} a month"),
        ("Costs", f"{words.money_range(setup)} once, {words.money_range(running)} a month to run"),
        ("Measure by", f"{fix.metric.title}: {_change(fix, words)}"),
        ("Owner", fix.owner),
        ("Needs first", _needs(audit, fix)),
    ]


def _break_even(fix: FixResult, words: Wording) -> str:
    when = f"{words.break_even(fix.break_even_months)} from today"
    if fix.break_even_months.p50 is None:
        return when
    return f"{when}, half the time by {words.middle(fix.break_even_months)}"


def _change(fix: FixResult, words: Wording) -> str:
    metric = fix.metric
    return f"{words.quantity(metric.before, metric.unit)} today, {words.quantity(metric.target, metric.unit)} after"


def _needs(audit: Audit, fix: FixResult) -> str:
    unmet = [one for one in audit.readiness.conditions if one.key in fix.unmet]
    return "; ".join(condition.title for condition in unmet)


def _nearest_miss(console: Console, audit: Audit) -> None:
    best = max(audit.fixes, key=lambda fix: fix.npv.p50, default=None)
    if best is not None:
        paragraph(console, f"Closest: {best.title}. {best.why_not}")


def _largest_leak(console: Console, audit: Audit, words: Wording) -> None:
    finding = next((one for one in audit.findings if one.key == audit.recommendation.largest_leak), None)
    if finding is None:
        return
    heading(console, f"Largest leak: {finding.title}")
    paragraph(console, words.sentence(finding.sentence))
    fix = _fix(audit, audit.recommendation.fix)
    if fix is not None and finding.key not in fix.closes:
        paragraph(console, why_not_the_largest(audit, finding, words))


def _firm_up(console: Console, audit: Audit, words: Wording) -> None:
    if not audit.firm_up:
        return
    heading(console, "What would firm up the number")
    items = [
        f"{one.title} ({words.percent(one.variance_share)} of the uncertainty). {one.how}".strip()
        for one in audit.firm_up[:MOST_QUESTIONS]
    ]
    bullets(console, items)


def _listed(console: Console, title: str, items: Sequence[str]) -> None:
    if items:
        heading(console, title)
        bullets(console, items)


def _fix(audit: Audit, key: str | None) -> FixResult | None:
    return next((fix for fix in audit.fixes if fix.key == key), None)
