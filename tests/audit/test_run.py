"""The audit as a whole, on the small playbook."""

import math

import pytest

from audit.checking.gate import load
from audit.findings import Basis
from audit.run import run_audit
from tests.audit.figures import numbers_in
from tests.audit.playbook_folders import (
    AS_OF,
    EXACT_ANSWERS,
    GOOD_ANSWERS,
    UNSURE_ANSWERS,
    answers_to,
    audited,
    edited,
    small,
)


def width(found):
    return found.p90 - found.p10


def test_the_exact_answers_give_what_can_be_worked_out_by_hand():
    exact = {
        "lost_when_missed": 0.5, "jobs_per_call": 0.2, "free_share": "100 %", "contribution_margin": 0.4,
        "hour_cost": 35, "automatable": 0.6,
    }  # fmt: skip
    answers = {**EXACT_ANSWERS, "wait": 0}
    audit = audited(small(), answers, assumptions=exact)
    found = {finding.key: finding for finding in audit.findings}
    # 3,120 calls; 20 % missed, half of them lost: 312 calls, 62.4 jobs of $400, 40 % of it left.
    assert found["missed_calls"].alone.p50 == pytest.approx(9_984)
    assert found["slow_answers"].alone.p50 == 0
    # 8 hours, 48 weeks, $35, 60 % of it.
    assert found["typing"].alone.p50 == pytest.approx(8_064)
    assert (audit.total.p10, audit.total.p50, audit.total.p90) == (18_048, 18_048, 18_048)
    assert audit.total_at_likely == 18_048


def test_findings_are_ranked_by_what_closing_them_alone_is_worth():
    audit = audited(small(), GOOD_ANSWERS)
    alone = [finding.alone.p50 for finding in audit.findings]
    assert alone == sorted(alone, reverse=True)
    assert [finding.rank for finding in audit.findings] == [1, 2, 3]


@pytest.mark.parametrize("answers", [GOOD_ANSWERS, UNSURE_ANSWERS, EXACT_ANSWERS])
def test_shares_add_up_to_one_and_their_money_to_the_total(answers):
    audit = audited(small(), answers)
    assert round(sum(finding.share_of_total for finding in audit.findings), 9) == 1
    assert round(sum(round(finding.share_money * 100) for finding in audit.findings)) == round(audit.total.p50 * 100)


def test_not_sure_is_wider_than_knowing():
    unsure, band, exact = (audited(small(), answers) for answers in (UNSURE_ANSWERS, GOOD_ANSWERS, EXACT_ANSWERS))
    assert width(unsure.total) > width(band.total) > width(exact.total)
    assert any(one.basis is Basis.NOT_SURE for one in unsure.inputs)


@pytest.mark.parametrize("answers", [GOOD_ANSWERS, UNSURE_ANSWERS, {**GOOD_ANSWERS, "calls_per_week": 0}])
def test_every_number_of_an_audit_is_finite(answers):
    assert all(math.isfinite(number) for number in numbers_in(audited(small(), answers)))


def test_a_company_with_nothing_to_lose_loses_nothing():
    audit = audited(small(), {**GOOD_ANSWERS, "calls_per_week": 0, "records": "no", "typing_hours": ""})
    assert (audit.total.p10, audit.total.p90) == (0, 0)
    assert audit.recommendation.decision == "none"
    assert audit.recommendation.fix is None
    assert [finding.share_of_total for finding in audit.findings] == [0, 0, 0]


def test_a_curve_that_is_stepped_round_is_no_trouble(tmp_path):
    edits = {
        "model.toml": (
            '"curve(lost_while_waiting, wait)"',
            '"if_(calls_per_week > 0, curve(lost_while_waiting, wait * (calls_per_week / calls_per_week)), 0)"',
        ),
        "examples/corner_clinic.toml": None,
    }
    playbook = load(edited(tmp_path, edits))
    audit = audited(playbook, {**GOOD_ANSWERS, "calls_per_week": 0})
    assert audit.unpriced == ()
    assert audit.findings[0].key == "typing"


def test_a_leak_that_cannot_be_computed_is_listed_with_its_reason(tmp_path):
    edits = {
        "model.toml": ('"typing_hours"\n', '"typing_hours * calls_per_week / calls_per_week"\n'),
        "leaks/typing.toml": (SMALL_TYPING, EXAMPLE_WITH_CALLS),
        "examples/corner_clinic.toml": None,
    }
    folder = edited(tmp_path, edits)
    for place, name in enumerate(("typing_hours = 0 }", "typing = 2,")):
        path = folder / "leaks/typing.toml"
        path.write_text(path.read_text().replace(name, f"calls_per_week = {place + 1}, {name}"))
    audit = audited(load(folder), {**GOOD_ANSWERS, "calls_per_week": 0})
    assert [(one.key, one.reason) for one in audit.unpriced] == [
        ("typing", "typing_hours × calls_per_week would be divided by calls_per_week, which is zero")
    ]
    assert {finding.key for finding in audit.findings} == {"missed_calls", "slow_answers"}
    assert "typing_tool" not in {fix.key for fix in audit.fixes}
    assert all(math.isfinite(number) for number in numbers_in(audit))


