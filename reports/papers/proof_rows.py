"""The periods of a proof as rows of a table, and its signals, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.recovery.periods import Cadence, in_sentence
from audit.recovery.proof import Period, Proof, Signal
from reports.papers.words import times
from reports.phrases import in_words
from reports.wording import Wording


@dataclass(frozen=True, slots=True)
class Row:
    """A period of the table. `remarks` say what is odd about it; empty texts where there is no number."""

    name: str
    value: str
    meets: str
    recovered: str
    running_cost: str
    net: str
    remarks: str


def rows_of(proof: Proof, words: Wording) -> tuple[Row, ...]:
    """The periods, the newest first."""
    return tuple(_row(proof, one, words) for one in reversed(proof.periods))


def _row(proof: Proof, one: Period, words: Wording) -> Row:
    value = "missing" if one.value is None else words.number_exactly(one.value, proof.terms.metric_unit)
    return Row(
        name=capitalised(one.name),
        value=value,
        meets="" if one.value is None else "yes" if one.meets_target else "no",
        recovered=words.money_range_short(one.recovered) if one.recovered else "",
        running_cost=words.money(one.running_cost),
        net=words.money_range_short(one.net) if one.net else "",
        remarks=_remarks(proof, one),
    )


def _remarks(proof: Proof, one: Period) -> str:
    better = {signal.better for signal in proof.behaviour.signals if signal.starts_on == one.starts_on}
    said = [
        "came in late" if one.late else "",
        f"corrected {times(one.corrections)}" if one.corrections else "",
        "running cost measured" if one.running_cost_measured else "",
        "signal for the better" if True in better else "",
        "signal for the worse" if False in better else "",
        f"“{one.note}”" if one.note else "",
    ]
    return capitalised("; ".join(part for part in said if part))


def total_of(proof: Proof, words: Wording) -> Row:
    """All of them together."""
    return Row(
        name="In all",
        value="",
        meets="",
        recovered=words.money_range_short(proof.recovered),
        running_cost=words.money(proof.running_cost),
        net=words.money_range_short(proof.net),
        remarks="",
    )


def signals_of(proof: Proof) -> tuple[str, ...]:
    """What was seen by each rule: the first time in words, and how often since."""
    cadence = proof.terms.cadence
    found: dict[tuple[str, bool], list[Signal]] = {}
    for one in proof.behaviour.signals:
        found.setdefault((one.rule, one.better), []).append(one)
    return tuple(_seen(seen, cadence) for seen in found.values())


def _seen(seen: Sequence[Signal], cadence: Cadence) -> str:
    more = len(seen) - 1
    if not more:
        return seen[0].words
    last = in_sentence(seen[-1].starts_on, cadence)
    return f"{seen[0].words} {capitalised(in_words(more))} more since, the last in {last}."


def capitalised(words: str) -> str:
    """With its first letter as a sentence begins."""
    return words[:1].upper() + words[1:]
