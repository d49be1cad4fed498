"""From the metric to dollars, each worked out a second time as one would in a spreadsheet."""

import numpy as np
import pytest

from tests.audit.recovery.exact_companies import money

DRAWS = 2_048


def dollars(found):
    return (found.p10, found.p50, found.p90)


def only(found):
    """The one number of a range that has no width."""
    assert found.p10 == found.p50 == found.p90
    return found.p50


def triangle(low, likely, high):
    """A triangular distribution at the middle of each of 2,048 equal slices, by its textbook inverse."""
    place = (np.arange(DRAWS) + 0.5) / DRAWS
    rising = low + np.sqrt(place * (high - low) * (likely - low))
    falling = high - np.sqrt((1 - place) * (high - low) * (high - likely))
    return np.where(place < (likely - low) / (high - low), rising, falling)


def spread(values):
    """P10, P50 and P90 of them, in cents: the 205th, 1,024th and 1,844th of 2,048."""
    ordered = np.sort(values)
    return tuple(round(float(ordered[rank - 1]), 2) for rank in (205, 1_024, 1_844))


def test_missed_appointments():
    # All revenue is booked, half of the missed slots are booked again. 20 % missed lose 10 %, 5 % lose 2.5 %.
    found = money("booking_reminders", {"booked_share": "100 %", "rebooked_share": 0.5})
    assert only(found.range_per_year(0.2, 0.05)) == round(1_000_000 * (0.975 / 0.9 - 1) * 0.5, 2) == 41_666.67


def test_what_was_measured_counts_and_not_what_was_answered():
    # Measured 30 % where the answers say 5 %: 15 % are lost today; at 20 % it would be 10 %.
    found = money("booking_reminders", {"booked_share": "100 %", "rebooked_share": 0.5})
    assert only(found.range_per_year(0.3, 0.2)) == round(1_000_000 * (0.90 / 0.85 - 1) * 0.5, 2) == 29_411.76


def test_days_until_the_invoice():
    # $1,000,000, of which 80 % is invoiced later, is $2,191.78 a day. 8 days less of it, at 7 % a year.
    found = money("same_day_invoice", {"invoiced_share": 0.8, "cost_of_capital": 0.07})
    assert only(found.range_per_year(10, 2)) == round(1_000_000 * 0.8 / 365 * 8 * 0.07, 2) == 1_227.40


def test_hours_of_retyping_take_the_repair_of_their_errors_with_them():
    # 30 hours a month are 360 a year. Each hour has 30 entries, 1 % wrong, 25 minutes each: 7.5 minutes of repair.
    numbers = {"entries_per_hour": 30, "minutes_per_error": 25, "paperwork_hour_cost": 40, "cash_share": 0.5}
    found = money("one_entry", numbers)
    assert only(found.range_per_year(70, 40)) == (360 + 360 * 30 * 0.01 * 25 / 60) * 40 * 0.5 == 8_100


def test_hours_of_repair_never_come_to_more_than_was_reported():
    # 2,400 hours lost, half of them not retyping: 1,200. Errors in half of the entries would call for more than that.
    numbers = {"error_share": 0.5, "entries_per_hour": 30, "minutes_per_error": 25, "paperwork_hour_cost": 40,
               "cash_share": 0.5}  # fmt: skip
    found = money("one_entry", numbers)
    assert only(found.range_per_year(100, 70)) == 360 * 40 * 0.5


@pytest.mark.parametrize("fix", ["entry_checks", "status_board"])
def test_hours_of_fixing_and_of_asking(fix):
    # 12 hours a month are 144 a year, at $40, half of it cash.
    found = money(fix, {"paperwork_hour_cost": 40, "cash_share": 0.5})
    assert only(found.range_per_year(30, 18)) == 144 * 40 * 0.5


def test_silent_quotes():
    # 100 inquiries a month, 60 quotes, 24 silent. 12 of them unchased miss 12/60 x 7 % = 0.014 wins a quote, 3 miss
    # 0.0035. Of 0.3 + 0.014 that could be won 0.3 is won today.
    numbers = {"quotes_per_inquiry": 0.6, "silent_share": 0.4, "wins_per_chased_quote": 0.07, "win_rate": 0.3,
               "inquiries_per_missed_call": 0, "after_hours_share": 0}  # fmt: skip
    found = money("quote_reminders", numbers)
    before, after = 0.3 / (0.3 + 0.014), 0.3 / (0.3 + 0.0035)
    assert only(found.range_per_year(12, 3)) == round(500_000 * (after / before - 1) * 0.5, 2)
    # More than the 24 there are cannot be silent.
    assert only(found.range_per_year(24, 30)) == 0


def test_customers_asked_back():
    # 20 % lapse, 10 % of them would come back if asked. Asked none of them, 2 % of the repeat revenue is lost; asked
    # half of them, 1 %.
    found = money("win_back", {"lapsing_share": 0.2, "returns_if_asked": 0.1})
    assert only(found.range_per_year(1, 0.5)) == round(500_000 * (0.99 / 0.98 - 1) * 0.5, 2) == 2_551.02


