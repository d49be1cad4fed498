"""What the model reads for a company: answers, benchmarks, presets, numbers of one's own."""

import pytest

from audit.estimates import Shape
from audit.findings import Basis, Confidence
from audit.inputs import company_inputs
from audit.run import run_audit
from tests.audit.playbook_folders import AS_OF, EXACT_ANSWERS, GOOD_ANSWERS, UNSURE_ANSWERS, answers_to, audited, small


def estimate(key, answers=GOOD_ANSWERS, **tables):
    found = company_inputs(small(), answers_to(small(), answers, **tables)).estimates[key]
    return found.low, found.likely, found.high, found.shape


def line(key, answers=GOOD_ANSWERS, **tables):
    return next(one for one in audited(small(), answers, draws=16, **tables).inputs if one.key == key)


def test_a_typed_number_is_exact():
    assert estimate("calls_per_week") == (60, 60, 60, Shape.TRIANGULAR)
    assert line("calls_per_week").basis is Basis.EXACT


def test_a_band_is_flat_unless_its_author_says_where_its_middle_lies():
    assert estimate("missed_share") == (0.1, pytest.approx(0.2), 0.3, Shape.UNIFORM)
    assert estimate("wait") == (1, 6, 24, Shape.TRIANGULAR)
    assert line("wait").basis is Basis.BAND


def test_not_sure_reads_the_benchmark_and_says_where_it_comes_from():
    assert estimate("missed_share", UNSURE_ANSWERS) == (0.05, 0.2, 0.5, Shape.TRIANGULAR)
    found = line("missed_share", UNSURE_ANSWERS)
    assert found.basis is Basis.NOT_SURE
    assert found.source is not None
    assert found.source.title == "Ours, for the tests"
    assert found.confidence is Confidence.JUDGEMENT


def test_a_question_that_is_not_asked_has_its_number_for_that():
    answers = {**GOOD_ANSWERS, "records": "no", "typing_hours": None}
    answers.pop("typing_hours")
    assert estimate("typing_hours", answers)[:3] == (0, 0, 0)
    assert line("typing_hours", answers).basis is Basis.NOT_ASKED


def test_a_preset_swaps_a_benchmark_for_another():
    assert estimate("contribution_margin")[:3] == (0.3, 0.4, 0.5)
    clinic = {**GOOD_ANSWERS, "industry": "clinic"}
    assert estimate("contribution_margin", clinic)[:3] == (0.5, 0.6, 0.7)
    assert line("contribution_margin", clinic).title == "Left of a visit"


def test_a_number_of_ones_own_replaces_a_benchmark_and_counts_as_measured():
    own = {"contribution_margin": "45 %"}
    assert estimate("contribution_margin", assumptions=own)[:3] == (0.45, 0.45, 0.45)
    found = line("contribution_margin", assumptions=own)
    assert (found.basis, found.given, found.source, found.confidence) == (Basis.MEASURED, "45 %", None, None)


@pytest.mark.parametrize("named", ["contribution_margin", "contribution_margin_clinic"])
def test_a_number_of_ones_own_holds_for_the_benchmark_that_a_preset_put_in_its_place(named):
    clinic = {**GOOD_ANSWERS, "industry": "clinic"}
    assert line("contribution_margin", clinic, assumptions={named: 0.55}).likely == 0.55
    assert estimate("contribution_margin", clinic, assumptions={named: 0.55})[:3] == (0.55, 0.55, 0.55)


def test_a_number_of_ones_own_replaces_what_not_sure_would_read():
    own = {"usual_missed_share": [0.1, 0.15, 0.2]}
    assert estimate("missed_share", UNSURE_ANSWERS, assumptions=own)[:3] == (0.1, 0.15, 0.2)
    assert line("missed_share", UNSURE_ANSWERS, assumptions=own).basis is Basis.MEASURED


def test_what_is_shown_is_what_is_read():
    for answers in (GOOD_ANSWERS, UNSURE_ANSWERS, EXACT_ANSWERS, {**GOOD_ANSWERS, "industry": "clinic"}):
        understood = answers_to(small(), answers, assumptions={"hour_cost": [20, 30, 40]})
        inputs = company_inputs(small(), understood)
        for shown in run_audit(small(), understood, AS_OF, 16).inputs:
            if shown.unit and not shown.points:
                read = inputs.estimates[shown.key]
                assert (shown.low, shown.likely, shown.high) == (read.low, read.likely, read.high), shown.key


def test_every_input_says_which_leaks_depend_on_it():
    used = {one.key: one.used_by for one in audited(small(), GOOD_ANSWERS).inputs}
    assert used["hour_cost"] == ("typing",)
    assert used["calls_per_week"] == ("missed_calls", "slow_answers")
    assert used["industry"] == ()
    assert "weeks_per_year" not in used


def test_a_curve_is_shown_with_its_points():
    shown = line("lost_while_waiting")
    assert [(point.x, point.low, point.likely, point.high) for point in shown.points] == [
        (0, 0, 0, 0), (4, 0.05, 0.1, 0.2), (24, 0.1, 0.3, 0.5)
    ]  # fmt: skip
    assert (shown.low, shown.likely, shown.high) == (0, 0.1, 0.5)
