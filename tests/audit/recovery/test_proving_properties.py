"""What holds for every proof, whatever was measured."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.recovery.periods import Cadence
from audit.recovery.proof import Reading
from audit.recovery.proving import prove
from audit.recovery.series import Series
from tests.audit.recovery.deals import BEFORE, MONDAY, PerUnit, deal, end_of, proved, read

WORTH = PerUnit()
months = deal()
weeks = deal(cadence=Cadence.WEEK, starts_on=MONDAY)
terms = st.sampled_from((months, weeks, deal(BEFORE[:4]), deal(better="higher", target=60.0)))
rows = st.lists(st.none() | st.integers(0, 60), max_size=30)


@given(terms, rows, rows, st.randoms(use_true_random=False))
def test_the_order_of_the_readings_does_not_matter(agreed, row, costs, random):
    readings = [*read(agreed, row), *read(agreed, costs, Series.RUNNING_COST)]
    shuffled = random.sample(readings, len(readings))
    as_of = end_of(agreed, len(row))
    assert prove(agreed, shuffled, WORTH, as_of) == prove(agreed, readings, WORTH, as_of)


@given(terms, rows.filter(any), st.data())
def test_a_value_taken_back_is_as_if_it_had_never_been_there(agreed, row, data):
    place = data.draw(st.sampled_from([place for place, value in enumerate(row) if value is not None]))
    without = [None if one == place else value for one, value in enumerate(row)]
    gone = read(agreed, row)[sum(value is not None for value in row[:place])]
    taken_back = replace(gone, value=None, corrections=1)
    found = proved(without, agreed, beside=[taken_back])
    expected = proved(without, agreed)
    # That it was corrected stays visible in its period, and nowhere else.
    assert found.periods[place].corrections == 1
    periods = tuple(replace(one, corrections=0) for one in found.periods)
    assert replace(found, periods=periods) == expected


@given(terms, rows, rows)
def test_later_periods_never_change_earlier_ones(agreed, row, more):
    assert proved([*row, *more], agreed).periods[: len(row)] == proved(row, agreed).periods


@given(terms, rows, rows)
def test_looking_back_gives_what_was_said_then(agreed, row, more):
    then = end_of(agreed, len(row))
    assert prove(agreed, read(agreed, [*row, *more]), WORTH, then) == prove(agreed, read(agreed, row), WORTH, then)


@given(terms, rows)
def test_in_a_case_that_is_certain_net_is_what_came_back_less_the_cost(agreed, row):
    proof = proved(row, agreed, worth=PerUnit((1_200.0,)))
    assert proof.recovered.p10 == proof.recovered.p90
    assert proof.net.p50 == pytest.approx(proof.recovered.p50 - proof.running_cost, abs=0.011)


@given(terms, rows)
def test_totals_are_the_sums_of_the_periods_where_all_draws_agree(agreed, row):
    proof = proved(row, agreed, worth=PerUnit((1_200.0,)))
    assert proof.recovered.p50 == pytest.approx(sum(one.recovered.p50 for one in proof.periods if one.recovered), abs=1)
    assert proof.running_cost == pytest.approx(sum(one.running_cost for one in proof.periods), abs=1)
    assert proof.net.p50 == pytest.approx(sum(one.net.p50 for one in proof.periods if one.net), abs=1)


@given(terms, rows)
def test_ranges_are_in_order_and_missing_periods_are_listed(agreed, row):
    proof = proved(row, agreed)
    for span in (proof.recovered, proof.net, *(one.net for one in proof.periods if one.net)):
        assert span.p10 <= span.p50 <= span.p90
    assert len(proof.periods) == len(row)
    assert len(proof.missing) == sum(value is None for value in row)


@given(rows.filter(any), st.data())
def test_of_two_readings_for_a_period_the_later_one_counts(row, data):
    first = data.draw(st.sampled_from(read(months, row)))
    newer = replace(first, value=7.0, entered_at=first.entered_at + timedelta(days=400), corrections=1)
    readings = data.draw(st.permutations([newer, *read(months, row)]))
    proof = prove(months, readings, WORTH, end_of(months, len(row)))
    assert next(one for one in proof.periods if one.starts_on == first.starts_on).value == 7.0


@given(rows, st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_reading_of_any_other_day_changes_nothing(row, day):
    at = datetime(2026, 5, 1, tzinfo=UTC)
    known = {one.starts_on for one in proved(row).periods}
    if day not in known:
        assert proved(row, beside=[Reading(Series.METRIC, day, 1.0, at, at)]) == proved(row)


@given(terms, rows)
def test_a_stopped_agreement_keeps_its_numbers(agreed, row):
    going, stopped = proved(row, agreed), proved(row, agreed, stopped_on=end_of(agreed, len(row)))
    assert (going.periods, going.net, going.behaviour) == (stopped.periods, stopped.net, stopped.behaviour)
