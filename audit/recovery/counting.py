"""How many months or weeks, in words."""

from typing import Final

from audit.recovery.periods import Cadence

_NUMBERS: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def number_in_words(count: int) -> str:
    """Return `three`, or `13` beyond twelve; `no` for none."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def periods_in_words(count: int, cadence: Cadence) -> str:
    """Return `three months`, or `one week`."""
    return f"{number_in_words(count)} {cadence}{'' if count == 1 else 's'}"


def measured_in_words(count: int, cadence: Cadence) -> str:
    """Return `three measured months`: missing ones between them are passed over."""
    return f"{number_in_words(count)} measured {cadence}{'' if count == 1 else 's'}"
