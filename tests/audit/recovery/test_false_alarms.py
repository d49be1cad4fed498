"""Companies of which the truth is known. `make bench` does the same with many more of them."""

import pytest

from audit.recovery.judging import FALSE_ALARM_RATE
from audit.recovery.periods import Cadence
from tests.audit.recovery.simulated import ALIKE, NORMAL, found


@pytest.mark.parametrize("cadence", Cadence)
def test_when_nothing_changes_hardly_anybody_is_told_that_it_was_reached(cadence):
    # The worst noise that is promised, and a target right beside the baseline: about 4.3 in 100.
    # More than 9 in 100 of 400 would be chance for one seed in 100,000.
    assert found(cadence, ALIKE, 0, 20, 6, 400, seed=1).rate <= FALSE_ALARM_RATE + 0.04


@pytest.mark.parametrize("cadence", Cadence)
def test_a_change_well_beyond_the_target_is_seen_as_soon_as_it_can_be(cadence):
    result = found(cadence, NORMAL, 1.5, 0.25, 12, 200, seed=2)
    assert result.rate > 0.98
    assert result.median_periods == {Cadence.MONTH: 3, Cadence.WEEK: 6}[cadence]


@pytest.mark.parametrize("cadence", Cadence)
def test_half_of_the_way_is_not_called_reached(cadence):
    assert found(cadence, NORMAL, 0.5, 0.25, 12, 200, seed=3).rate < 0.03
