"""Words that the report and the result page share: an input's basis, what it was read as, its source, its leaks."""

from collections import Counter
from collections.abc import Iterable, Sequence

from audit.findings import Audit, Basis, Finding, Input, Readiness
from reports.wording import Wording, stake

BASES = {
    Basis.EXACT: "Your answer",
    Basis.BAND: "Your answer, a band",
    Basis.NOT_SURE: "Not sure: benchmark",
    Basis.BENCHMARK: "Benchmark",
    Basis.MEASURED: "Measured",
    Basis.NOT_ASKED: "Not asked",
    Basis.CHOSEN: "Your choice",
}
STATES = {Readiness.YES: "Yes", Readiness.PARTLY: "Partly", Readiness.NO: "No", Readiness.UNKNOWN: "Not asked"}
MOST_POINTS = 12


def used(words: Wording, entry: Input) -> str:
    """What was read for an input: `120 leads a month`, `5 to 12 calls a week, likely 8.5`, the points of a curve."""
    if entry.points:
        return _curve(words, entry)
    if entry.low == entry.high:
        return words.quantity_exactly(entry.likely, entry.unit)
    span = words.span_exactly(entry.low, entry.high, entry.unit)
    return f"{span}, likely {words.likely_exactly(entry.likely, entry.unit)}"


def _curve(words: Wording, entry: Input) -> str:
    """The points of a curve, one after the other: `at 1 hour 7% (2% to 15%)`."""
    return "; ".join(
        f"at {words.quantity_exactly(p.x, entry.x_unit)} {words.number_exactly(p.likely, entry.unit)} "
        f"({words.number_exactly(p.low, entry.unit)} to {words.number_exactly(p.high, entry.unit)})"
        for p in entry.points[:MOST_POINTS]
    )


def source_facts(words: Wording, entry: Input, usual: str) -> tuple[str, ...]:
    """Kind, dates, confidence, region of a source; a judgement's confidence and the `usual` region stay unsaid."""
    kind = entry.source.kind if entry.source else ""
    as_of = words.month(entry.as_of) if entry.as_of else ""
    checked = words.month(entry.checked_on) if entry.checked_on else ""
    parts = [kind, as_of, f"checked {checked}" if checked != as_of else ""]
    if entry.confidence and entry.confidence.value != kind:
        parts.append(f"confidence {entry.confidence.value}")
    if entry.region != usual:
        parts.append(entry.region)
    return tuple(part for part in parts if part)


def usual_region(inputs: Iterable[Input]) -> str:
    """The region that most sources speak of, empty when none names one."""
    regions = Counter(entry.region for entry in inputs if entry.region)
    return regions.most_common(1)[0][0] if regions else ""


def ranks(audit: Audit, entry: Input) -> str:
    """The ranks of the leaks that read this input, neighbours as a span: `1\u20134, 7`."""
    spans: list[list[int]] = []
    for rank in sorted(f.rank for f in audit.findings if f.key in entry.used_by):
        if spans and rank == spans[-1][1] + 1:
            spans[-1][1] = rank
        else:
            spans.append([rank, rank])
    return ", ".join(str(a) if a == b else f"{a}, {b}" if b == a + 1 else f"{a}\u2013{b}" for a, b in spans)


def total_stake(audit: Audit) -> str:
    """What to call the total: "at risk" until the main inputs of every leak have been measured."""
    return stake(measured=bool(audit.findings) and all(f.measured for f in audit.findings))


def why_not_the_largest(audit: Audit, finding: Finding, words: Wording) -> str:
    """Why the first fix is not one that closes this leak, the largest."""
    closing = [fix for fix in audit.fixes if finding.key in fix.closes]
    if not closing:
        return "It is not the one to start with: no fix in this playbook closes it."
    soonest = min(closing, key=lambda fix: (not fix.eligible, fix.break_even_months.p50 or float("inf")))
    begin = f"It is not the one to start with. The fix for it is “{soonest.title}”:"
    if not soonest.eligible:
        return f"{begin} {soonest.why_not[:1].lower()}{soonest.why_not[1:]}"
    return f"{begin} it breaks even later, half the time by {words.middle(soonest.break_even_months)}."


def sentence_case(words: str) -> str:
    """Lower the first letter, unless the word is an abbreviation or a name with capitals inside."""
    head = words.split(" ", 1)[0]
    return words if len(head) > 1 and not head[1:].islower() else words[:1].lower() + words[1:]


def in_words(count: int) -> str:
    """Counts up to twelve as words, as a sentence wants them."""
    names = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return names[count] if 0 <= count < len(names) else str(count)


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a, b and c`, or with another word before the last."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""
