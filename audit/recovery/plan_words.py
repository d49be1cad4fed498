"""What a plan says about itself: what was changed in it and why, and which agreed dates it no longer fits."""

from collections.abc import Callable, Sequence
from datetime import date
from math import ceil
from typing import Final

from audit.findings import Readiness
from audit.recovery.readiness_views import ReadinessOfViews
from audit.recovery.terms import Terms

WEEKS_OF_A_BLOCK: Final = 4


def changes_of(ready: ReadinessOfViews, shift: int) -> tuple[str, ...]:
    """Return what was changed for what is missing, as sentences."""
    said = []
    missing = [one for one in ready.conditions if one.missing]
    if shift:
        longest = [
            one.result.title
            for one in missing
            if ceil(one.weeks_to_mend) - (0 if one.result.weakest_link else WEEKS_OF_A_BLOCK) == shift
        ]
        said.append(
            f"The build begins {weeks_in_words(shift)} later than usual, and so does all that follows: "
            f"{_quoted(longest)} {'has' if len(longest) == 1 else 'have'} to be in place first."
        )
    beside = [one.result.title for one in missing if not one.result.weakest_link]
    if beside:
        said.append(f"{_quoted(beside)} {'is' if len(beside) == 1 else 'are'} missing: mended in the first weeks.")
    partly = [one.result.title for one in ready.conditions if one.result.state is Readiness.PARTLY]
    if partly:
        are, steps = ("is", "one more step") if len(partly) == 1 else ("are", "one more step each")
        said.append(f"{_quoted(partly)} {are} there in part: {steps}, and no later date.")
    if ready.silent:
        said.append("Not everybody has answered about readiness: asking them is a step of its own.")
    return tuple(said)


def warnings_of(terms: Terms, finishes_on: date, launches_on: date, day: Callable[[date], str]) -> tuple[str, ...]:
    """Return which agreed dates no longer fit, as sentences that say what to do."""
    said = []
    if finishes_on > terms.ends_on:
        said.append(
            f"These weeks last until {day(finishes_on)}, but the agreed end is {day(terms.ends_on)}. "
            "Agree on a new end date before the work begins."
        )
    if launches_on > terms.stop_on:
        said.append(
            f"The launch begins on {day(launches_on)}, after the agreed stop date "
            f"({day(terms.stop_on)}): by then there would be nothing to judge. Agree on a new stop date."
        )
    return tuple(said)


def weeks_in_words(count: int) -> str:
    """Return `a week` or `3 weeks`."""
    return "a week" if count == 1 else f"{count} weeks"


def _quoted(titles: Sequence[str]) -> str:
    return listed([f"“{title}”" for title in titles])


def listed(words: Sequence[str]) -> str:
    """Return `one, another and a third`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
