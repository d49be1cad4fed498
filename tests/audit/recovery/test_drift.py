"""Drift: the number slides, though it is still at the target."""

from tests.audit.recovery.deals import proved


def test_six_in_a_row_each_worse_than_the_one_before_is_drift():
    assert proved((14, 14, 8, 9, 10, 11, 12, 13)).drift == (
        "Since the target was reached the number has begun to slide: six measured months in a row, each worse than the "
        "one before."
    )


def test_five_are_not_enough_and_a_pause_begins_anew():
    assert proved((14, 14, 8, 9, 10, 11, 12)).drift == ""
    assert proved((14, 14, 8, 9, 10, 10, 11, 12)).drift == ""


def test_eight_in_a_row_worse_than_the_average_since_it_was_reached_is_drift():
    assert proved((5, 5, 5, 5) + (13, 12) * 4).drift == (
        "Since the target was reached the number has begun to slide: eight measured months in a row worse than its "
        "average since then."
    )
    assert proved((5, 5, 5, 5) + (13, 12) * 3 + (13,)).drift == ""


def test_values_before_it_was_reached_are_no_part_of_it():
    assert proved((1, 40, 9, 10, 11, 12)).drift == ""
    # With the first four the average would be 17.5, and nothing worse than it.
    assert proved((40,) * 4 + (5,) * 4 + (13, 12) * 4).drift != ""


def test_a_number_that_never_reached_or_has_slipped_does_not_drift():
    assert proved((20, 21, 22, 23, 24, 25, 26)).drift == ""
    assert proved((8, 9, 10, 11, 15, 16, 17)).drift == ""


def test_steady_or_improving_is_no_drift():
    assert proved((12,) * 12).drift == ""
    assert proved((14, 13, 12, 11, 10, 9, 8, 7)).drift == ""
