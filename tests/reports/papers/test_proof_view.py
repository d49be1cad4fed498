"""The proof in words: each number once, in words that are true."""

from dataclasses import replace

import pytest

from audit.findings import Range
from audit.recovery.proof import Behaviour, State
from reports.charts.svg import Palette
from reports.papers.proof_view import make_proof
from reports.wording import Wording
from tests.reports.papers import proofs

US = Wording("en_US", "USD")


def view_of(made):
    return make_proof(made, US, Palette())


def row(view, name):
    return next(one for one in view.rows if one.name == name)


def test_the_newest_period_stands_first():
    view = view_of(proofs.story())
    assert [one.name for one in view.rows[:2]] == ["June 2027", "May 2027"]
    assert len(view.rows) == 12


def test_a_missing_period_has_no_numbers_and_is_named():
    view = view_of(proofs.story())
    missing = row(view, "October 2026")
    assert (missing.value, missing.meets, missing.recovered) == ("missing", "", "")
    assert [name for _, name in view.missing] == ["October 2026"]
    assert "counts as nothing" in view.counted


def test_what_is_odd_about_a_value_stands_beside_it():
    view = view_of(proofs.story())
    assert row(view, "November 2026").remarks == "Corrected twice; “Two calls were counted twice.”"
    assert row(view, "January 2027").remarks == "Came in late; running cost measured"
    assert row(view, "April 2027").remarks == "Signal for the worse"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.62, "62% of the way to the target"),
        (1.2, "at the target"),
        (-0.3, "no better than the baseline"),
        (0.0, "no better than the baseline"),
    ],
)
def test_how_far_it_is_stands_below_the_number(share, said):
    assert view_of(proofs.proof(share_of_gap=share)).number[0].note == f"June 2027: {said}"


def test_before_the_first_value_there_is_no_number_and_no_period():
    view = view_of(proofs.proof(()))
    assert not view.measured
    assert view.number[0].figure == "No value yet"
    assert [fact.figure for fact in view.dollars] == ["Nothing yet"]
    assert view.payback == "Setting it up cost $9,000."


def test_money_is_a_range_of_two_digits_with_a_true_minus():
    view = view_of(proofs.proof(net=Range(-1_234.0, 5_000.0, 31_460.0)))
    assert "−\u2060$1,200 to $31,000" in [fact.figure for fact in view.dollars]


def test_the_setup_cost_is_said_with_when_it_was_paid_back_or_what_is_left():
    assert view_of(proofs.proof()).payback.endswith("paid back in December 2026.")
    left = proofs.proof(paid_back_on=None, net=Range(0.0, 4_000.0, 8_000.0))
    assert "about $5,000 of that is still to come back" in view_of(left).payback
    free = proofs.proof(agreed=proofs.terms(setup_cost=0.0))
    assert view_of(free).payback == ""


def test_signals_are_told_once_for_each_rule():
    assert view_of(proofs.story()).signals == (
        "August 2026: a better month than the ordinary swing explains. One more since, the last in September 2026.",
        "April 2027: a worse month than the ordinary swing explains.",
    )


def test_the_method_says_how_wide_the_limits_are_and_why():
    made = proofs.proof()
    swing = replace(made.behaviour, moving_range=3.4, factor=3.8)
    words = " ".join(view_of(replace(made, behaviour=swing)).method)
    assert "3.4 inquiries a month on average; the limits lie 3.8 times that" in words
    assert "The usual multiple is 2.66; it is wider here because the limits come from only 6 values." in words
    usual = replace(swing, factor=2.66)
    assert "wider" not in " ".join(view_of(replace(made, behaviour=usual)).method)


def test_the_rate_of_false_alarms_is_the_proof_s():
    assert "at most 8% of cases" in " ".join(view_of(proofs.proof(false_alarm_rate=0.08)).method)


def test_a_baseline_that_is_too_short_has_no_band_and_says_why():
    short = Behaviour(False, 40.0, None, None, (), "Add the values of six months.")
    view = view_of(proofs.proof(behaviour=short))
    assert view.is_real == "Add the values of six months."
    assert ">ordinary swing<" not in view.chart.wide


def test_a_gap_in_the_baseline_is_shown_as_one():
    given = [one for one in proofs.terms().baseline_values if one.starts_on.month != 3]
    view = view_of(proofs.proof(agreed=proofs.terms(baseline_values=given)))
    assert view.before[2] == ("March 2026", "no value")


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_its_words(state):
    assert view_of(proofs.proof(state=state)).heading


def test_shares_are_percents_and_weeks_are_named_by_their_first_day():
    view = view_of(proofs.weekly())
    assert view.rows[-1].name == "Week of 6 July 2026"
    assert view.rows[-1].value == "31%"
    assert view.number[1].note == "or less"


def test_everything_in_the_chart_is_in_the_tables():
    made = proofs.story()
    view = view_of(made)
    assert len(view.rows) == len(made.periods)
    assert len(view.before) == len(made.terms.baseline_values)
