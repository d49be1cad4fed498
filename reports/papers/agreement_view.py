"""The agreement in words, for its paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.recovery.periods import name_of
from audit.recovery.terms import Terms
from reports.papers.contents import AgreementPaper, Signature
from reports.papers.words import EVERY, Fact, moment, value_words, wording_of
from reports.phrases import sentence_case
from reports.texts import cut
from reports.wording import Wording

NAME = 70
LINE = 220
TEXT = 1_000
VALUES = 60
"""Baseline values that are printed; terms may have more, and those are in the attached file."""


@dataclass(frozen=True, slots=True)
class SignatureView:
    """One side of the foot of the agreement. `when` is empty for who has not signed yet."""

    for_whom: str
    name: str
    when: str
    wording: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What one of the terms was before, and is now."""

    what: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class AgreementView:
    """All that the template reads."""

    eyebrow: str
    heading: str
    sentence: str
    facts: tuple[Fact, ...]
    rows: tuple[tuple[str, str], ...]
    baseline: tuple[tuple[str, str], ...]
    unit: str
    signatures: tuple[SignatureView, ...]
    why: str
    changes: tuple[ChangeView, ...]
    rests_on: str


def make_agreement(paper: AgreementPaper) -> AgreementView:
    """Put an agreement into words. Raises `WordingError` for a number that cannot be shown."""
    terms = paper.terms
    words = wording_of(paper.origin.locale, terms)
    return AgreementView(
        eyebrow=f"Agreement, version {paper.number} of {words.day(paper.made_at.date())}",
        heading=cut(terms.leak_title, LINE),
        sentence=_sentence(paper, words),
        facts=(
            Fact("Baseline", words.quantity(terms.baseline, terms.metric_unit), _baseline_period(terms, words)),
            Fact("Target", value_words(words, terms, terms.target), f"from {words.day(terms.starts_on)}"),
            Fact("Worth at the target", words.money_range(terms.target_per_year), "a year, before running cost"),
        ),
        rows=_rows(paper, words),
        baseline=tuple(
            (name_of(one.starts_on, terms.cadence), words.number_exactly(one.value, terms.metric_unit))
            for one in sorted(terms.baseline_values, key=lambda one: one.starts_on)[-VALUES:]
        ),
        unit=words.unit(terms.metric_unit),
        signatures=tuple(_signature(one, words) for one in paper.signatures),
        why=cut(paper.why, TEXT),
        changes=tuple(changes_of(paper.before, terms, paper.origin.locale)) if paper.before else (),
        rests_on=(
            f"Worked out from revision {paper.origin.revision} of the audit of {words.day(paper.origin.audited_on)}, "
            f"with the playbook {cut(paper.origin.playbook_title, NAME)}, version "
            f"{cut(paper.origin.playbook_version, 30)}. The terms are attached to this file as data."
        ),
    )


def changes_of(before: Terms, now: Terms, locale: str) -> Sequence[ChangeView]:
    """What differs between two versions, in the order of the agreement."""
    then, later = _said(before, wording_of(locale, before)), _said(now, wording_of(locale, now))
    return [ChangeView(what, then[what], words) for what, words in later.items() if then[what] != words]


def _sentence(paper: AgreementPaper, words: Wording) -> str:
    terms = paper.terms
    before, after = words.quantity(terms.baseline, terms.metric_unit), value_words(words, terms, terms.target)
    return (
        f"{cut(paper.origin.company, NAME)} and {cut(paper.consultancy, NAME)} agree on one number: "
        f"{sentence_case(cut(terms.metric_title, LINE))}. It is to go from {before} to {after}."
    )


def _rows(paper: AgreementPaper, words: Wording) -> tuple[tuple[str, str], ...]:
    terms = paper.terms
    said = _said(terms, words)
    return (
        ("Between", f"{cut(paper.origin.company, NAME)} and {cut(paper.consultancy, NAME)}"),
        *((what, said[what]) for what in said if what not in {"Baseline", "Target", "Worth at the target"}),
    )


def _said(terms: Terms, words: Wording) -> dict[str, str]:
    """Every term by its name."""
    cost = f"{words.number_exactly(terms.running_cost_per_month, terms.currency)} a month, where none is measured"
    return {
        "The fix": cut(terms.fix_title, LINE),
        "The number": cut(terms.metric_title, LINE),
        "How it is measured": cut(terms.how, TEXT),
        "Where it comes from": cut(terms.source, LINE),
        "Measured": EVERY[terms.cadence],
        "Baseline": f"{words.quantity(terms.baseline, terms.metric_unit)}, {_baseline_period(terms, words)}",
        "Target": value_words(words, terms, terms.target),
        "Worth at the target": f"{words.money_range(terms.target_per_year)} a year, before running cost",
        "Owner": cut(terms.owner, LINE),
        "From and until": f"{words.day(terms.starts_on)} to {words.day(terms.ends_on)}",
        "Stop on": f"{words.day(terms.stop_on)}. {cut(terms.stop_rule, TEXT)}",
        "Setup cost": words.number_exactly(terms.setup_cost, terms.currency) if terms.setup_cost else "none",
        "Running cost": cost if terms.running_cost_per_month else "none, where none is measured",
    }


def _baseline_period(terms: Terms, words: Wording) -> str:
    return f"{words.short_day(terms.baseline_from)} to {words.short_day(terms.baseline_until)}"


def _signature(one: Signature, words: Wording) -> SignatureView:
    when = moment(words, one.signed_at) if one.signed_at else ""
    return SignatureView(cut(one.for_whom, NAME), cut(one.name, NAME), when, cut(one.wording, TEXT))
