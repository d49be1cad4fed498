"""Dollars by period and in all, against a calculation written out like a spreadsheet: row by row, draw by draw."""

from dataclasses import replace
from datetime import UTC, date, datetime
from math import ceil

import pytest

from audit.findings import Range
from audit.recovery.periods import Cadence
from audit.recovery.proof import Reading
from audit.recovery.series import Series
from tests.audit.recovery.deals import BEFORE, MONDAY, PerUnit, deal, proved, read

NOTHING = Range(0, 0, 0)


def middle_and_ends(amounts):
    """P10, P50 and P90 as one of the amounts: the smallest that so many are not above."""
    ordered = sorted(amounts)
    return [round(ordered[ceil(level * len(ordered)) - 1], 2) for level in (0.1, 0.5, 0.9)]


def quantiles_of(span):
    return [span.p10, span.p50, span.p90]


def sheet(values, worth, per_year, cost_a_period, setup, measured_costs=None):
    """A row a period: what came back, what it cost, and what was left so far, in every draw; then the totals."""
    rows, so_far, recovered, spent, paid_back, begun = [], [0.0] * len(worth), [0.0] * len(worth), 0.0, None, False
    for place, value in enumerate(values):
        begun = begun or value is not None
        cost = (measured_costs or {}).get(place, cost_a_period if begun else 0.0)
        gained = [0.0 if value is None else (40 - value) * one / per_year for one in worth]
        recovered = [before + now for before, now in zip(recovered, gained, strict=True)]
        so_far = [before + now - cost for before, now in zip(so_far, gained, strict=True)]
        spent += cost
        if paid_back is None and begun and middle_and_ends(so_far)[1] >= setup:
            paid_back = place
        rows.append((None if value is None else middle_and_ends(gained), round(cost, 2)))
    return rows, middle_and_ends(recovered), round(spent, 2), middle_and_ends(so_far), paid_back


YEAR = (39, 41, 30, 22, 15, 13, 12, None, 11, 14, 30, 13)


def test_a_year_of_months_is_what_a_spreadsheet_says():
    worth = (700.0, 1_000.0, 1_200.0, 1_500.0, 2_600.0)
    proof = proved(YEAR, worth=PerUnit(worth))
    rows, recovered, spent, net, paid_back = sheet(YEAR, worth, 12, 800, 9_000)
    assert [(one.recovered and quantiles_of(one.recovered), one.running_cost) for one in proof.periods] == rows
    assert quantiles_of(proof.recovered) == recovered
    assert proof.running_cost == spent
    assert quantiles_of(proof.net) == net
    assert proof.paid_back_on == date(2026, paid_back + 1, 1)


def test_the_same_by_head_for_three_months():
    # (40 - 28) x 1,200 / 12 = 1,200 a month, (40 - 16) x 1,200 / 12 = 2,400; three months at 800.
    proof = proved((40, 28, 16), deal(setup_cost=1_200))
    assert [one.recovered.p50 for one in proof.periods] == [0, 1_200, 2_400]
    assert [one.net.p50 for one in proof.periods] == [-800, 400, 1_600]
    assert (proof.recovered.p50, proof.running_cost, proof.net.p50) == (3_600, 2_400, 1_200)
    assert proof.recovered == Range(3_000, 3_600, 4_500)
    assert proof.paid_back_on == date(2026, 3, 1)


def test_weeks_share_the_year_and_the_monthly_cost_by_the_playbooks_calendar():
    # 26 fewer at 1,200 a year each are 31,200 a year, 600 a week; 800 a month are 9,600 a year, 184.62 a week.
    terms = deal(cadence=Cadence.WEEK, starts_on=MONDAY, setup_cost=0)
    proof = proved((14, 14), terms)
    assert [one.recovered.p50 for one in proof.periods] == [600, 600]
    assert [one.running_cost for one in proof.periods] == [184.62, 184.62]
    assert proof.running_cost == 369.23
    assert proof.net.p50 == 1_200 - 369.23


def test_weeks_are_what_a_spreadsheet_says():
    terms = deal(cadence=Cadence.WEEK, starts_on=MONDAY, setup_cost=1_000)
    values = (40, None, 30, 25, 20, 20, None, 12, 11, 10)
    rows, recovered, spent, net, paid_back = sheet(values, (1_000, 1_200, 1_500), 52, 800 * 12 / 52, 1_000)
    proof = proved(values, terms)
    assert [(one.recovered and quantiles_of(one.recovered), one.running_cost) for one in proof.periods] == rows
    assert [quantiles_of(proof.recovered), proof.running_cost, quantiles_of(proof.net)] == [recovered, spent, net]
    assert proof.paid_back_on == proof.periods[paid_back].starts_on


def test_a_measured_running_cost_counts_instead_of_the_agreed_one():
    terms = deal()
    beside = read(terms, (None, 950.5, None), Series.RUNNING_COST)
    proof = proved((40, 28, 16), terms, beside=beside)
    assert [one.running_cost for one in proof.periods] == [800, 950.5, 800]
    assert [one.running_cost_measured for one in proof.periods] == [False, True, False]
    assert proof.running_cost == 2_550.5


