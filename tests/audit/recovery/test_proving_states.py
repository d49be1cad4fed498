"""The state in words: each told once, by the calendar and by the numbers."""

from datetime import date

import pytest

from audit.recovery.periods import Cadence
from audit.recovery.proof import State
from tests.audit.recovery.deals import BEFORE, MONDAY, deal, end_of, proved

# From January to the end of June; the launch is on 26 February.
HALF_A_YEAR = deal(ends_on=date(2026, 6, 30), stop_on=date(2026, 5, 31))


def test_at_the_start_it_is_on_track_and_the_first_number_is_named():
    proof = proved(())
    assert proof.state is State.ON_TRACK
    assert proof.words == "It is early. The first number will be that of January 2026."


def test_before_the_launch_no_number_is_bad():
    proof = proved((60, 60), HALF_A_YEAR)
    assert proof.state is State.ON_TRACK
    assert proof.words == "It is early. By the plan the new way of working starts on 26 February 2026."


def test_two_missing_numbers_and_nobody_can_say():
    assert proved((40, None), HALF_A_YEAR).state is State.ON_TRACK
    proof = proved((None, None), HALF_A_YEAR)
    assert proof.state is State.NOT_YET
    assert proof.words == "Nobody can say where it stands: the last two months have no number."
    assert proof.advice == (
        "Please enter the numbers of January 2026 and February 2026: missing ones count as nothing recovered."
    )


def test_after_the_launch_it_has_to_keep_up_with_the_time():
    # 16 March is 18 of 124 days after the launch, the middle of February before it: 14.5 % and nothing, 3.77 of 26.
    assert proved((40, 40, 36.2), HALF_A_YEAR).state is State.ON_TRACK
    behind = proved((40, 40, 36.3), HALF_A_YEAR)
    assert behind.state is State.NOT_YET
    assert behind.words == "The number has come less of the way to the target than the time that has gone."


def test_a_single_good_number_does_not_make_up_for_a_bad_one_before_it():
    assert proved((40, 40, 40, 39), HALF_A_YEAR).state is State.NOT_YET
    # 16 April is 49 of 124 days after the launch: with 18 for March 67, 54 %, in all 14.05 of 26.
    assert proved((40, 40, 40, 26), HALF_A_YEAR).state is State.NOT_YET
    assert proved((40, 40, 40, 25.9), HALF_A_YEAR).state is State.ON_TRACK


def test_after_the_agreed_end_it_is_not_yet():
    proof = proved((40, 40, 30, 25, 20, 16, 15), HALF_A_YEAR)
    assert proof.state is State.NOT_YET
    assert proof.words == (
        "The agreed end (30 June 2026) has passed, and the target is not reached. The number has moved the right way "
        "by more than its ordinary swing, but not far enough."
    )


def test_on_the_agreed_end_itself_the_time_is_not_over():
    values = (40, 40, 25, 20, 15)
    assert proved(values, HALF_A_YEAR, as_of=date(2026, 6, 30)).state is State.ON_TRACK
    assert proved(values, HALF_A_YEAR, as_of=date(2026, 7, 1)).state is State.NOT_YET


def test_after_the_end_without_any_number():
    proof = proved((None,) * 6, HALF_A_YEAR, as_of=date(2026, 7, 1))
    assert proof.words.endswith("the target is not reached. No number is in yet.")
    assert proof.advice.startswith("The day to stop has come (31 May 2026), and nobody can tell if it moved.")
    assert "January 2026, February 2026, March 2026 and 3 more" in proof.advice


def test_an_end_before_the_launch_asks_for_the_target_at_once():
    short = deal(ends_on=date(2026, 2, 20), stop_on=date(2026, 2, 10))
    assert proved((14,), short, as_of=date(2026, 2, 20)).state is State.ON_TRACK
    assert proved((40,), short, as_of=date(2026, 2, 21)).state is State.NOT_YET


def test_reached():
    proof = proved((40, 30, 14, 13, 12))
    assert proof.state is State.REACHED
    assert proof.words == (
        "The target was reached in May 2026: three measured months in a row at the target, and the change is larger "
        "than the ordinary swing of the old numbers."
    )
    assert (proof.reached_on, proof.slipped_on, proof.advice, proof.drift) == (date(2026, 5, 1), None, "", "")
    assert proof.false_alarm_rate == 0.05


def test_a_missing_month_between_is_passed_over_and_asked_for():
    proof = proved((40, 30, 14, None, 13, 12))
    assert (proof.state, proof.reached_on) == (State.REACHED, date(2026, 6, 1))
    assert proof.missing == (date(2026, 4, 1),)
    assert proof.advice == "Please enter the number of April 2026: missing ones count as nothing recovered."


def test_reached_and_then_silent_is_said():
    proof = proved((14, 13, 12, None, None))
    assert proof.state is State.REACHED
    assert proof.words.endswith("There has been no number since March 2026.")


def test_one_month_short_after_it_was_reached_is_a_warning():
    proof = proved((14, 13, 12, 20))
    assert proof.state is State.REACHED
    assert proof.advice == "April 2026 was short of the target: look into it before it slips."


def test_slipped_by_three():
    proof = proved((14, 13, 12, 20, 20, 20))
    assert proof.state is State.SLIPPED
    assert proof.words == (
        "The target was reached in March 2026, but the number slipped in June 2026: three measured months in a row "
        "were short of the target."
    )
    assert (proof.reached_on, proof.slipped_on) == (date(2026, 3, 1), date(2026, 6, 1))
    assert proof.advice == ("Robin Okafor should find out what has changed since it was reached, before any new work.")