SMALL_TYPING = "given = { typing_hours = 10, hour_cost"
EXAMPLE_WITH_CALLS = "given = { calls_per_week = 5, typing_hours = 10, hour_cost"


def test_the_same_arguments_give_the_same_audit_and_another_seed_another():
    answers = answers_to(small(), UNSURE_ANSWERS)
    one, same = (run_audit(small(), answers, AS_OF, 256) for _ in range(2))
    other = run_audit(small(), answers, AS_OF, 256, seed=2)
    assert one == same
    assert one.total != other.total
    assert other.total.p50 == pytest.approx(one.total.p50, rel=0.1)


def test_more_draws_come_to_nearly_the_same():
    few, many = (audited(small(), UNSURE_ANSWERS, draws) for draws in (512, 8_192))
    assert few.total.p50 == pytest.approx(many.total.p50, rel=0.02)
    assert few.total.p10 == pytest.approx(many.total.p10, rel=0.05)
    assert few.total.p90 == pytest.approx(many.total.p90, rel=0.05)


def test_contradictions_are_named_with_the_questions_they_are_about():
    assert audited(small(), GOOD_ANSWERS).contradictions == ()
    found = audited(small(), {**GOOD_ANSWERS, "typing_hours": 33}).contradictions
    assert [(one.key, one.questions) for one in found] == [("too_much_typing", ("typing_hours",))]


def test_the_tornado_starts_from_the_likely_total_and_its_ends_are_what_those_answers_give():
    audit = audited(small(), UNSURE_ANSWERS)
    assert audit.tornado
    exact = {"typing_hours": ("typing_hours", "hour/week"), "hour_cost": None}
    for swing in audit.tornado:
        assert min(swing.total_at_low, swing.total_at_high) <= audit.total_at_likely * (1 + 1e-9)
        assert max(swing.total_at_low, swing.total_at_high) >= audit.total_at_likely * (1 - 1e-9)
        if swing.key in exact and exact[swing.key] is None:
            ends = [
                audited(small(), UNSURE_ANSWERS, 16, assumptions={swing.key: end}).total_at_likely
                for end in (swing.input_low, swing.input_high)
            ]
            assert ends == pytest.approx([swing.total_at_low, swing.total_at_high], abs=0.02)
    widths = [abs(swing.total_at_high - swing.total_at_low) for swing in audit.tornado]
    assert widths == sorted(widths, reverse=True)


def test_an_input_that_is_exact_is_neither_swung_nor_asked_for():
    audit = audited(small(), EXACT_ANSWERS)
    named = {swing.key for swing in audit.tornado} | {question.key for question in audit.firm_up}
    assert named.isdisjoint({"missed_share", "wait", "typing_hours", "calls_per_week"})
    assert {"wait", "typing_hours"} <= {question.key for question in audited(small(), UNSURE_ANSWERS).firm_up}


def test_figures_beside_the_dollars_say_how_much_better_it_gets():
    audit = audited(small(), {**EXACT_ANSWERS, "wait": 0}, assumptions={"automatable": 0.5})
    typing = next(finding for finding in audit.findings if finding.key == "typing")
    assert [(one.key, one.amount.p50) for one in typing.beside] == [("typing", 4)]
    assert {one.key for one in audit.beside} == {"jobs", "typing"}


def test_the_working_ends_in_the_value_and_shows_what_the_leak_changes():
    audit = audited(small(), EXACT_ANSWERS)
    typing = next(finding for finding in audit.findings if finding.key == "typing")
    assert [step.key for step in typing.working] == ["typing", "wages", "value"]
    first, wages, value = typing.working
    assert (first.formula, first.filled, first.changed_formula, first.changed_filled) == (
        "typing_hours", "8", "typing × (1 − automatable)", "8 × (1 − 0.6)"
    )  # fmt: skip
    assert [first.today, first.closed] == pytest.approx([8, 3.2])
    assert wages.filled == "8 × 48 × 35"
    assert value.closed - value.today == pytest.approx(8_064)
    assert {step.key for step in audit.shared_working} == {"capacity"}


def test_a_source_that_was_not_looked_at_for_long_is_a_warning_of_the_audit():
    late = run_audit(small(), answers_to(small(), GOOD_ANSWERS), AS_OF.replace(year=2031), 64)
    assert any("Left of a job" in warning for warning in late.warnings)
    assert audited(small(), GOOD_ANSWERS, 64).warnings == ()
