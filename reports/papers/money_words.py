"""What the dollars of a proof count, in words."""

from audit.recovery.periods import Cadence, in_sentence
from audit.recovery.proof import Proof
from audit.recovery.terms import Terms
from reports.wording import Wording


def counted(proof: Proof) -> str:
    """What is in the dollars, and what is not."""
    words = (
        "It counts the contribution margin of each measured period over that at the baseline, less what the new way "
        "cost to run. The setup cost is not taken off."
    )
    if proof.missing:
        words += " A period without a value counts as nothing that came back; from the first value on it still costs."
    return words


def payback_of(proof: Proof, words: Wording) -> str:
    """What setting it up cost, and when that was paid back; empty where it cost nothing."""
    terms = proof.terms
    if not terms.setup_cost:
        return ""
    cost = words.number_exactly(terms.setup_cost, terms.currency)
    if proof.paid_back_on is not None:
        when = in_sentence(proof.paid_back_on, terms.cadence)
        return f"Setting it up cost {cost}. At the middle figures that was paid back in {when}."
    if proof.last is None:
        return f"Setting it up cost {cost}."
    left = terms.setup_cost - proof.net.p50
    return f"Setting it up cost {cost}. At the middle figures about {words.money(left)} of that is still to come back."


def worked_out(terms: Terms) -> str:
    """Where the dollars come from."""
    period = "month" if terms.cadence is Cadence.MONTH else "week"
    return (
        "The playbook’s own model turns the number into money: a year’s contribution margin with the number at the "
        "value of the period, less the same at the baseline, with everything else as it was answered in the audit. "
        f"Each {period} counts for its part of a year. The range is where eight cases of ten lie, one below and one "
        "above."
    )
