import statistics
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from audit.store.figures.spread import median, nine_in_ten

SECONDS = some.lists(some.integers(0, 1_800), min_size=1, max_size=60)


@given(SECONDS)
def test_the_middle_is_what_it_would_be_of_the_values_one_by_one(seconds):
    assert median(Counter(seconds)) == statistics.median(seconds)


@given(SECONDS)
def test_nine_in_ten_do_not_exceed_it_and_fewer_would_not_exceed_a_smaller_one(seconds):
    found = nine_in_ten(Counter(seconds))
    assert 10 * sum(one <= found for one in seconds) >= 9 * len(seconds)
    assert 10 * sum(one < found for one in seconds) < 9 * len(seconds)


@pytest.mark.parametrize(
    ("seconds", "middle", "most"),
    [([7], 7, 7), ([1, 2], 1.5, 2), ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5.5, 9), ([4] * 9 + [90], 4, 4)],
)
def test_worked_examples(seconds, middle, most):
    assert (median(Counter(seconds)), nine_in_ten(Counter(seconds))) == (middle, most)


def test_nothing_has_no_middle():
    assert (median({}), nine_in_ten({})) == (None, None)