def test_slipped_by_one_far_off():
    proof = proved((14, 13, 12, 40))
    assert proof.state is State.SLIPPED
    assert proof.words.endswith(
        "slipped in April 2026: it was short of the target by more than the ordinary swing of the old numbers."
    )


def test_reached_again():
    proof = proved((14, 13, 12, 40, 14, 13, 12))
    assert proof.state is State.REACHED
    assert proof.words.startswith("The target was reached again in July 2026: ")
    assert (proof.reached_on, proof.slipped_on) == (date(2026, 7, 1), date(2026, 4, 1))


def test_stopped_keeps_what_was_measured():
    proof = proved((14, 13, 12), stopped_on=date(2026, 4, 1))
    assert (proof.state, proof.reached_on) == (State.STOPPED, date(2026, 3, 1))
    assert proof.words == "The agreement was stopped. What was measured until then is kept."
    assert proof.advice == ""
    assert proof.recovered.p50 > 0


def test_after_it_was_stopped_no_period_is_missing_and_nothing_costs_any_more():
    stopped, years = date(2026, 4, 20), date(2028, 4, 1)
    proof = proved((14, 13, 12, 11), as_of=years, stopped_on=stopped)
    assert proof.periods == proved((14, 13, 12, 11)).periods
    assert (proof.missing, proof.net) == ((), proved((14, 13, 12, 11)).net)


def test_the_period_in_which_it_was_stopped_still_counts():
    proof = proved((14, 13), as_of=date(2026, 6, 1), stopped_on=date(2026, 3, 1))
    assert [one.name for one in proof.periods] == ["January 2026", "February 2026", "March 2026"]
    assert proof.missing == (date(2026, 3, 1),)


def test_the_day_to_stop_comes_when_nothing_has_moved():
    proof = proved((40, 41, 39), as_of=date(2026, 4, 1))
    assert proof.advice == (
        "The day to stop has come (12 March 2026), and the number has not moved. What both sides agreed: “Stop if "
        "missed callers have not fallen by half by week 10.”"
    )
    assert proved((40, 41), as_of=date(2026, 3, 11)).advice == ""
    assert proved((40, 41), as_of=date(2026, 3, 12)).advice != ""
    assert proved((40, 41, 20), as_of=date(2026, 4, 1)).advice == ""


def test_at_the_target_what_is_still_needed_is_said():
    assert proved((40, 40, 40, 14), HALF_A_YEAR).words.endswith(
        "The newest number is at the target. It is called reached after three measured months in a row at the target."
    )
    near = deal(target=34.5, ends_on=date(2026, 6, 30), stop_on=date(2026, 5, 31))
    assert proved((40, 40, 34), near).words.endswith(
        "three measured months in a row at the target, one of them outside their ordinary swing."
    )
    assert proved((40, 34, 34, 34), near).words.endswith(
        "There are three measured months in a row at the target, but they are still within the ordinary swing of the "
        "old numbers. It is called reached when one of them lies outside it, or after six measured months in a row at "
        "the target."
    )
    row = proved((34,) * 6, near)
    assert (row.state, row.words) == (
        State.REACHED,
        "The target was reached in June 2026: six measured months in a row were at the target.",
    )


def test_of_a_target_near_the_baseline_it_is_said_that_chance_meets_it():
    close = deal(target=39.0, ends_on=date(2026, 6, 30), stop_on=date(2026, 5, 31))
    assert proved((40, 38, 38, 38), close).words.endswith(
        "The newest number is at the target, but the target is so near to the old average that chance meets it: only "
        "numbers clearly past it count."
    )


def test_with_too_short_a_baseline_it_is_never_called_reached_and_says_what_to_do():
    proof = proved((14, 13, 12, 11), deal(BEFORE[:5]))
    assert proof.state is State.NOT_YET
    assert proof.words.endswith("with fewer than six months measured before the start it cannot be told from chance.")
    assert not proof.behaviour.enough
    assert proof.behaviour.words == (
        "The agreement has five single values from before the start: too few to tell a change from the ordinary ups "
        "and downs, so it cannot be called reached. Add the values of at least six months before the start, in a new "
        "version of the agreement."
    )


def test_weeks_are_worded_as_weeks():
    terms = deal(cadence=Cadence.WEEK, starts_on=MONDAY)
    proof = proved((40, 14, 13, 14, 20, 13, 12, 13), terms)
    assert proof.words == (
        "The target was reached in the week of 23 February 2026: six of eight measured weeks at the target, and the "
        "change is larger than the ordinary swing of the old numbers."
    )
    slipped = proved((14,) * 6 + (20, 20, 14, 20, 20, 20, 20), terms)
    assert slipped.words.endswith("six of eight measured weeks were short of the target.")
    assert slipped.advice.startswith("Robin Okafor")
    assert proved((), terms).words.endswith("The first number will be that of the week of 5 January 2026.")


@pytest.mark.parametrize("cadence", Cadence)
def test_the_state_at_each_moment_of_a_year_is_a_sentence_without_dollars(cadence):
    terms = deal(cadence=cadence, starts_on=MONDAY)
    values = [40, 41, 30, None, None, 25, 13, 12, 14, 13, 12, 11, 40, 13, 13] * 3
    for count in range(len(values)):
        proof = proved(values[:count], terms, as_of=end_of(terms, count))
        assert proof.words.endswith((".", "”"))
        assert "$" not in proof.words + proof.advice + proof.drift + proof.behaviour.words
