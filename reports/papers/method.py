"""How the proof tells change from ordinary swing, who says so, and how often that is wrong."""

from typing import Final

from audit.recovery.proof import Proof
from reports.wording import Wording

METHOD: Final = "Method: a process behaviour chart of individual values and moving ranges (XmR)."
SOURCES: Final = (
    "Sources: W. A. Shewhart, Economic Control of Quality of Manufactured Product, 1931; D. J. Wheeler, Understanding "
    "Variation, 1993."
)
USUAL: Final = 2.66


def method_of(proof: Proof, words: Wording) -> tuple[str, ...]:
    """The method, its sources, and its stated rate of false alarms."""
    rate = words.percent(proof.false_alarm_rate)
    return (
        " ".join((METHOD, _limits(proof, words))).strip(),
        SOURCES,
        f"Where nothing has changed, a year of measurements says “reached” all the same in at most {rate} of cases.",
    )


def _limits(proof: Proof, words: Wording) -> str:
    """How far the limits are from the mean, and why."""
    swing, terms = proof.behaviour, proof.terms
    if swing.factor is None or swing.moving_range is None:
        return ""
    move = words.quantity(swing.moving_range, terms.metric_unit)
    said = (
        f"From one baseline value to the next it is {move} on average; the limits lie {words.exactly(swing.factor)} "
        f"times that on either side of the baseline’s mean."
    )
    if swing.factor > USUAL:
        said += (
            f" The usual multiple is {words.exactly(USUAL)}; it is wider here because the limits come from only "
            f"{len(terms.baseline_values)} values."
        )
    return said
