"""The middle of a row of measurements, and what nine in ten stay within."""

from collections.abc import Mapping
from typing import TypeVar

Number = TypeVar("Number", int, float)


def median(counts: Mapping[Number, int]) -> float | None:
    """Return the middle of the values, each seen so often; half way between the two middle ones of an even number."""
    total = sum(counts.values())
    if not total:
        return None
    return (_nth(counts, (total + 1) // 2) + _nth(counts, total // 2 + 1)) / 2


def nine_in_ten(counts: Mapping[Number, int]) -> Number | None:
    """Return the smallest of the values that at least nine in ten do not exceed (the 90th percentile, nearest rank)."""
    total = sum(counts.values())
    return _nth(counts, -(-total * 9 // 10)) if total else None


def _nth(counts: Mapping[Number, int], place: int) -> Number:
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if passed >= place:
            return value
    raise IndexError("there are fewer values")
