"""The chart of a proof: which periods, which marks, and what it says to who cannot see it."""

from collections.abc import Sequence
from datetime import date

from audit.recovery.periods import in_sentence, starts_between
from audit.recovery.proof import Proof
from audit.recovery.terms import Terms
from reports.charts.course import Course, Moment
from reports.papers.words import short_name, value_words
from reports.wording import Wording


def course_of(proof: Proof, words: Wording) -> Course:
    """What is drawn of a proof."""
    terms, swing = proof.terms, proof.behaviour
    signals = {one.starts_on: one.better for one in reversed(swing.signals)}
    since = [
        Moment(_short(words, terms, one.starts_on), one.value, bool(one.corrections), signals.get(one.starts_on))
        for one in proof.periods
    ]
    before = [Moment(_short(words, terms, start), value) for start, value in baseline_of(terms)]
    limits = (swing.lower, swing.upper) if swing.enough else (None, None)
    return Course(
        title=_title(proof, words),
        description=(
            "A dot for each period, hollow before the start and full since. Lines across show the baseline and the "
            "target; a band shows the ordinary swing where it is known. Missing periods leave a gap."
        ),
        unit=terms.metric_unit,
        before=before,
        since=since,
        start=f"start {words.short_day(terms.starts_on)}",
        mean=terms.baseline,
        target=terms.target,
        lower=limits[0],
        upper=limits[1],
    )


def baseline_of(terms: Terms) -> Sequence[tuple[date, float | None]]:
    """The periods of the baseline from the first that has a value to the last, oldest first; None for a gap."""
    known = {one.starts_on: one.value for one in terms.baseline_values}
    if not known:
        return []
    return [(start, known.get(start)) for start in starts_between(min(known), max(known), terms.cadence)]


def _short(words: Wording, terms: Terms, start: date) -> str:
    return short_name(words, start, terms.cadence)


def _title(proof: Proof, words: Wording) -> str:
    terms, last = proof.terms, proof.last
    now = ""
    if last is not None and last.value is not None:
        now = f"Last, in {in_sentence(last.starts_on, terms.cadence)}: {value_words(words, terms, last.value)}. "
    return (
        f"{terms.metric_title} over time. Baseline: {words.quantity(terms.baseline, terms.metric_unit)}. "
        f"Target: {value_words(words, terms, terms.target)}. {now}The table has every value."
    )