def test_work_that_is_never_billed():
    # 4 % slips of what 960,000 is the rest of; a quarter of that is billed after all; its costs are paid already.
    found = money("work_log", {"by_the_hour_share": 0.96, "accepted_share": 0.6})
    assert only(found.range_per_year(0.04, 0.03)) == round(1_000_000 * 0.01 * 0.6, 2)


def test_a_full_team_gains_nothing_from_more_customers_and_loses_by_fewer():
    numbers = {"lapsing_share": 0.2, "returns_if_asked": 0.1}
    found = money("win_back", numbers, {"free_capacity": 0})
    assert only(found.range_per_year(0.5, 0)) == 0
    assert only(found.range_per_year(0.5, 1)) == round(500_000 * (0.98 / 0.99 - 1) * 0.5, 2)


def test_a_team_with_a_little_room_gains_as_far_as_it_goes():
    # One customer more in a hundred would be 5,000 of 500,000; the room is 0.2 % of the 1,000,000 that are booked.
    found = money("win_back", {"lapsing_share": 0.5, "returns_if_asked": 0.1}, {"free_capacity": 0.002})
    assert only(found.range_per_year(1, 0)) == 1_000_000 * 0.002 * 0.5


def test_an_uncertain_number_gives_a_range():
    # 600 of 1,200 inquiries call. 20 a month are missed, then 5; of those 40 to 70 % never come back.
    numbers = {"phone_share": 0.5, "never_back_share": [0.4, 0.5, 0.7], "after_hours_share": 0}
    found = money("call_cover", numbers)
    never_back = triangle(0.4, 0.5, 0.7)
    by_hand = 500_000 * ((1_200 - 60 * never_back) / (1_200 - 240 * never_back) - 1) * 0.5
    assert dollars(found.range_per_year(20, 5)) == spread(by_hand)


def test_a_wait_is_worth_what_the_curve_says():
    # All inquiries are written. Of those that wait 12 hours 10, 25 or 40 % are lost; after 2.5 hours 5, 15 or 30 %;
    # 3 hours lie 0.5 / 9.5 of the way between. All points of a curve move together.
    numbers = {"phone_share": 0, "after_hours_share": 0, "inquiries_per_missed_call": 0}
    found = money("inquiry_desk", numbers)
    at_12, at_2_5 = triangle(0.1, 0.25, 0.4), triangle(0.05, 0.15, 0.3)
    at_3 = at_2_5 + 0.5 / 9.5 * (at_12 - at_2_5)
    assert dollars(found.range_per_year(12, 2.5)) == spread(500_000 * ((1 - at_2_5) / (1 - at_12) - 1) * 0.5)
    assert dollars(found.range_per_year(12, 3)) == spread(500_000 * ((1 - at_3) / (1 - at_12) - 1) * 0.5)


def test_a_price_is_worth_what_its_own_curve_says():
    # 7 days lose 2, 8 or 15 %, 3 days 1, 4 or 8 %.
    found = money("quote_builder", {"inquiries_per_missed_call": 0})
    at_7, at_3 = triangle(0.02, 0.08, 0.15), triangle(0.01, 0.04, 0.08)
    assert dollars(found.range_per_year(7, 3)) == spread(500_000 * ((1 - at_3) / (1 - at_7) - 1) * 0.5)


def test_an_evening_that_is_answered_like_the_day_loses_like_the_day_and_never_less():
    # 0 % are lost by day; at night 12 hours lose 10, 25 or 40 %, of which half counts. 40 % write at night.
    numbers = {"phone_share": 0, "after_hours_share": 0.4, "night_weight": 0.5, "inquiries_per_missed_call": 0}
    found = money("night_desk", numbers)
    lost = 0.4 * 0.5 * triangle(0.1, 0.25, 0.4)
    assert dollars(found.range_per_year(12, 0.05)) == spread(500_000 * (1 / (1 - lost) - 1) * 0.5)
    assert found.range_per_year(12, 0.05) == found.range_per_year(12, 0)


def test_calls_missed_by_a_trade():
    # 24 calls fewer a month: half are new, 60 % never come back, 0.3 jobs each: 2.16 jobs. A tenth of visits is for
    # nothing, 55 % of these are done later: 4.5 % of the jobs are lost at the door. $400 a job, 42 % left, a year.
    found = money("text_back", playbook="home_services")
    by_hand = 24 * 0.5 * 0.6 * 0.3 * (1 - 0.1 * 0.45) * 400 * 0.42 * 12
    assert only(found.range_per_year(40, 16)) == pytest.approx(by_hand, abs=0.01)


def test_visits_for_nothing_of_a_trade():
    # 100 jobs a month are done. One visit in ten for nothing loses 4.5 % at the door, one in twenty 2.25 %.
    found = money("visit_texts", playbook="home_services")
    by_hand = 100 * 12 * (0.9775 / 0.955 - 1) * 400 * 0.42
    assert only(found.range_per_year(0.1, 0.05)) == pytest.approx(by_hand, abs=0.01)
