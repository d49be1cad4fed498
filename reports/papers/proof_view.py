"""The proof in words and pictures, for the page and for the paper."""

from dataclasses import dataclass
from datetime import date

from audit.recovery.periods import Cadence, in_sentence, name_of
from audit.recovery.proof import Beside, Proof, State
from reports.charts.behaviour import behaviour_chart, behaviour_chart_narrow
from reports.charts.svg import Palette
from reports.papers.course import baseline_of, course_of
from reports.papers.method import method_of
from reports.papers.money_words import counted, payback_of, worked_out
from reports.papers.proof_rows import Row, capitalised, rows_of, signals_of, total_of
from reports.papers.words import STATES, Fact, value_words
from reports.wording import Wording


@dataclass(frozen=True, slots=True)
class BesideView:
    """A series beside the metric: what it means, and its values by period, the newest first."""

    title: str
    definition: str
    latest: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """The chart twice: for a wide screen or paper, and for a phone. SVG text."""

    wide: str
    narrow: str


@dataclass(frozen=True, slots=True)
class ProofView:
    """All that is shown of a proof. `measured` is whether there is any value since the start.

    `unit` goes with the values of `rows` and `before`.
    """

    state: State
    heading: str
    words: str
    advice: str
    drift: str
    as_of: str
    measured: bool
    number: tuple[Fact, ...]
    dollars: tuple[Fact, ...]
    counted: str
    payback: str
    worked_out: str
    chart: Pictures
    unit: str
    rows: tuple[Row, ...]
    total: Row
    before: tuple[tuple[str, str], ...]
    missing: tuple[tuple[date, str], ...]
    is_real: str
    signals: tuple[str, ...]
    method: tuple[str, ...]
    beside: tuple[BesideView, ...]


def make_proof(proof: Proof, words: Wording, palette: Palette, key: str = "proof") -> ProofView:
    """Put a proof into words. `key` keeps the ids of its charts apart from others on the page."""
    terms, cadence = proof.terms, proof.terms.cadence
    course = course_of(proof, words)
    return ProofView(
        state=proof.state,
        heading=STATES[proof.state],
        words=proof.words,
        advice=proof.advice,
        drift=proof.drift,
        as_of=words.day(proof.as_of),
        measured=proof.last is not None,
        number=_number(proof, words),
        dollars=_dollars(proof, words),
        counted=counted(proof),
        payback=payback_of(proof, words),
        worked_out=worked_out(terms),
        chart=Pictures(
            behaviour_chart(course, words, palette, key),
            behaviour_chart_narrow(course, words, palette, f"{key}-narrow"),
        ),
        unit=words.unit(terms.metric_unit),
        rows=rows_of(proof, words),
        total=total_of(proof, words),
        before=tuple(
            (name_of(start, cadence), "no value" if value is None else words.number_exactly(value, terms.metric_unit))
            for start, value in baseline_of(terms)
        ),
        missing=tuple((start, name_of(start, cadence)) for start in proof.missing),
        is_real=proof.behaviour.words,
        signals=signals_of(proof),
        method=method_of(proof, words),
        beside=tuple(_beside(one, words, cadence) for one in proof.beside if one.values),
    )


def _number(proof: Proof, words: Wording) -> tuple[Fact, ...]:
    """Now, target and baseline."""
    terms, last = proof.terms, proof.last
    now = Fact("Now", "No value yet", "The first can be entered when its period is over.")
    if last is not None and last.value is not None:
        now = Fact("Now", value_words(words, terms, last.value), capitalised(_join(last.name, _way(proof, words))))
    better = "or fewer" if terms.better == "lower" else "or more"
    if terms.metric_unit in ("", "1") or terms.metric_unit.startswith(("hour", "minute")):
        better = "or less" if terms.better == "lower" else "or more"
    return (
        now,
        Fact("Target", value_words(words, terms, terms.target), better),
        Fact("Baseline", words.quantity(terms.baseline, terms.metric_unit), "before the work started"),
    )


def _way(proof: Proof, words: Wording) -> str:
    """How far from the baseline to the target."""
    share = proof.share_of_gap
    if share is None:
        return ""
    if share >= 1:
        return "at the target"
    if share <= 0:
        return "no better than the baseline"
    return f"{words.percent(share)} of the way to the target"


def _dollars(proof: Proof, words: Wording) -> tuple[Fact, ...]:
    last = proof.last
    if last is None:
        return (Fact("Came back in all", "Nothing yet", "it is worked out with the first value"),)
    found = []
    if last.net is not None:
        found.append(Fact(f"Came back, {last.name}", words.money_range(last.net), "after running cost"))
    found.append(Fact("Came back in all", words.money_range(proof.net), "after running cost, before the setup cost"))
    found.append(Fact("Running cost so far", words.money(proof.running_cost), "already taken off"))
    return tuple(found)


def _beside(one: Beside, words: Wording, cadence: Cadence) -> BesideView:
    unit = words.currency if one.unit == "money" else one.unit
    values = [(name_of(start, cadence), words.quantity_exactly(value, unit)) for start, value in reversed(one.values)]
    latest = f"{values[0][1]} in {in_sentence(one.values[-1][0], cadence)}"
    return BesideView(one.title, one.definition, latest, tuple(values))


def _join(*parts: str) -> str:
    return ": ".join(part for part in parts if part)