def test_from_the_first_number_on_it_costs_whether_or_not_anybody_counts():
    proof = proved((None, 28, None))
    assert [one.running_cost for one in proof.periods] == [0, 800, 800]
    assert [one.net for one in proof.periods] == [None, proof.periods[1].net, Range(-800, -800, -800)]
    assert [one.recovered is None for one in proof.periods] == [True, False, True]
    assert proof.net.p50 == 1_200 - 1_600


def test_a_cost_that_was_measured_before_the_first_number_counts_too():
    terms = deal()
    proof = proved((None, None), terms, beside=read(terms, (500,), Series.RUNNING_COST))
    assert [one.running_cost for one in proof.periods] == [500, 0]
    assert proof.net == Range(-500, -500, -500)
    assert proof.paid_back_on is None


def test_what_costs_nothing_to_set_up_is_paid_back_by_the_first_number_that_covers_its_running_cost():
    assert proved((None, 28, 28), deal(setup_cost=0)).paid_back_on == date(2026, 2, 1)
    assert proved((None, 40, 16), deal(setup_cost=0)).paid_back_on == date(2026, 3, 1)


def test_a_number_worse_than_the_baseline_takes_dollars_away():
    proof = proved((52,), deal(setup_cost=0))
    # In the draw in which a call is worth most, most is lost.
    assert proof.recovered == Range(-1_500, -1_200, -1_000)
    assert proof.paid_back_on is None


def test_ranges_are_summed_draw_by_draw_not_end_by_end():
    # A draw that is low for every period stays low in the sum, so the ends add up; against a cost that is certain.
    proof = proved((40, 14, 14))
    assert proof.recovered == Range(4_333.33, 5_200, 6_500)
    assert proof.net == Range(4_333.33 - 2_400, 2_800, 4_100)


def test_dollars_that_go_opposite_ways_in_the_draws_cancel_in_the_sum():
    class Crossed(PerUnit):
        def per_year(self, baseline, values):
            rows = super().per_year(baseline, values)
            rows[1::2] = rows[1::2, ::-1]
            return rows

    # 100, 200 and 300 one month, 300, 200 and 100 the next: 400 in each draw, not 200 to 600.
    proof = proved((39, 39), worth=Crossed((1_200.0, 2_400.0, 3_600.0)))
    assert proof.recovered == Range(400, 400, 400)


def test_before_the_first_period_is_over_there_is_nothing():
    proof = proved(())
    assert (proof.periods, proof.recovered, proof.running_cost, proof.net) == ((), NOTHING, 0, NOTHING)
    assert proof.paid_back_on is None
    assert proof.last is None


def test_only_periods_that_lie_wholly_after_the_start_and_are_over_count():
    terms = deal(starts_on=date(2026, 1, 15))
    proof = proved((14, 14), terms, as_of=date(2026, 3, 31))
    assert [one.name for one in proof.periods] == ["February 2026"]
    assert proved((14, 14), terms, as_of=date(2026, 4, 1)).last.name == "March 2026"


def test_late_corrected_and_noted_values_are_told():
    terms = deal()
    first, second, third = read(terms, (30, 29, 28))
    # January is known on 1 February; it is late on 1 March, when February is over as well.
    late = replace(
        first, first_entered_at=datetime(2026, 3, 1, tzinfo=UTC), entered_at=datetime(2026, 3, 1, tzinfo=UTC)
    )
    just = replace(second, first_entered_at=datetime(2026, 3, 31, 23, tzinfo=UTC))
    corrected = replace(third, corrections=2, note="Two calls were counted twice.")
    proof = proved((), terms, as_of=date(2026, 4, 1), beside=(late, just, corrected))
    assert [one.late for one in proof.periods] == [True, False, False]
    assert [one.corrections for one in proof.periods] == [0, 0, 2]
    assert proof.periods[2].note == "Two calls were counted twice."
    gone = proved((), terms, as_of=date(2026, 4, 1), beside=(replace(late, value=None, corrections=1),)).periods[0]
    assert (gone.late, gone.corrections, gone.value) == (False, 1, None)


def test_the_other_series_stand_beside_with_their_definitions():
    terms = deal()
    adoption = read(terms, (0.2, None, 0.6), Series.ADOPTION)
    taken_back = [replace(one, value=None) for one in read(terms, (3,), Series.TIME_TO_DECISION)]
    proof = proved((40, 30, 20), terms, beside=[*reversed(adoption), *taken_back])
    assert [one.series for one in proof.beside] == [Series.ADOPTION]
    assert proof.beside[0].values == ((date(2026, 1, 1), 0.2), (date(2026, 3, 1), 0.6))
    assert "share of all cases" in proof.beside[0].definition


def test_readings_of_other_periods_are_left_out():
    terms = deal()
    at = datetime(2026, 5, 1, tzinfo=UTC)
    elsewhere = [Reading(Series.METRIC, day, 1.0, at, at) for day in (date(2025, 12, 1), date(2026, 2, 2))]
    assert proved((40, 30), terms, beside=elsewhere) == proved((40, 30), terms)


def test_the_share_of_the_gap_is_that_of_the_newest_value():
    assert proved(()).share_of_gap is None
    assert proved((40, 27)).share_of_gap == 0.5
    assert proved((40, 27, None)).share_of_gap == 0.5
    assert proved((53,)).share_of_gap == -0.5


@pytest.mark.parametrize("before", [BEFORE, ()])
def test_dollars_do_not_depend_on_how_many_values_the_baseline_has(before):
    assert proved(YEAR, deal(before)).net == proved(YEAR).net
